/** @jsxImportSource preact */
import { inOwnOrder } from "../../model/lot.ts";
import type { RoomRound, RoomVote } from "../../model/room.ts";
import { Button, Card, ModeSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { type StageProps, useInside } from "../use.ts";

export function Vote({ round }: StageProps) {
  const { t } = useInside();
  if (!round?.vote) return <p>{t("vote.notYet")}</p>;
  return round.vote.results ? (
    <Results round={round} vote={round.vote} />
  ) : (
    <Ballot round={round} vote={round.vote} />
  );
}

/** Dots can be given and taken back until the vote is closed; nobody is shown any of it before. */
function Ballot({ round, vote }: { round: RoomRound; vote: RoomVote }) {
  const { connection, snap, seatId, t } = useInside();
  const ballot = snap.room.ballots[round.id];
  const dots = ballot?.dots ?? {};
  const left = ballot?.left ?? vote.budget;
  const isSaved = !snap.waiting.some((each) => each.type === "vote.cast" && each.roundId === round.id);
  const cast = (optionId: string, count: number) =>
    connection.send({ type: "vote.cast", roundId: round.id, optionId, dots: count });
  const canVote = round.isOpen && snap.passes[round.id] !== "";
  return (
    <>
      {vote.secondOf && <p class={styles.lead}>{t("vote.second")}</p>}
      <ModeSign mode={round.mode} what="vote">
        {t("vote.secret")}
      </ModeSign>
      {!round.isOpen && <p class={styles.notice}>{t("vote.closed")}</p>}
      {snap.passes[round.id] === "" && <p class={styles.notice}>{t("vote.elsewhere")}</p>}
      <p class={styles.left} role="status">
        <strong>{t("vote.left", { count: left })}</strong>
        <span class={styles.soft}>
          {t(isSaved ? (left < vote.budget ? "saved.yes" : "vote.mayAbstain") : "saved.no")}
        </span>
      </p>
      <ul class={styles.list}>
        {inOwnOrder(vote.options, seatId, round.id).map((option) => {
          const mine = dots[option.id] ?? 0;
          const isOwn =
            vote.excludesOwn &&
            option.noteIds.length > 0 &&
            option.noteIds.every((noteId) => snap.room.own[noteId]);
          const about = { text: option.text.slice(0, 80) };
          return (
            <Card key={option.id} isMine={mine > 0}>
              <p class={styles.text}>{option.text}</p>
              {isOwn ? (
                <p class={styles.soft}>{t("vote.own")}</p>
              ) : (
                <div class={styles.stepper}>
                  <Button
                    label={t("vote.fewer", about)}
                    disabled={!canVote || mine === 0}
                    onClick={() => cast(option.id, mine - 1)}
                  >
                    −
                  </Button>
                  <span class={styles.dots}>
                    <span aria-hidden="true">{"●".repeat(Math.min(mine, 10))}</span>
                    <span class="unseen">{t("vote.mine", { count: mine })}</span>
                    {mine > 10 && mine}
                  </span>
                  <Button
                    label={t("vote.more", about)}
                    disabled={!canVote || left <= 0 || mine >= vote.maxPerOption}
                    onClick={() => cast(option.id, mine + 1)}
                  >
                    +
                  </Button>
                </div>
              )}
              {mine > 0 && mine >= vote.maxPerOption && left > 0 && (
                <p class={styles.soft}>{t("vote.mostOnOne", { count: vote.maxPerOption })}</p>
              )}
            </Card>
          );
        })}
      </ul>
    </>
  );
}

function Results({ round, vote }: { round: RoomRound; vote: RoomVote }) {
  const { snap, t } = useInside();
  const results = vote.results ?? [];
  const most = Math.max(1, ...results.map(({ dots }) => dots));
  const textOf = (id: string) => vote.options.find((option) => option.id === id)?.text ?? "";
  return (
    <>
      <p class={styles.lead}>{t("vote.result")}</p>
      <p class={styles.soft}>{t("vote.advice", { count: vote.voters })}</p>
      <ol class={styles.list}>
        {results.map(({ optionId, dots, place, isTied }) => {
          const mine = snap.room.ballots[round.id]?.dots[optionId] ?? 0;
          return (
            <Card key={optionId} isMine={mine > 0}>
              <p class={styles.text}>
                <strong>{place}.</strong> {textOf(optionId)}
              </p>
              <div class={styles.bar} style={{ "--part": dots / most }} />
              <p class={styles.soft}>
                {[
                  t("vote.dots", { count: dots }),
                  isTied && t("vote.tied"),
                  mine > 0 && t("vote.mine", { count: mine }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </Card>
          );
        })}
      </ol>
    </>
  );
}
