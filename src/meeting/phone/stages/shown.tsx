/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { formatDate, formatTime } from "#design/format.ts";
import { AnsweredFigure } from "../../answered.ts";
import { headsOf } from "../../model/heads.ts";
import { decisionsOf, meetingOf } from "../../model/reading.ts";
import { Button, Card, Situation, ValueSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside, useSpoken } from "../use.ts";
import { forgottenAt } from "../visit.ts";

/** What there is to look at while nobody writes. */
export function Lobby() {
  const { snap, t, locale, names } = useInside();
  const spoken = useSpoken();
  const background = Object.values(snap.room.background);
  const { people } = headsOf(Object.values(snap.room.seats), snap.presence);
  return (
    <>
      <p class={styles.lead}>
        {t("lobby.welcome", { count: names.length, names: new Intl.ListFormat(locale).format(names) })}
      </p>
      <p>{t("lobby.wait")}</p>
      <p class={styles.soft}>{t("lobby.here", { count: people })}</p>
      {background.length > 0 && (
        <section>
          <h2>{t("lobby.background")}</h2>
          <ul class={styles.list}>
            {background.map((each) => (
              <Card key={each.id}>
                <ValueSign value={snap.room.values[each.valueId ?? ""]} />
                <p class={styles.soft}>{t(`background.${each.kind}`)}</p>
                <Situation situation={each.situation} />
                <p lang={spoken}>{each.act}</p>
                {each.ownerName && <p class={styles.soft}>{each.ownerName}</p>}
              </Card>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function Points() {
  const { snap, t, locale } = useInside();
  const slides = Object.values(snap.room.slides).sort((a, b) => a.position - b.position);
  const present = Math.min(meetingOf(snap.room)?.slide ?? 0, slides.length - 1);
  /** One may leaf back, and is back with the others by one press. */
  const [own, setOwn] = useState<number | null>(null);
  const place = own === null ? present : Math.min(own, present);
  const slide = slides[place];
  if (!slide) return <p>{t("points.none")}</p>;
  return (
    <>
      <article class={styles.slide} aria-live="polite">
        {slide.point > 0 && <p class={styles.soft}>{t("points.point", { number: slide.point })}</p>}
        <h2>{slide.title}</h2>
        {slide.body.split("\n").map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
          <p key={at}>{line}</p>
        ))}
        {slide.answered && (
          <AnsweredFigure
            locale={locale}
            label={slide.title}
            colour={snap.room.values[slide.answered.valueId ?? ""]?.colour}
            answered={slide.answered}
          />
        )}
      </article>
      <div class={styles.row}>
        <Button kind="quiet" disabled={place === 0} onClick={() => setOwn(place - 1)}>
          {t("points.before")}
        </Button>
        {own !== null && own < present && <Button onClick={() => setOwn(null)}>{t("points.follow")}</Button>}
      </div>
    </>
  );
}

function Decided() {
  const { snap, t, locale } = useInside();
  const spoken = useSpoken();
  const decided = decisionsOf(snap.room).filter(({ decidedAt }) => decidedAt);
  if (decided.length === 0) return null;
  return (
    <section>
      <h2>{t("close.decided")}</h2>
      <ul class={styles.list}>
        {decided.map((each) => (
          <Card key={each.id}>
            <ValueSign value={snap.room.values[each.valueId ?? ""]} />
            <Situation situation={each.situation} />
            <p class={styles.act} lang={spoken}>
              {each.act}
            </p>
            {each.reviewOn && (
              <p class={styles.soft}>{t("close.review", { date: formatDate(locale, each.reviewOn) })}</p>
            )}
          </Card>
        ))}
      </ul>
    </section>
  );
}

export function NextSteps() {
  const { snap, t, locale } = useInside();
  const actions = Object.values(snap.room.actions).sort((a, b) => a.position - b.position);
  const plan = meetingOf(snap.room)?.plan;
  const lines = plan
    ? ([
        ["nextSteps.how", plan.how],
        ["nextSteps.askOn", plan.askOn],
        ["nextSteps.resultsOn", plan.resultsOn],
      ] as const)
    : [];
  return (
    <>
      <section>
        <h2>{t("nextSteps.actions")}</h2>
        {actions.length === 0 && <p class={styles.soft}>{t("nextSteps.none")}</p>}
        <ul class={styles.list}>
          {actions.map((action) => (
            <Card key={action.id}>
              <p>{action.title}</p>
              <p class={styles.soft}>
                {[action.ownerName, action.dueOn && formatDate(locale, action.dueOn)]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </Card>
          ))}
        </ul>
      </section>
      {lines.some(([, said]) => said) && (
        <section>
          <h2>{t("nextSteps.plan")}</h2>
          <dl class={styles.plan}>
            {lines
              .filter(([, said]) => said)
              .map(([key, said]) => (
                <div key={key}>
                  <dt>{t(key)}</dt>
                  <dd>{/^\d{4}-\d{2}-\d{2}$/.test(said) ? formatDate(locale, said) : said}</dd>
                </div>
              ))}
          </dl>
        </section>
      )}
    </>
  );
}

/** No meeting after all: why, and that nothing she wrote is lost. */
export function CalledOff({ onLeave }: { onLeave: () => void }) {
  const { snap, t } = useInside();
  const message = meetingOf(snap.room)?.calledOff?.message;
  const own = Object.values(snap.room.notes).filter(({ id, text }) => snap.room.own[id] && text.trim());
  return (
    <>
      {message && <p class={`${styles.notice} ${styles.lead}`}>{message}</p>}
      <p>{t("off.text")}</p>
      {own.length > 0 && (
        <section>
          <h2>{t("off.yours")}</h2>
          <ul class={styles.list}>
            {own.map(({ id, text }) => (
              <Card key={id}>
                <p>{text}</p>
              </Card>
            ))}
          </ul>
        </section>
      )}
      <Button onClick={onLeave}>{t("leave.now")}</Button>
    </>
  );
}

export function Close({ onLeave }: { onLeave: () => void }) {
  const { snap, t, locale } = useInside();
  const meeting = meetingOf(snap.room);
  const closedAt = meeting?.closedAt;
  return (
    <>
      <p class={styles.lead}>{t(closedAt ? "close.thanks" : "close.soon")}</p>
      <Decided />
      <NextSteps />
      <section>
        <h2>{t("leave.title")}</h2>
        <p>{t("leave.why")}</p>
        {closedAt && (
          <p class={styles.soft}>
            {t("leave.byItselfAt", {
              time: formatTime(locale, new Date(forgottenAt(closedAt)), meeting),
            })}
          </p>
        )}
        <Button onClick={onLeave}>{t("leave.now")}</Button>
      </section>
    </>
  );
}
