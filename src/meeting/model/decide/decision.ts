import { isRefusal, refuse } from "#platform/refusal.ts";
import { type ConsentRecord, type DecisionRecord, presentRound, type State, theMeeting } from "../state.ts";
import { isForWords, type Lack, lacksOf, saysSomething, saysTheSame } from "../wording.ts";
import { otherSeats, peopleOf } from "./person.ts";
import { changed, facetsOf, happened, notThere, type Rules, voterOf } from "./rule.ts";
import { undoable } from "./undo.ts";

/** The round of consent that is under way: that of the decision stage. */
const roundOfDecisions = (state: State) =>
  theMeeting(state)
    .stageOrder.filter((id) => state.stages.get(id)?.kind === "decision")
    .flatMap((id) => presentRound(state, id) ?? [])
    .at(-1);

const unsaid = {
  consent: "nobodyAsked",
  few: "fewAnswered",
  concern: "concernUnread",
  value: "noValue",
} satisfies Record<Lack, string>;

/** What people have said to a decision as it is worded now; to earlier words; and of the concerns, those not yet shown. */
export function consentTo(state: State, decision: DecisionRecord) {
  const all = [...(state.consentsOfDecision.get(decision.id) ?? [])].flatMap(
    (id) => state.consents.get(id) ?? [],
  );
  const present = all.filter((consent) => isForWords(consent, decision));
  const concerns = present.filter(({ answer }) => answer === "concern");
  // Before reasons were shown decision by decision, all of a round were shown at once.
  const wasRevealed = state.rounds.get(decision.roundId)?.isRevealed ?? false;
  const isShown = (consent: ConsentRecord) => consent.isShown ?? wasRevealed;
  return {
    answers: present.length,
    yes: present.length - concerns.length,
    stale: all.length - present.length,
    concerns,
    shown: concerns.filter(isShown),
    unread: concerns.filter((concern) => !isShown(concern)),
  };
}

const position = (records: Iterable<{ position: number }>): number =>
  Math.max(0, ...[...records].map((record) => record.position)) + 1;

export const decision: Rules<
  | "decision.propose"
  | "decision.change"
  | "decision.set"
  | "decision.decide"
  | "decision.reveal"
  | "decision.reopen"
  | "decision.drop"
  | "consent.give"
  | "action.put"
  | "action.remove"
  | "plan.set"
