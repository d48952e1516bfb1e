import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Command } from "./command.ts";
import { decision } from "./decide/decision.ts";
import { joining, room } from "./decide/room.ts";
import type { Actor, At, Rule, Rules } from "./decide/rule.ts";
import { vote } from "./decide/vote.ts";
import { wall } from "./decide/wall.ts";
import { writing } from "./decide/writing.ts";
import { limits } from "./kinds.ts";
import { type Event, type State, theMeeting } from "./state.ts";

export type { Actor, At } from "./decide/rule.ts";

const rules: Rules<Command["type"]> = { ...room, ...writing, ...wall, ...vote, ...decision };

/** What any seat may ask for as well; everything else is for the one who leads. */
const forAnyone = new Set<Command["type"]>([
  ...(["note.add", "note.change", "note.withdraw", "note.agree", "seat.rename", "group.choose"] as const),
  ...(["vote.cast", "consent.give", "pass.take"] as const),
  // The wall's own rule asks whether its round lets participants arrange.
  ...([
    "wall.addCluster",
    "wall.move",
    "wall.gather",
    "wall.name",
    "wall.mergeClusters",
    "wall.undo",
  ] as const),
]);

/** What a command comes to: the facts that follow from it, none where it changes nothing, or why not. */
export function decide(state: State, command: Command, actor: Actor, at: At): Event[] | Refusal {
  const meeting = theMeeting(state);
  if (meeting.state === "closed") return refuse("meetingIsClosed");
  if (actor.as === "seat" && !state.seats.has(actor.seatId)) return refuse("noSeat", { status: 410 });
  if (actor.as === "leader" && !state.leaders.has(actor.personId))
    return refuse("notLeading", { status: 403 });
  const isLeading = actor.as === "leader" && meeting.leadingId === actor.personId;
  if (!isLeading && !forAnyone.has(command.type) && command.type !== "lead.take")
    return refuse("notLeading", { status: 403 });
  const rule = rules[command.type] as unknown as Rule<typeof command.type>;
  return rule(state, command as never, actor, at);
}

/** Somebody takes a seat. Not a command: only the route that gives the seat's token asks for it. */
export function join(
  state: State,
  seat: { seatId: string; names: string[]; participantId: string | null; personId: string | null },
  now: string,
): Event[] | Refusal {
  if (theMeeting(state).state === "closed") return refuse("meetingIsClosed");
  if (state.seats.size >= limits.seats) return refuse("tooManySeats", { values: { count: limits.seats } });
  return [{ type: "seat.joined", set: joining(state, seat, now) }];
}
