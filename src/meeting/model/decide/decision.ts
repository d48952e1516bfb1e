import { isRefusal, refuse } from "#platform/refusal.ts";
import { type DecisionRecord, presentRound, type State, theMeeting } from "../state.ts";
import { lacksOf, saysSomething } from "../wording.ts";
import { otherSeats } from "./person.ts";
import { changed, facetsOf, happened, notThere, type Rules, voterOf } from "./rule.ts";
import { undoable } from "./undo.ts";

/** The round of consent that is under way: that of the decision stage. */
const roundOfDecisions = (state: State) =>
  theMeeting(state)
    .stageOrder.filter((id) => state.stages.get(id)?.kind === "decision")
    .flatMap((id) => presentRound(state, id) ?? [])
    .at(-1);

const position = (records: Iterable<{ position: number }>): number =>
  Math.max(0, ...[...records].map((record) => record.position)) + 1;

export const decision: Rules<
  | "decision.propose"
  | "decision.change"
  | "decision.set"
  | "decision.decide"
  | "decision.reopen"
  | "decision.drop"
  | "consent.give"
  | "action.put"
  | "action.remove"
  | "plan.set"
> = {
  "decision.propose": (state, command) => {
    const { decisionId: id, act, situation = "", valueId = null, noteIds, clusterId, optionId } = command;
    const round = roundOfDecisions(state);
    if (!round) return refuse("noDecisionStage");
    if (state.decisions.has(id)) return refuse("thereAlready", { status: 409 });
    if (!saysSomething(act)) return refuse("wordingEmpty", { field: "act" });
    if (valueId && !state.values.has(valueId)) return notThere("valueId");
    const record: DecisionRecord = {
      ...{ id, roundId: round.id, act, situation, valueId, facets: facetsOf(command.facets) },
      ...{ noteIds: noteIds.filter((noteId) => state.notes.has(noteId)), clusterId, optionId },
      ...{ position: position(state.decisions.values()), reviewOn: null, isLeaders: false },
      ...{ replaces: command.replaces ?? null, decidedAt: null, reopened: 0 },
    };
    return happened("decision.proposed", { decisions: { [id]: record } });
  },

  "decision.change": (state, { decisionId, changes }) => {
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    if (record.decidedAt) return refuse("decidedAlready");
    const fields = changed(record, changes, ["act", "situation", "valueId"]);
    if (isRefusal(fields)) return fields;
    if (fields.act !== undefined && !saysSomething(fields.act))
      return refuse("wordingEmpty", { field: "act" });
    if (fields.valueId && !state.values.has(fields.valueId)) return notThere("valueId");
    return happened("decision.changed", { decisions: { [decisionId]: fields } });
  },

  "decision.set": (state, { decisionId, reviewOn, isLeaders, replaces }) => {
    if (!state.decisions.has(decisionId)) return notThere("decisionId");
    if (replaces && !state.background.has(replaces)) return notThere("replaces");
    const fields = {
      ...(reviewOn === undefined ? {} : { reviewOn }),
      ...(isLeaders === undefined ? {} : { isLeaders }),
      ...(replaces === undefined ? {} : { replaces }),
    };
    return happened("decision.set", { decisions: { [decisionId]: fields } });
  },

  "decision.decide": (state, { decisionId, without = [] }, _actor, at) => {
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    if (record.decidedAt) return [];
    if (!saysSomething(record.act)) return refuse("wordingEmpty", { field: "act" });
    const answers = state.consentsOfDecision.get(decisionId)?.size ?? 0;
    const room = { people: state.seats.size, values: state.values.size };
    const [unsaid] = lacksOf({ answers, valueId: record.valueId }, room).filter(
      (lack) => !without.includes(lack),
    );
    if (unsaid) return refuse(unsaid === "consent" ? "nobodyAsked" : "noValue", { status: 409 });
    return happened("decision.decided", { decisions: { [decisionId]: { decidedAt: at.now } } });
  },

  "decision.reopen": (state, { decisionId }) => {
    const record = state.decisions.get(decisionId);
    if (!record?.decidedAt) return notThere("decisionId");
    const reopened = record.reopened + 1;
    return happened("decision.reopened", { decisions: { [decisionId]: { decidedAt: null, reopened } } });
  },

  "decision.drop": (state, command, actor) => {
    const { decisionId } = command;
    const record = state.decisions.get(decisionId);
    if (!record) return notThere("decisionId");
    if (record.decidedAt) return refuse("decidedAlready");
    return undoable(state, command, actor, "decision.dropped", { decisions: { [decisionId]: null } });
  },

  "consent.give": (state, { decisionId, answer, reason, pass }, actor, at) => {
    const record = state.decisions.get(decisionId);
    const round = record && state.rounds.get(record.roundId);
    if (!record || !round) return notThere("decisionId");
    if (record.decidedAt) return refuse("decidedAlready");
    const voter = voterOf(state, round, actor, pass, at);
    if (isRefusal(voter)) return voter;
    if (answer === "concern" && !reason.trim()) return refuse("sayWhy", { field: "reason" });
    const id = `${decisionId} ${voter}`;
    const consent = { id, decisionId, voter, answer, reason: answer === "concern" ? reason.trim() : "" };
    const replaced = otherSeats(state, voter).map((seatId) => [`${decisionId} ${seatId}`, null] as const);
    return happened("consent.given", { consents: { ...Object.fromEntries(replaced), [id]: consent } });
  },

  "action.put": (state, command) => {
    const { actionId: id, title, ownerName, ownerPersonId, dueOn, decisionId } = command;
    if (decisionId && !state.decisions.has(decisionId)) return notThere("decisionId");
    const at = state.actions.get(id)?.position ?? position(state.actions.values());
    return happened("action.put", {
      actions: { [id]: { id, title, ownerName, ownerPersonId, dueOn, decisionId, position: at } },
    });
  },

  "action.remove": (state, command, actor) =>
    state.actions.has(command.actionId)
      ? undoable(state, command, actor, "action.removed", { actions: { [command.actionId]: null } })
      : notThere("actionId"),

  "plan.set": (_state, { how, askOn, resultsOn }) =>
    happened("plan.set", { meeting: { meeting: { plan: { how, askOn, resultsOn } } } }),
};
