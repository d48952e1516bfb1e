import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  Button,
  Card,
  EmptyState,
  LinkButton,
  Notice,
  useFormat,
  useText,
  ValueMark,
} from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { graceLeft } from "../../model/closing.ts";
import { headsOf } from "../../model/heads.ts";
import { decisionsOf } from "../../model/reading.ts";
import { InBar } from "../bar.tsx";
import styles from "../console.module.css";
import { text } from "../text.ts";
import { unfinished } from "../unfinished.ts";
import { Unreached } from "../unreached.tsx";
import { useLead, useSend, useStageName, When } from "../use.tsx";

/** What the closing will write and send, before it does; afterwards what it wrote, and for a minute the way back. */
export function ClosePanel() {
  const t = useText(text);
  const { room, meeting, isLeading, plan, snap } = useLead();
  const [send, refused] = useSend();
  const left = unfinished(room, snap.drafts).length;
  const queries = useQueryClient();
  // Whom the minutes go to may have changed since the console was opened.
  useEffect(() => void queries.invalidateQueries({ queryKey: ["meeting", plan.id] }), [queries, plan.id]);
  const { people } = headsOf(Object.values(room.seats), snap.presence);
  const isClosed = meeting.state === "closed";
  return (
    <Card title={t(isClosed ? "close.closed" : "close.title")}>
      {isClosed ? (
        <Afterwards />
      ) : (
        <p>
          {t("close.text")} {t("close.grace")}
        </p>
      )}
      {!isClosed && <Unfinished />}
      <Decided />
      <Actions />
      <p>{t("close.people", { count: people })}</p>
      <section className={styles.stack}>
        <h3>{t("close.minutesTo", { count: plan.minutesTo.length })}</h3>
        <p className={plan.minutesTo.length > 0 ? undefined : styles.soft}>
          {plan.minutesTo.join(", ") || t("close.minutesToNobody")}
        </p>
        {!isClosed && <Unreached />}
      </section>
      {!isClosed && isLeading && (
        <InBar>
          <span className={styles.barHint}>
            {left > 0 ? t("close.unfinishedCount", { count: left }) : t("close.grace")}
          </span>
          <Button variant="primary" size="large" onPress={() => send({ type: "meeting.close" })}>
            {t(plan.minutesTo.length > 0 ? "close.do" : "close.doOnly")}
          </Button>
        </InBar>
      )}
      {refused}
      {isClosed && (
        <div className={styles.rowOf}>
          <LinkButton variant="primary" href={`/meetings/${plan.id}/minutes`}>
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

/** For a minute everything is still here: she sees the time, and can take it back. */
function Afterwards() {
  const t = useText(text);
  const { meeting, isLeading, connection, plan } = useLead();
  const [send, refused] = useSend();
  const [now, setNow] = useState(connection.now);
  const left = meeting.closedAt ? graceLeft(meeting.closedAt, now) : 0;
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(connection.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver, connection]);
  const isMailed = plan.minutesTo.length > 0;
  if (isOver)
    return (
      <>
        <p>{t(isMailed ? "close.closedText" : "close.closedTextOnly")}</p>
        {refused}
      </>
    );
  return (
    <Notice tone="notice">
      <div className={styles.noticeRow}>
        <span>{t(isMailed ? "close.sendsIn" : "close.undoableFor", { count: left })}</span>
        {isLeading && <Button onPress={() => send({ type: "meeting.reopen" })}>{t("close.undo")}</Button>}
      </div>
      {refused}
    </Notice>
  );
}

function Unfinished() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, snap, isLeading } = useLead();
  const [send, refused] = useSend();
  const list = unfinished(room, snap.drafts);
  if (list.length === 0) return null;
  return (
    <Notice tone="notice">
      <strong>{t("close.unfinished")}</strong>
      <ul className={styles.plain}>
        {list.map(({ what, stage, count }) => (
          <li key={`${what} ${stage?.id}`} className={styles.rowApart}>
            <span className={styles.grow}>
              {t(`close.${what}`, { count, name: stage ? nameOf(stage) : "" })}
            </span>
            {isLeading && stage && (
              <Button
                size="small"
                variant="quiet"
                onPress={() => send({ type: "stage.go", stageId: stage.id, roundId: newId() })}
              >
                {t("close.goTo", { name: nameOf(stage) })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refused}
    </Notice>
  );
}

function Decided() {
  const t = useText(text);
  const format = useFormat();
  const { room } = useLead();
  const decided = decisionsOf(room).filter(({ decidedAt }) => decidedAt);
  return (
    <section className={styles.stack}>
      <h3>{t("close.decided", { count: decided.length })}</h3>
      {decided.length === 0 && <EmptyState title={t("close.noneDecided")} />}
      <ul className={styles.plain}>
        {decided.map((decision) => {
          const value = room.values[decision.valueId ?? ""];
          return (
            <li key={decision.id}>
              {decision.situation && (
                <span className={styles.situation}>
                  <When situation={decision.situation} />{" "}
                </span>
              )}
              <strong>{decision.act}</strong> {value && <ValueMark value={value} size="small" />}{" "}
              <span className={styles.soft}>
                {decision.reviewOn && t("close.reviewOn", { date: format.date(decision.reviewOn) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Actions() {
  const t = useText(text);
  const format = useFormat();
  const { room } = useLead();
  const actions = Object.values(room.actions).sort((a, b) => a.position - b.position);
  return (
    <section className={styles.stack}>
      <h3>{t("close.actions", { count: actions.length })}</h3>
      <ul className={styles.plain}>
        {actions.map((action) => (
          <li key={action.id}>
            {action.title}{" "}
            <span className={styles.soft}>
              {[
                action.ownerName || t("steps.noOwner"),
                action.dueOn && t("steps.due", { date: format.date(action.dueOn) }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
