/** @jsxImportSource preact */
/** From the vote to the close: what the room weighs, what it decides, and who does what. */
import { headsOf, outOf } from "../model/heads.ts";
import { inOwnOrder } from "../model/lot.ts";
import { notesBehind, optionsOn } from "../model/options.ts";
import { decisionsOf, stagesInOrder } from "../model/reading.ts";
import type { RoomDecision, RoomRound, RoomVote, VoteOption } from "../model/room.ts";
import { type Counted, standingsOf } from "../model/standing.ts";
import { Big, FacetList, Heading, Pages, Situation, Value } from "./parts.tsx";
import styles from "./screen.module.css";
import { useShown } from "./use.ts";

/** So many of the notes behind an option are read from the last row; the rest are counted. */
const mostBehind = 3;

/** An option, and under it the notes that it stands for. */
function Option({ option }: { option: Pick<VoteOption, "text" | "noteIds"> }) {
  const { snap, t } = useShown();
  const notes = notesBehind(snap.room, option);
  const more = notes.length - mostBehind;
  return (
    <>
      {notes.length > 0 ? <h2>{option.text}</h2> : <p>{option.text}</p>}
      {notes.slice(0, mostBehind).map((note) => (
        <p key={note.id} class={styles.soft}>
          {note.text}
        </p>
      ))}
      {more > 0 && <p class={styles.soft}>{t("vote.more", { count: more })}</p>}
    </>
  );
}

export function Vote() {
  const { snap, round, t } = useShown();
  const vote = round?.vote;
  if (!round || !vote) {
    const options = optionsOn(snap.room);
    return (
      <>
        <Heading />
        <p>{t("vote.soon")}</p>
        <Pages depends={snap.room.notes}>
          {options.map((option) => (
            <section key={option.clusterId ?? option.noteIds[0]} class={styles.card}>
              <Option option={option} />
            </section>
          ))}
        </Pages>
      </>
    );
  }
  return vote.results ? <Results round={round} /> : <Voting round={round} vote={vote} />;
}

function Voting({ round, vote }: { round: RoomRound; vote: RoomVote }) {
  const { snap, t } = useShown();
  const answered = vote.voters + vote.abstained;
  const of = outOf(answered, headsOf(Object.values(snap.room.seats), snap.presence));
  return (
    <>
      <Heading />
      <p>{t("vote.rules", { count: vote.budget, most: vote.maxPerOption })}</p>
      <Big>{t("vote.voted", { count: answered, of })}</Big>
      <Pages depends={vote.options}>
        {inOwnOrder(vote.options, "screen", round.id).map((option) => (
          <section key={option.id} class={styles.card}>
            <Option option={option} />
          </section>
        ))}
      </Pages>
    </>
  );
}

function Results({ round }: { round: RoomRound }) {
  return (
    <>
      <Heading />
      <Standing rounds={[round]} />
    </>
  );
}

/** How the options stand, the rounds among the tied taken in: as bars, with the number in words. */
function Standing({ rounds }: { rounds: RoomRound[] }) {
  const { t } = useShown();
  const standings = standingsOf(rounds);
  const got = ({ dots, voters }: Counted) =>
    dots > 0 ? t("vote.dots", { count: dots, voters }) : t("vote.noDots");
  const top = Math.max(1, ...standings.map((each) => each.rounds[0]?.dots ?? 0));
  return (
    <Pages depends={rounds}>
      {standings.map(({ option, place, isTied, rounds: [first, ...again] }) => (
        <section key={option.id} class={styles.result}>
          <p>
            {place}. {option.text}
          </p>
          <div class={styles.track} aria-hidden="true">
            <div style={{ width: `${(100 * (first?.dots ?? 0)) / top}%` }} />
          </div>
          <p class={styles.soft}>
            {[
              first && got(first),
              ...again.map((counted) => t("vote.inSecond", { result: got(counted) })),
              isTied && t("vote.tied"),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </section>
      ))}
    </Pages>
  );
}

function Sentence({ decision }: { decision: RoomDecision }) {
  const { meeting } = useShown();
  return (
    <>
      {decision.situation && <Situation situation={decision.situation} />}
      <p class={styles.act} lang={meeting.locale}>
        {decision.act}
      </p>
      <Value id={decision.valueId} />
    </>
  );
}

export function Decisions() {
  const { snap, t } = useShown();
  const decisions = decisionsOf(snap.room);
  const voted = stagesInOrder(snap.room)
    .flatMap(({ roundIds }) => roundIds.flatMap((id) => snap.room.rounds[id] ?? []))
    .filter(({ vote }) => vote);
  return (
    <>
      <Heading />
      {decisions.length === 0 && <p>{t(voted.length > 0 ? "decision.soon" : "decision.soonPlain")}</p>}
      {decisions.length === 0 && <Standing rounds={voted} />}
      {decisions.length > 0 && (
        <Pages depends={decisions}>
          {decisions.map((decision) => (
            <section key={decision.id} class={styles.decision}>
              <Sentence decision={decision} />
              <FacetList facets={decision.facets} />
              <p class={decision.decidedAt ? styles.done : styles.soft}>
                {decision.decidedAt
                  ? t("decision.decided")
                  : t("decision.consent", { yes: decision.yes, concerns: decision.concerns })}
              </p>
              {decision.reasons.map(({ reason }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no id, so that none tells whose it is
                <p key={place}>“{reason}”</p>
              ))}
            </section>
          ))}
        </Pages>
      )}
    </>
  );
}

export function NextSteps() {
  const { snap, meeting, locale, t } = useShown();
  const decided = decisionsOf(snap.room).filter(({ decidedAt }) => decidedAt);
  const actions = Object.values(snap.room.actions).sort((a, b) => a.position - b.position);
  const day = (date: string) =>
    new Intl.DateTimeFormat(locale === "da" ? "da-DK" : "en-GB", {
      ...({ day: "numeric", month: "long", timeZone: "UTC" } as const),
    }).format(new Date(date));
  /** "Every Monday" is an answer too. */
  const when = (said: string) => (/^\d{4}-\d{2}-\d{2}$/.test(said) ? day(said) : said);
  const { how, askOn, resultsOn } = meeting.plan;
  return (
    <>
      <Heading />
      {actions.length === 0 && <p>{t("steps.soon")}</p>}
      <Pages depends={snap.room}>
        {actions.length === 0 &&
          decided.map((decision) => (
            <section key={decision.id} class={styles.decision}>
              <Sentence decision={decision} />
            </section>
          ))}
        {actions.map((action) => (
          <section key={action.id} class={styles.card}>
            <p>{action.title}</p>
            <p class={styles.soft}>
              {[action.ownerName, action.dueOn && day(action.dueOn)].filter(Boolean).join(" · ")}
            </p>
          </section>
        ))}
        {how && <p class={styles.card}>{how}</p>}
        {askOn && <p class={styles.card}>{t("plan.askOn", { when: when(askOn) })}</p>}
        {resultsOn && <p class={styles.card}>{t("plan.resultsOn", { when: when(resultsOn) })}</p>}
      </Pages>
    </>
  );
}

export function Ending() {
  const { snap, t } = useShown();
  const decided = decisionsOf(snap.room).filter(({ decidedAt }) => decidedAt);
  return (
    <>
      <h1 class={styles.heading}>{t(decided.length > 0 ? "end.decided" : "end.thanks")}</h1>
      <Pages depends={decided}>
        {decided.map((decision) => (
          <section key={decision.id} class={styles.decision}>
            <Sentence decision={decision} />
          </section>
        ))}
      </Pages>
      {decided.length > 0 && <p>{t("end.thanks")}</p>}
    </>
  );
}
