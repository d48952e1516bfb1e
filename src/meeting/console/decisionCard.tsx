import { CheckCheck } from "lucide-react";
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DateField,
  Notice,
  Select,
  useFormat,
  useText,
  ValueMark,
} from "#design/index.ts";
import type { RoomDecision } from "../model/room.ts";
import styles from "./console.module.css";
import { DecideButton } from "./decideButton.tsx";
import { askedOf } from "./next.ts";
import { FacetList } from "./noteCard.tsx";
import { Rewording } from "./rewording.tsx";
import { text } from "./text.ts";
import { useDraft, useLead, useSend, When } from "./use.tsx";
import { type Rewording as Draft, placeOf, wordsOf } from "./words.ts";

/** One behaviour on its way to being decided, with what people say to it. */
export function DecisionCard({
  decision,
  isFirst,
}: {
  decision: RoomDecision;
  /** Of the sentences that are being written it is the one whose saving stands in the bar. */
  isFirst: boolean;
}) {
  const t = useText(text);
  const format = useFormat();
  const { room, isLeading, meeting, snap } = useLead();
  const [send, refused] = useSend();
  const [draft, keep] = useDraft<Draft>(placeOf(decision.id));
  const value = decision.valueId ? room.values[decision.valueId] : undefined;
  const isDecided = decision.decidedAt !== null;
  const id = decision.id;
  const isEditing = isLeading && !isDecided && draft !== null;
  const earlier = Object.values(room.background).filter(({ kind }) => kind === "decided");
  return (
    <Card
      level={3}
      title={
        isDecided ? (
          <Badge tone="good" icon={<CheckCheck aria-hidden />}>
            {t("decision.decided", { at: format.time(decision.decidedAt!, { timeZone: meeting.timeZone }) })}
          </Badge>
        ) : (
          <Badge tone="notice">{t("decision.open")}</Badge>
        )
      }
    >
      {isEditing ? (
        <Rewording decision={decision} isFirst={isFirst} />
      ) : (
        <div className={styles.stack}>
          {decision.situation && (
            <p className={styles.situation}>
              <When situation={decision.situation} />
            </p>
          )}
          <p className={styles.decided}>{decision.act}</p>
          {value && <ValueMark value={value} size="small" />}
          <FacetList facets={decision.facets} />
        </div>
      )}
      <div className={styles.rowOf}>
        <Badge tone="good">{t("decision.yes", { count: decision.yes })}</Badge>
        <Badge tone={decision.concerns > 0 ? "notice" : "neutral"}>
          {t("decision.concerns", { count: decision.concerns })}
        </Badge>
        {!isDecided && decision.stale > 0 && (
          <Badge tone="notice">{t("decision.stale", { count: decision.stale })}</Badge>
        )}
        {decision.reopened > 0 && <Badge>{t("decision.reopened", { count: decision.reopened })}</Badge>}
        {decision.isLeaders && <Badge tone="accent">{t("decision.leaders")}</Badge>}
      </div>
      {decision.reasons.length > 0 && (
        <ul className={styles.plain}>
          {decision.reasons.map(({ reason, author }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no id, so that none tells whose it is
            <li key={place}>
              “{reason}” {author && <span className={styles.soft}>– {author}</span>}
            </li>
          ))}
        </ul>
      )}
      {isLeading && decision.unread > 0 && (
        <Notice>
          <div className={styles.noticeRow}>
            <span>{t("decision.reasonsHidden", { count: decision.unread })}</span>
            <Button size="small" onPress={() => send({ type: "decision.reveal", decisionId: id })}>
              {t("decision.showReasons", { count: decision.unread })}
            </Button>
          </div>
        </Notice>
      )}
      {isLeading && (
        <>
          <div className={styles.rowEnd}>
            <DateField
              label={t("decision.reviewOn")}
              isOptional
              value={decision.reviewOn ?? ""}
              onChange={(reviewOn) =>
                send({ type: "decision.set", decisionId: id, reviewOn: reviewOn || null })
              }
            />
            {earlier.length > 0 && (
              <Select
                label={t("decision.replaces")}
                placeholder={t("decision.replacesNone")}
                value={decision.replaces}
                onChange={(replaces) =>
                  send({ type: "decision.set", decisionId: id, replaces: replaces || null })
                }
                options={earlier.map((each) => ({ value: each.id, label: each.act }))}
              />
            )}
            <Checkbox
              isSelected={decision.isLeaders}
              onChange={(isLeaders) => send({ type: "decision.set", decisionId: id, isLeaders })}
            >
              {t("decision.isLeaders")}
            </Checkbox>
          </div>
          <div className={styles.rowOf}>
            {isDecided ? (
              <Button onPress={() => send({ type: "decision.reopen", decisionId: id })}>
                {t("decision.reopen")}
              </Button>
            ) : (
              <>
                {!isEditing && (
                  <>
                    <Button onPress={() => keep({ was: wordsOf(decision), words: wordsOf(decision) })}>
                      {t("decision.edit")}
                    </Button>
                    <DecideButton asked={askedOf(room, decision, snap.presence)} send={send} />
                  </>
                )}
                <Button variant="quiet" onPress={() => send({ type: "decision.drop", decisionId: id })}>
                  {t("decision.drop")}
                </Button>
              </>
            )}
          </div>
        </>
      )}
      {refused}
    </Card>
  );
}