> = {
  "decision.propose": (state, command, actor) => {
    const { decisionId: id, act, situation = "", valueId = null, noteIds, clusterId, optionId } = command;
    const round = roundOfDecisions(state);
    if (!round) return refuse("noDecisionStage");
    if (state.decisions.has(id)) return refuse("thereAlready", { status: 409 });
    if (!saysSomething(act)) return refuse("wordingEmpty", { field: "act" });
    if (valueId && !state.values.has(valueId)) return notThere("valueId");
    const record: DecisionRecord = {
      ...{ id, roundId: round.id, act, situation, valueId, facets: facetsOf(command.facets, command.labels) },
      ...{ noteIds: noteIds.filter((noteId) => state.notes.has(noteId)), clusterId, optionId },
      ...{ position: position(state.decisions.values()), reviewOn: null, isLeaders: false },
      ...{ replaces: command.replaces ?? null, decidedAt: null, reopened: 0, wording: command.id },
    };
    return undoable(state, command, actor, "decision.proposed", { decisions: { [id]: record } });
  },

  "decision.change": (state, command, actor) => {
    const { decisionId, changes } = command;
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    if (record.decidedAt) return refuse("decidedAlready");
    const fields = changed(record, changes, ["act", "situation", "valueId"]);
    if (isRefusal(fields)) return fields;
    if (fields.act !== undefined && !saysSomething(fields.act))
      return refuse("wordingEmpty", { field: "act" });
    if (fields.valueId && !state.values.has(fields.valueId)) return notThere("valueId");
    // Under an id, not a number: taken back, the earlier words are there again, and what was said to them holds.
    const wording = saysTheSame(record, { ...record, ...fields }) ? {} : { wording: command.id };
    return undoable(state, command, actor, "decision.changed", {
      decisions: { [decisionId]: { ...fields, ...wording } },
    });
  },

  "decision.set": (state, command, actor) => {
    const { decisionId, reviewOn, isLeaders, replaces } = command;
    if (!state.decisions.has(decisionId)) return notThere("decisionId");
    if (replaces && !state.background.has(replaces)) return notThere("replaces");
    const fields = {
      ...(reviewOn === undefined ? {} : { reviewOn }),
      ...(isLeaders === undefined ? {} : { isLeaders }),
      ...(replaces === undefined ? {} : { replaces }),
    };
    return undoable(state, command, actor, "decision.set", { decisions: { [decisionId]: fields } });
  },

  "decision.decide": (state, command, actor, at) => {
    const { decisionId, without = [] } = command;
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    if (record.decidedAt) return [];
    if (!saysSomething(record.act)) return refuse("wordingEmpty", { field: "act" });
    const { answers, unread } = consentTo(state, record);
    const [lack] = lacksOf(
      { answers, unread: unread.length, valueId: record.valueId },
      { people: peopleOf(state).length, values: state.values.size },
    ).filter((each) => !without.includes(each));
    if (lack) return refuse(unsaid[lack], { status: 409 });
    // Taken back it has been decided once, and that is seen.
    const { reopened } = record;
    const after = { decisions: { [decisionId]: { decidedAt: at.now, reopened } } };
    const before = { decisions: { [decisionId]: { decidedAt: null, reopened: reopened + 1 } } };
    return undoable(state, command, actor, "decision.decided", after, before);
  },

  "decision.reveal": (state, { decisionId }) => {
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    const { unread } = consentTo(state, record);
    if (unread.length === 0) return [];
    const consents = Object.fromEntries(unread.map(({ id }) => [id, { isShown: true }]));
    return happened("decision.revealed", { consents });
  },

  "decision.reopen": (state, command, actor) => {
    const { decisionId } = command;
    const record = state.decisions.get(decisionId);
    if (!record?.decidedAt) return notThere("decisionId");
    const { reopened, wording } = record;
    // The words with it: a reopening is taken back only while they still are what was decided.
    return undoable(state, command, actor, "decision.reopened", {
      decisions: {
        [decisionId]: { decidedAt: null, reopened: reopened + 1, ...(wording ? { wording } : {}) },
      },
    });
  },

  "decision.drop": (state, command, actor) => {
    const { decisionId } = command;
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    if (record.decidedAt) return refuse("decidedAlready");
    return undoable(state, command, actor, "decision.dropped", { decisions: { [decisionId]: null } });
  },

  "consent.give": (state, { decisionId, answer, reason, wording: seen, pass }, actor, at) => {
    const record = state.decisions.get(decisionId);
    const round = record && state.rounds.get(record.roundId);
    if (!record || !round) return notThere("decisionId");
    if (record.decidedAt) return refuse("decidedAlready");
    // Closed for answers is closed for these as well; asked in a new round, what was worded in the one before is asked there.
    if (!presentRound(state, round.stageId)?.isOpen) return refuse("consentIsClosed");
    const voter = voterOf(state, round, actor, pass, at);
    if (isRefusal(voter)) return voter;
    if (answer === "concern" && !reason.trim()) return refuse("sayWhy", { field: "reason" });
    const id = `${decisionId} ${voter}`;
    const wording = seen ?? record.wording ?? "";
    const consent: ConsentRecord = {
      ...{ id, decisionId, voter, answer, wording, isShown: false },
      reason: answer === "concern" ? reason.trim() : "",
    };
    const replaced = otherSeats(state, voter).map((seatId) => [`${decisionId} ${seatId}`, null] as const);
    return happened("consent.given", { consents: { ...Object.fromEntries(replaced), [id]: consent } });
  },

  "action.put": (state, command, actor) => {
    const { actionId: id, title, ownerName, ownerPersonId, dueOn, decisionId } = command;
    if (decisionId && !state.decisions.has(decisionId)) return notThere("decisionId");
    const at = state.actions.get(id)?.position ?? position(state.actions.values());
    return undoable(state, command, actor, "action.put", {
      actions: { [id]: { id, title, ownerName, ownerPersonId, dueOn, decisionId, position: at } },
    });
  },

  "action.remove": (state, command, actor) =>
    state.actions.has(command.actionId)
      ? undoable(state, command, actor, "action.removed", { actions: { [command.actionId]: null } })
      : notThere("actionId"),

  "plan.set": (state, command) => {
    const { plan } = theMeeting(state);
    const { how = plan.how, askOn = plan.askOn, resultsOn = plan.resultsOn } = command;
    return happened("plan.set", { meeting: { meeting: { plan: { how, askOn, resultsOn } } } });
  },
};
