import { AnsweredFigure, Button, Card, EmptyState, useText, ValueMark } from "#design/index.ts";
import { paragraphsOf } from "#preparation/model/slides.ts";
import styles from "../console.module.css";
import { SlidesOlder } from "../slidesOlder.tsx";
import { text } from "../text.ts";
import { useLead, useSend, useStageName } from "../use.tsx";

/** The five points: what the room sees now, what comes next, and any slide at one press. */
export function PointsPanel() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, meeting, isLeading, plan, stage } = useLead();
  const [send, refused] = useSend();
  const slides = Object.values(room.slides).sort((a, b) => a.position - b.position);
  const now = slides[meeting.slide];
  const next = slides[meeting.slide + 1];
  if (!now)
    return (
      <>
        <SlidesOlder />
        <Card title={nameOf(stage)}>
          <EmptyState title={t("points.none")}>{t("points.noneText")}</EmptyState>
        </Card>
      </>
    );
  return (
    <>
      <SlidesOlder />
      <Card title={t("points.now", { number: meeting.slide + 1, count: slides.length })}>
        <div className={styles.slide}>
          <h3>{now.title}</h3>
          {paragraphsOf(now.body, Object.values(room.values)).map(({ value, text: words }) => (
            <p key={(value?.id ?? "") + words} className={styles.breaks}>
              {value && <ValueMark value={value} />} {words}
            </p>
          ))}
          {now.answered && (
            <AnsweredFigure
              label={now.title}
              colour={room.values[now.answered.valueId ?? ""]?.colour}
              answered={now.answered}
            />
          )}
        </div>
        {next && (
          <p className={styles.soft}>
            {t("points.next")} <strong>{next.title}</strong>
          </p>
        )}
      </Card>
      <Card title={t("points.all")} tone="sunken">
        <ol className={styles.slides}>
          {slides.map((slide, place) => (
            <li key={slide.id} aria-current={place === meeting.slide ? "true" : undefined}>
              <Button
                size="small"
                variant={place === meeting.slide ? "secondary" : "quiet"}
                isDisabled={!isLeading}
                onPress={() => send({ type: "slide.show", slide: place })}
              >
                {place + 1}. {slide.title || plan.title}
              </Button>
            </li>
          ))}
        </ol>
        {refused}
      </Card>
    </>
  );
}
