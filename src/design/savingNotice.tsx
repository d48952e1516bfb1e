import { Button } from "./button.tsx";
import { Notice, Row } from "./layout.tsx";
import { useText } from "./locale.tsx";
import type { Conflict, Saving } from "./saving.ts";
import styles from "./savingNotice.module.css";
import { text } from "./text.ts";

/** How what is being written stands, read out as it changes. */
export function SavingStatus({ saving, refused }: { saving: Saving; refused?: string | null }) {
  const t = useText(text);
  if (saving === "untouched") return <span role="status" />;
  if (saving === "conflict")
    return (
      <span role="status">
        <a href="#conflict" className={styles.conflict}>
          {t("saving.conflict")}
        </a>
      </span>
    );
  return (
    <span role="status">
      {[t(`saving.${saving}`), saving === "refused" && refused].filter(Boolean).join(" ")}
    </span>
  );
}

/** Both wrote in the same field: what the other wrote, and the choice between them. `labels` by field. */
export function ConflictNotice({
  conflict,
  labels,
  settle,
  what,
  theirs,
}: {
  conflict: Conflict | null;
  labels: Record<string, string>;
  settle: (keep: "mine" | "theirs") => void;
  /** Who the other is, and what has happened. */
  what: string;
  /** The button that takes the other's. */
  theirs: string;
}) {
  const t = useText(text);
  if (!conflict) return null;
  return (
    <Notice tone="notice" id="conflict">
      <p>{what}</p>
      {conflict.fields.map((field) => (
        <p key={field}>
          <strong>{labels[field]}</strong>
          <br />
          {conflict.theirs[field] || t("saving.empty")}
        </p>
      ))}
      <Row>
        <Button onPress={() => settle("theirs")}>{theirs}</Button>
        <Button onPress={() => settle("mine")}>{t("saving.mine")}</Button>
      </Row>
    </Notice>
  );
}
