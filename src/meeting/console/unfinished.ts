/** What a closing would leave as it is, said before it is closed. Pure. */
import { decisionsOf, stagesInOrder } from "../model/reading.ts";
import type { Room, RoomStage } from "../model/room.ts";

export type Unfinished =
  | { what: "unshown" | "tray" | "vote" | "open"; stage: RoomStage; count: number }
  | { what: "undecided" | "incomplete" | "nothing"; count: number };

export function unfinished(room: Room): Unfinished[] {
  const rounds = stagesInOrder(room).flatMap((stage) =>
    stage.roundIds.flatMap((id) => {
      const round = room.rounds[id];
      return round ? [{ stage, round }] : [];
    }),
  );
  const found = rounds.flatMap(({ stage, round }): Unfinished[] => {
    const isUnshown = round.kind === "dialogue" && !round.isRevealed && round.noteCount > 0;
    return [
      ...(isUnshown ? [{ what: "unshown" as const, stage, count: round.noteCount }] : []),
      ...(round.trayCount > 0 ? [{ what: "tray" as const, stage, count: round.trayCount }] : []),
      ...(round.vote && round.isOpen ? [{ what: "vote" as const, stage, count: round.vote.voters }] : []),
      ...(round.isOpen && (round.staysOpen || round.deadline)
        ? [{ what: "open" as const, stage, count: round.noteCount }]
        : []),
    ];
  });
  const undecided = decisionsOf(room).filter(({ decidedAt }) => !decidedAt).length;
  const incomplete = Object.values(room.actions).filter(
    (action) => !action.ownerName || !action.dueOn,
  ).length;
  // Only where the room has been at the decision, and nothing is worded that could still be decided.
  const isNothing =
    stagesInOrder(room).some(({ kind, roundIds }) => kind === "decision" && roundIds.length > 0) &&
    decisionsOf(room).length === 0;
  return [
    ...found,
    ...(undecided > 0 ? [{ what: "undecided" as const, count: undecided }] : []),
    ...(isNothing ? [{ what: "nothing" as const, count: 0 }] : []),
    ...(incomplete > 0 ? [{ what: "incomplete" as const, count: incomplete }] : []),
  ];
}
