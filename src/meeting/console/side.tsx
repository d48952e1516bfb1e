import { Card, useText } from "#design/index.ts";
import { peopleIn } from "../model/reading.ts";
import styles from "./console.module.css";
import { People } from "./people.tsx";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/** Beside the work: what she wanted to say, what comes, and who is there. */
export function Side() {
  const t = useText(text);
  const { room, meeting, stage } = useLead();
  const slides = Object.values(room.slides).sort((a, b) => a.position - b.position);
  const slide = stage.kind === "points" ? slides[meeting.slide] : undefined;
  const notes = [stage.speakerNotes, slide?.speakerNotes].filter(Boolean).join("\n\n");
  return (
    <aside className={styles.side} aria-label={t("side.label")}>
      <Card title={t("side.notes")} level={2} tone="accent">
        <p className={styles.notes}>{notes || t(`hint.${stage.kind}`)}</p>
      </Card>
      <Presence />
      <People />
    </aside>
  );
}

function Presence() {
  const t = useText(text);
  const { snap, round, room } = useLead();
  const { presence } = snap;
  const figures: [key: "connected" | "writing" | "done" | "away", value: number][] = [
    ["connected", presence?.connected ?? 0],
    ["writing", presence?.writing ?? 0],
    ["done", presence?.done ?? 0],
    ["away", presence?.away ?? peopleIn(room).length],
  ];
  return (
    <Card title={t("presence.title")} level={2}>
      <dl className={styles.figures}>
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`presence.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {round?.isOpen && presence && presence.connected > 0 && presence.done >= presence.connected && (
        <p className={styles.good}>{t("presence.everybody")}</p>
      )}
    </Card>
  );
}
