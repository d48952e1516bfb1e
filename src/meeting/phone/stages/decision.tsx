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
  const { snap, t } = useInside();
  const decisions = decisionsOf(snap.room);
  if (!round || decisions.length === 0) return <p>{t("decision.notYet")}</p>;
  return (
    <>
      <p>{t("decision.task")}</p>
      <ModeSign mode={round.mode} what="consent" />
      <ul class={styles.list}>
        {decisions.map((decision) => (
          <Card key={decision.id}>
            <Read note={{ ...decision, text: decision.act }} />
            {decision.isLeaders && <p class={styles.soft}>{t("decision.leaders")}</p>}
            {decision.decidedAt ? (
              <p class={styles.decided}>{t("decision.decided")}</p>
            ) : (
              <Consent decision={decision} round={snap.room.rounds[decision.roundId] ?? round} />
            )}
            {decision.reasons && (
              <div>
                <p class={styles.soft}>
                  {t("decision.yesCount", { count: decision.yes })} ·{" "}
                  {t("decision.concernCount", { count: decision.concerns })}
                </p>
                {decision.reasons.map(({ reason, author }) => (
                  <blockquote key={reason + author}>
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

function Consent({ decision, round }: { decision: RoomDecision; round: RoomRound }) {
  const { connection, snap, t } = useInside();
  const own = snap.room.consents[decision.id];
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
      decisionId: decision.id,
      answer,
      reason: answer === "concern" ? reason.trim() : "",
    });
    connection.draft(round.id, place, "");
    setOpen(false);
  };
  return (
    <fieldset class={styles.consent}>
      <legend>{t("decision.question")}</legend>
      <div class={styles.row}>
        <Button
          kind={own?.answer === "yes" ? "primary" : "plain"}
          pressed={own?.answer === "yes"}
          onClick={() => give("yes")}
        >
          {t("decision.yes")}
        </Button>
        <Button
          kind={own?.answer === "concern" ? "primary" : "plain"}
          pressed={own?.answer === "concern"}
          onClick={() => {
            if (own?.answer === "concern" && !draft) connection.draft(round.id, place, own.reason);
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
          <Button kind="primary" onClick={() => give("concern")}>
            {t("decision.send")}
          </Button>
        </>
      ) : (
        own?.answer === "concern" && <blockquote>{own.reason}</blockquote>
      )}
    </fieldset>
  );
}
