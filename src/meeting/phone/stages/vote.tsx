/** @jsxImportSource preact */
import { inOwnOrder } from "../../model/lot.ts";
import { notesBehind } from "../../model/options.ts";
import type { RoomRound, RoomVote, VoteOption } from "../../model/room.ts";
import { Button, Card, ModeSign, Situation } from "../parts.tsx";
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
  const { connection, snap, seatId, names, t } = useInside();
  const ballot = snap.room.ballots[round.id];
  const dots = ballot?.dots ?? {};
  const left = ballot?.left ?? vote.budget;
  const isSaved = !snap.waiting.some((each) => "roundId" in each && each.roundId === round.id);
  const cast = (optionId: string, count: number) =>
    connection.send({ type: "vote.cast", roundId: round.id, optionId, dots: count });
  const canVote = round.isOpen && snap.passes[round.id] !== "";
  return (
    <>
      {vote.secondOf && <p class={styles.lead}>{t("vote.second")}</p>}
      <ModeSign mode={round.mode} what="vote">
        {t("vote.secret")} {names.length > 1 && t("vote.together", { count: names.length })}
      </ModeSign>
      {!round.isOpen && <p class={styles.notice}>{t("vote.closed")}</p>}
      {snap.passes[round.id] === "" && <p class={styles.notice}>{t("vote.elsewhere")}</p>}
      <p class={styles.left} role="status">
        <strong>{ballot?.abstains ? t("vote.abstains") : t("vote.left", { count: left })}</strong>
        {(left < vote.budget || ballot?.abstains) && (
          <span class={styles.soft}>{t(isSaved ? "saved.yes" : "saved.no")}</span>
        )}
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
              <Behind option={option} />
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
      {left === vote.budget && (
        <Button
          pressed={ballot?.abstains ?? false}
          disabled={!canVote}
          onClick={() =>
            connection.send({ type: "vote.abstain", roundId: round.id, abstains: !ballot?.abstains })
          }
        >
          {t("vote.abstain")}
        </Button>
      )}
    </>
  );
}

/** The notes that an option stands for: nobody votes on a word without seeing what it is about. */
function Behind({ option }: { option: VoteOption }) {
  const { snap, t } = useInside();
  const notes = notesBehind(snap.room, option);
  if (notes.length === 0) return null;
  return (
    <details class={styles.doubles} open={notes.length <= 3}>
      <summary>{t("vote.behind", { count: notes.length })}</summary>
      <ul class={styles.behind}>
        {notes.map((note) => (
          <li key={note.id}>
            <Situation situation={note.situation} /> {note.text}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Results({ round, vote }: { round: RoomRound; vote: RoomVote }) {
  const { snap, t } = useInside();
  const results = vote.results ?? [];
  const most = Math.max(1, ...results.map(({ dots }) => dots));
  return (
    <>
      <p class={styles.lead}>{t("vote.result")}</p>
      <p class={styles.soft}>
        {t("vote.advice", { count: vote.voters })}{" "}
        {vote.abstained > 0 && t("vote.abstained", { count: vote.abstained })}
      </p>
      <ol class={styles.list}>
        {results.map(({ optionId, dots, place, isTied }) => {
          const mine = snap.room.ballots[round.id]?.dots[optionId] ?? 0;
          const option = vote.options.find(({ id }) => id === optionId);
          return (
            <Card key={optionId} isMine={mine > 0}>
              <p class={styles.text}>
                <strong>{place}.</strong> {option?.text}
              </p>
              {option && <Behind option={option} />}
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
