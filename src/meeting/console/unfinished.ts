/** What a closing would leave as it is, said before it is closed, and where it can be mended. Pure. */

import type { StageKind } from "../model/kinds.ts";
import { decisionsOf, presentRound, stagesInOrder } from "../model/reading.ts";
import type { Room, RoomStage } from "../model/room.ts";
import { readDraft } from "./draft.ts";
import { newPlace, placeOf } from "./words.ts";

/** `stage`: where to go; null where the agenda has no such point. */
export type Unfinished = {
  what:
    | "unshown"
    | "tray"
    | "vote"
    | "open"
    | "notVoted"
    | "begun"
    | "undecided"
    | "nothing"
    | "incomplete"
    | "begunAction";
  stage: RoomStage | null;
  count: number;
};

/** Begun in the console and not sent: see draft.ts. */
export const actionPlace = "action";

export function unfinished(room: Room, drafts: Readonly<Record<string, string>> = {}): Unfinished[] {
  const stages = stagesInOrder(room);
  const at = (kind: StageKind): RoomStage | null => stages.findLast((stage) => stage.kind === kind) ?? null;
  const rounds = stages.flatMap((stage) =>
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
  const decisions = decisionsOf(room);
  const undecided = decisions.filter(({ decidedAt }) => !decidedAt);
  const wall = presentRound(room, at("wall") ?? undefined);
  const onWall = Object.values(room.notes).filter(
    ({ wallId, isHidden, mergedInto }) => wall && wallId === wall.id && !isHidden && !mergedInto,
  ).length;
  const isVoted = rounds.some(({ round }) => round.vote);
  const begun = [newPlace, ...undecided.map(({ id }) => placeOf(id))].filter((place) =>
    readDraft(drafts, place),
  ).length;
  const incomplete = Object.values(room.actions).filter(
    (action) => !action.ownerName || !action.dueOn,
  ).length;
  // Whatever was collected was collected for something to be decided; an empty meeting has nothing to remind of.
  const isNothing =
    decisions.length === 0 &&
    (onWall > 0 || rounds.some(({ round }) => round.kind === "decision" || round.noteCount > 0));
  const list: Unfinished[] = [
    ...(isNothing && onWall > 0 && !isVoted
      ? [{ what: "notVoted" as const, stage: at("vote"), count: onWall }]
      : []),
    ...(isNothing ? [{ what: "nothing" as const, stage: at("decision"), count: 0 }] : []),
    { what: "begun", stage: at("decision"), count: begun },
    { what: "undecided", stage: at("decision"), count: undecided.length },
    { what: "incomplete", stage: at("nextSteps"), count: incomplete },
    { what: "begunAction", stage: at("nextSteps"), count: readDraft(drafts, actionPlace) ? 1 : 0 },
  ];
  return [...found, ...list.filter(({ what, count }) => what === "nothing" || count > 0)];
}
