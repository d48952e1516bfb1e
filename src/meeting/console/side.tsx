import { Card, useText } from "#design/index.ts";
import { headsOf } from "../model/heads.ts";
import styles from "./console.module.css";
import { hintOf, slideNotes } from "./notes.ts";
import { People } from "./people.tsx";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/** Beside the work: what she wanted to say, what comes, and who is there. */
export function Side() {
  const t = useText(text);
  const { room, meeting, stage, round, plan } = useLead();
  const slides = Object.values(room.slides).sort((a, b) => a.position - b.position);
  const slide = stage.kind === "points" ? slides[meeting.slide] : undefined;
  const notes = [stage.speakerNotes, slideNotes(slide, slide && plan.told[slide.id])]
    .filter(Boolean)
    .join("\n\n");
  const hint = hintOf(stage, round);
  return (
    <aside className={styles.side} aria-label={t("side.label")}>
      <Card title={t("side.notes")} level={2} tone="accent">
        {/* Her own words stand for as long as she is there; what helps now comes beside them once the moment is another. */}
        {notes && <p className={styles.notes}>{notes}</p>}
        {(!notes || hint !== `hint.${stage.kind}`) && (
          <p className={notes ? styles.soft : styles.notes}>{t(hint)}</p>
        )}
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
  const heads = headsOf(Object.values(room.seats), presence);
  const figures: [key: "connected" | "writing" | "done" | "away", value: number][] = [
    ["connected", presence ? heads.here : 0],
    ["writing", presence?.writing ?? 0],
    ["done", presence?.done ?? 0],
    ["away", presence ? heads.away : heads.voices],
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
      {round?.isOpen && presence && heads.here > 0 && presence.done >= heads.here && (
        <p className={styles.good}>{t("presence.everybody")}</p>
      )}
      {heads.shared.length > 0 && (
        <p className={styles.soft}>
          {t("presence.shared", { names: heads.shared.map(({ names }) => names.join(" & ")).join(", ") })}
        </p>
      )}
    </Card>
  );
}
