import { Button, Card, EmptyState, LinkButton, Notice, useFormat, useText } from "#design/index.ts";
import { decisionsOf, stagesInOrder } from "../../model/reading.ts";
import styles from "../console.module.css";
import { text } from "../text.ts";
import { useLead, useSend } from "../use.tsx";

/** What the closing will write, before it is written; afterwards what it wrote. */
export function ClosePanel() {
  const t = useText(text);
  const format = useFormat();
  const { room, meeting, isLeading, plan } = useLead();
  const [send, refused] = useSend();
  const decisions = decisionsOf(room);
  const decided = decisions.filter(({ decidedAt }) => decidedAt);
  const undecided = decisions.filter(({ decidedAt }) => !decidedAt);
  const actions = Object.values(room.actions).sort((a, b) => a.position - b.position);
  const people = Object.values(room.seats).flatMap(({ names }) => names);
  const tray = stagesInOrder(room)
    .flatMap(({ roundIds }) => roundIds)
    .reduce((sum, id) => sum + (room.rounds[id]?.trayCount ?? 0), 0);
  const isClosed = meeting.state === "closed";
  return (
    <Card title={t(isClosed ? "close.closed" : "close.title")}>
      <p>{t(isClosed ? "close.closedText" : "close.text")}</p>
      <section>
        <h3>{t("close.decided", { count: decided.length })}</h3>
        {decided.length === 0 && <EmptyState title={t("close.noneDecided")} />}
        <ul className={styles.plain}>
          {decided.map((decision) => (
            <li key={decision.id}>
              <strong>{decision.act}</strong>{" "}
              <span className={styles.soft}>
                {decision.reviewOn && t("close.reviewOn", { date: format.date(decision.reviewOn) })}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t("close.actions", { count: actions.length })}</h3>
        <ul className={styles.plain}>
          {actions.map((action) => (
            <li key={action.id}>
              {action.title} <span className={styles.soft}>{action.ownerName || t("steps.noOwner")}</span>
            </li>
          ))}
        </ul>
      </section>
      <p>{t("close.people", { count: people.length })}</p>
      {!isClosed && undecided.length > 0 && (
        <Notice tone="notice">{t("close.undecided", { count: undecided.length })}</Notice>
      )}
      {!isClosed && tray > 0 && <Notice tone="notice">{t("close.tray", { count: tray })}</Notice>}
      {!isClosed && isLeading && (
        <div>
          <Button variant="primary" size="large" onPress={() => send({ type: "meeting.close" })}>
            {t("close.do")}
          </Button>
        </div>
      )}
      {refused}
      {isClosed && (
        <div className={styles.rowOf}>
          <LinkButton variant="primary" href={`/api/thread/meetings/${plan.id}/minutes.docx`}>
            {t("close.minutes")}
          </LinkButton>
          {plan.journeyId && (
            <LinkButton href={`/journeys/${plan.journeyId}`}>{t("close.journey")}</LinkButton>
          )}
        </div>
      )}
    </Card>
  );
}
