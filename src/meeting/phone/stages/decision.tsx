/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { decisionsOf } from "../../model/reading.ts";
import type { RoomDecision, RoomRound } from "../../model/room.ts";
import { Button, Card, Field, ModeSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { type StageProps, useInside } from "../use.ts";
import { Read } from "./read.tsx";

/** "Can you live with it?" Yes, or a concern with its reason. */
export function Decision({ round }: StageProps) {
  const { snap, names, t } = useInside();
  const decisions = decisionsOf(snap.room);
  if (!round || decisions.length === 0) return <p>{t("decision.notYet")}</p>;
  return (
    <>
      <p>{t("decision.task")}</p>
      <ModeSign mode={round.mode} what="consent">
        {names.length > 1 && t("decision.together", { count: names.length })}
      </ModeSign>
      <ul class={styles.list}>
        {decisions.map((decision) => (
          <Card key={decision.id}>
            <Read note={{ ...decision, text: decision.act }} />
            {decision.isLeaders && <p class={styles.soft}>{t("decision.leaders")}</p>}
            {decision.decidedAt ? (
              <p class={styles.decided}>{t("decision.decided")}</p>
            ) : (
              <Consent
                decision={decision}
                round={snap.room.rounds[decision.roundId] ?? round}
                isOpen={round.isOpen}
              />
            )}
            {decision.reasons.length > 0 && (
              <div>
                <p class={styles.soft}>
                  {t("decision.yesCount", { count: decision.yes })} ·{" "}
                  {t("decision.concernCount", { count: decision.concerns })}
                </p>
                {decision.reasons.map(({ reason, author }, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no id, so that none tells whose it is
                  <blockquote key={place}>
                    {reason} {author && <span class={styles.soft}>{author}</span>}
                  </blockquote>
                ))}
              </div>
            )}
          </Card>
        ))}
      </ul>
    </>
  );
}

function Consent({
  decision,
  round,
  isOpen: mayAnswer,
}: {
  decision: RoomDecision;
  round: RoomRound;
  /** Whether answers are taken now. */
  isOpen: boolean;
}) {
  const { connection, snap, t } = useInside();
  const given = snap.room.consents[decision.id];
  // An answer is for the words it was given to: others are a question of their own.
  const own = given?.wording === decision.wording ? given : undefined;
  const place = `concern-${decision.id}`;
  const draft = snap.drafts[`${round.id} ${place}`];
  const [isOpen, setOpen] = useState(draft !== undefined);
  const [error, setError] = useState("");
  const isSaved = !snap.waiting.some((each) => "decisionId" in each && each.decisionId === decision.id);
  const reason = draft ?? "";
  const give = (answer: "yes" | "concern") => {
    if (answer === "concern" && !reason.trim()) return setError(t("decision.sayWhy"));
    connection.send({
      type: "consent.give",
      ...{ decisionId: decision.id, wording: decision.wording, answer },
      reason: answer === "concern" ? reason.trim() : "",
    });
    connection.draft(round.id, place, "");
    setOpen(false);
  };
  return (
    <fieldset class={styles.consent}>
      <legend>{t("decision.question")}</legend>
      {!mayAnswer && <p class={styles.notice}>{t("decision.closed")}</p>}
      {given && !own && (
        <p class={styles.notice} role="status">
          {t(given.answer === "yes" ? "decision.changedYes" : "decision.changedConcern", {
            reason: given.reason,
          })}
        </p>
      )}
      <div class={styles.row}>
        <Button
          kind={own?.answer === "yes" ? "primary" : "plain"}
          pressed={own?.answer === "yes"}
          disabled={!mayAnswer}
          onClick={() => give("yes")}
        >
          {t("decision.yes")}
        </Button>
        <Button
          kind={own?.answer === "concern" ? "primary" : "plain"}
          pressed={own?.answer === "concern"}
          disabled={!mayAnswer}
          onClick={() => {
            if (given?.answer === "concern" && !draft) connection.draft(round.id, place, given.reason);
            setOpen(true);
          }}
        >
          {t("decision.concern")}
        </Button>
        {own && <span class={styles.soft}>{t(isSaved ? "saved.yes" : "saved.no")}</span>}
      </div>
      {isOpen ? (
        <>
          <Field
            label={t("decision.reason")}
            value={reason}
            error={error}
            onInput={(value) => {
              setError("");
              connection.draft(round.id, place, value);
              connection.writing(round.id);
            }}
          />
          <Button kind="primary" disabled={!mayAnswer} onClick={() => give("concern")}>
            {t("decision.send")}
          </Button>
        </>
      ) : (
        own?.answer === "concern" && <blockquote>{own.reason}</blockquote>
      )}
    </fieldset>
  );
}
