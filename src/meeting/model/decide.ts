import { type Refusal, refuse } from "#platform/refusal.ts";
import { shut } from "./calledOff.ts";
import type { Command } from "./command.ts";
import { decision } from "./decide/decision.ts";
import { type Coming, grouping, groups, joining } from "./decide/groups.ts";
import { ownName, person, seatCalled } from "./decide/person.ts";
import { photo } from "./decide/photo.ts";
import { room } from "./decide/room.ts";
import type { Actor, At, Rule, Rules } from "./decide/rule.ts";
import { undo } from "./decide/undo.ts";
import { vote } from "./decide/vote.ts";
import { wall } from "./decide/wall.ts";
import { writing } from "./decide/writing.ts";
import { limits } from "./kinds.ts";
import { type Event, groupsInUse, type SeatRecord, type State, theMeeting } from "./state.ts";

export type { Actor, At } from "./decide/rule.ts";

const rules: Rules<Command["type"]> = {
  ...room,
  ...groups,
  ...person,
  ...writing,
  ...wall,
  ...photo,
  ...vote,
  ...decision,
  ...undo,
};

/** What any seat may ask for as well; everything else is for the one who leads. */
const forAnyone = new Set<Command["type"]>([
  ...(["note.add", "note.change", "note.withdraw", "note.agree", "seat.rename", "group.choose"] as const),
  ...(["vote.cast", "vote.abstain", "consent.give", "pass.take"] as const),
  // The wall's own rule asks whether its round lets participants arrange.
  ...([
    "wall.addCluster",
    "wall.move",
    "wall.gather",
    "wall.name",
    "wall.mergeClusters",
    "step.undo",
  ] as const),
]);

/** What a command comes to: the facts that follow from it, none where it changes nothing, or why not. */
export function decide(state: State, command: Command, actor: Actor, at: At): Event[] | Refusal {
  const meeting = theMeeting(state);
  const no = shut(meeting);
  if (no && !(meeting.state === "closed" && command.type === "meeting.reopen")) return no;
  if (actor.as === "seat" && !state.seats.has(actor.seatId)) return refuse("noSeat", { status: 410 });
  if (actor.as === "leader" && !state.leaders.has(actor.personId))
    return refuse("notLeading", { status: 403 });
  const isLeading = actor.as === "leader" && meeting.leadingId === actor.personId;
  if (!isLeading && !forAnyone.has(command.type) && command.type !== "lead.take")
    return refuse("notLeading", { status: 403 });
  const rule = rules[command.type] as unknown as Rule<typeof command.type>;
  return rule(state, command as never, actor, at);
}

/**
 * Somebody takes a seat. Not a command: only the route that gives the seat's token asks for it.
 *
 * A name opens nothing: whoever types one that is there already is asked whether it is her, and gets a seat of her own in
 * either case. If she says so, whoever leads is asked to count the two as one.
 */
export function join(
  state: State,
  seat: Omit<Coming, "claims"> & { isSame?: boolean | undefined },
  at: { now: string; lot: string },
): Event[] | Refusal {
  const { isSame, ...who } = seat;
  const no = shut(theMeeting(state));
  if (no) return no;
  if (state.seats.size >= limits.seats) return refuse("tooManySeats", { values: { count: limits.seats } });
  const alike = seatCalled(state, who.names);
  if (alike && isSame === undefined && !who.participantId)
    return refuse("nameTaken", { field: "names", status: 409, values: { name: alike.names.join(", ") } });
  // Who comes by her own link after she came by the code is most likely the same.
  const mayBeSame = alike && !(who.participantId && alike.participantId);
  const claims = mayBeSame && (isSame || who.participantId) ? alike.id : null;
  const joined = joining(state, { ...who, names: ownName(state, who.names), claims }, at.now);
  const events: Event[] = [{ type: "seat.joined", set: joined }];
  // The first of a room that is at its group work already has a group as well.
  const { kind, id } = state.stages.get(theMeeting(state).stageId)!;
  if (kind !== "examples" || groupsInUse(state).length > 0) return events;
  const record = joined.seats![who.seatId] as SeatRecord;
  const seated = { ...state, seats: new Map(state.seats).set(who.seatId, record) };
  return [...events, ...grouping(seated, id, at)];
}
