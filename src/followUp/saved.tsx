import { Button, type Conflict, Notice, Row, useText } from "#design/index.ts";
import { text } from "./text.ts";

/** Both wrote in the same field: what the other wrote, and the choice between them. */
export function ConflictNotice({
  conflict,
  labels,
  settle,
}: {
  conflict: Conflict | null;
  labels: Record<string, string>;
  settle: (keep: "mine" | "theirs") => void;
}) {
  const t = useText(text);
  if (!conflict) return null;
  return (
    <Notice tone="notice">
      <p>{t("conflict.text")}</p>
      {conflict.fields.map((field) => (
        <p key={field}>
          <strong>{labels[field]}</strong>
          <br />
          {conflict.theirs[field] || t("conflict.empty")}
        </p>
      ))}
      <Row>
        <Button onPress={() => settle("theirs")}>{t("conflict.theirs")}</Button>
        <Button onPress={() => settle("mine")}>{t("conflict.mine")}</Button>
      </Row>
    </Notice>
  );
}
