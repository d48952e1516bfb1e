import { bareAct, bareSituation, type Evidence } from "#behaviour/model.ts";
import { consentTo } from "./decide/decision.ts";
import { folded, peopleOf } from "./decide/person.ts";
import { ballotsOf } from "./decide/vote.ts";
import { isOnShow } from "./decide/writing.ts";
import type { Facets, RoomMeeting } from "./room.ts";
import { standingsOf } from "./standing.ts";
import { notesIn, type State, theMeeting } from "./state.ts";

export type Decided = {
  id: string;
  act: string;
  situation: string;
  valueId: string | null;
  facets: Facets;
  reviewOn: string | null;
  isLeaders: boolean;
  replaces: string | null;
  decidedAt: string;
  evidence: Evidence;
};
export type Outcome = {
  decisions: Decided[];
  actions: {
    id: string;
    title: string;
    ownerName: string;
    ownerPersonId: string | null;
    dueOn: string | null;
    behaviourId: string | null;
  }[];
  /** Invited people who were there. */
  participantIds: string[];
  /** Those who came in by the code alone: who of the list they are, nobody can say. */
  byCode: string[];
  attended: number;
  plan: RoomMeeting["plan"];
};

/** How many were there: several people can share one phone. */
export const attendance = (state: State): number =>
  peopleOf(state).reduce((sum, seat) => sum + seat.names.length, 0);

/** What the meeting comes to when it is closed: only what was decided, with what each decision rests on. */
export function outcomeOf(state: State): Outcome {
  const attended = attendance(state);
  const decisions = [...state.decisions.values()]
    .filter((decision) => decision.decidedAt !== null)
    .sort((a, b) => a.position - b.position)
    .map(({ decidedAt, ...decision }) => {
      const { id, act, situation, valueId, facets, reviewOn, isLeaders, replaces } = decision;
      const { yes, concerns } = consentTo(state, { ...decision, decidedAt });
      const cluster = decision.clusterId ? state.clusters.get(decision.clusterId) : undefined;
      const evidence: Evidence = {
        // What was never shown to the room is not kept with its decision either.
        notes: notesIn(state, decision.noteIds)
          .filter((note) => isOnShow(state, note))
          .map((note) => ({ id: note.id, text: note.text })),
        cluster: cluster ? { id: cluster.id, name: cluster.name } : null,
        vote: voteFor(state, decision.optionId),
        consent: {
          yes,
          // By the alphabet: the order in which they came would tell who.
          concerns: concerns.map(({ reason }) => ({ reason })).sort((a, b) => (a.reason < b.reason ? -1 : 1)),
        },
        attended,
        reopened: decision.reopened,
      };
      return {
        id,
        act: bareAct(act),
        situation: bareSituation(situation),
        valueId,
        facets,
        reviewOn,
        isLeaders,
        replaces,
        decidedAt: decidedAt!,
        evidence,
      };
    });
  const decided = new Set(decisions.map(({ id }) => id));
  return {
    decisions,
    actions: [...state.actions.values()]
      .sort((a, b) => a.position - b.position)
      .map(({ position: _, decisionId, ...action }) => ({
        ...action,
        behaviourId: decisionId && decided.has(decisionId) ? decisionId : null,
      })),
    participantIds: [...state.seats.values()].flatMap(({ participantId }) => participantId ?? []),
    byCode: byCode(state),
    attended,
    plan: theMeeting(state).plan,
  };
}

/** The names of people who joined by the code on the wall, in the order of the alphabet. */
export const byCode = (state: State): string[] =>
  peopleOf(state)
    .filter(({ participantId }) => participantId === null)
    .flatMap(({ names }) => names)
    .sort((a, b) => a.localeCompare(b, "da"));

/**
 * Those of them whom the minutes will not reach: nobody of that name is on the list. Phones ask for no more than a first
 * name, so that is enough where only one on the list has it, and only one in the room.
 */
export const unreachedBy = (state: State, listed: readonly string[]): string[] => {
  const known = new Set(listed.map(folded));
  const firstNames = listed.map((name) => folded(name).split(" ")[0]);
  const came = byCode(state).map((name) => ({ name, called: folded(name) }));
  const isOnlyOne = (called: string) =>
    firstNames.filter((first) => first === called).length === 1 &&
    came.filter((other) => other.called === called).length === 1;
  return came.filter(({ called }) => !known.has(called) && !isOnlyOne(called)).map(({ name }) => name);
};

/** What an option got in the last vote that it was in, and in the rounds among those that tied with it: never added up. */
function voteFor(state: State, optionId: string | null): Evidence["vote"] {
  if (!optionId) return null;
  const rounds = theMeeting(state)
    .stageOrder.flatMap((id) => state.stages.get(id)?.roundIds ?? [])
    .flatMap((id) => state.rounds.get(id) ?? []);
  const standing = standingsOf(rounds, optionId).find(({ option }) => option.id === optionId);
  const [first, ...again] = (standing?.rounds ?? []).map(({ optionId: _, ...result }) => result);
  if (!first) return null;
  const held = rounds.find(
    ({ vote }) => vote?.results && !vote.secondOf && vote.options.some(({ id }) => id === optionId),
  );
  const abstained = held ? ballotsOf(state, held.id).filter(({ abstains }) => abstains).length : 0;
  return { ...first, again, ...(abstained > 0 && { abstained }) };
}
