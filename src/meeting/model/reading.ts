/** What a view reads out of its room: where we are, which round, whose notes. Pure. */
import type {
  Room,
  RoomDecision,
  RoomGroup,
  RoomMeeting,
  RoomNote,
  RoomOp,
  RoomRound,
  RoomSeat,
  RoomStage,
} from "./room.ts";

export const meetingOf = (room: Room): RoomMeeting | undefined => room.meeting.meeting;

export const stagesInOrder = (room: Room): RoomStage[] =>
  (meetingOf(room)?.stageOrder ?? []).flatMap((id) => room.stages[id] ?? []);

export const presentRound = (room: Room, stage: RoomStage | undefined): RoomRound | undefined =>
  room.rounds[stage?.roundIds.at(-1) ?? ""];

const byRank = (a: RoomNote, b: RoomNote): number => a.rank - b.rank || (a.id < b.id ? -1 : 1);
const byPosition = (a: { position: number }, b: { position: number }): number => a.position - b.position;

/** Those who are in the room: who has two seats is one. */
export const peopleIn = (room: Room): RoomSeat[] => Object.values(room.seats).filter(({ sameAs }) => !sameAs);

export const notesOf = (room: Room, roundId: string): RoomNote[] =>
  Object.values(room.notes)
    .filter((note) => note.roundId === roundId && !note.isHidden)
    .sort(byRank);

export const listOf = (room: Room, roundId: string, groupId: string): RoomNote[] =>
  notesOf(room, roundId).filter((note) => note.groupId === groupId);

/** `Map.groupBy`, which phones of a few years ago do not have. */
function groupedBy<T, Key>(list: readonly T[], keyOf: (each: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const each of list) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

/** Steps that can be taken back, the first first. */
export const stepsOf = (room: Room): RoomOp[] => Object.values(room.ops).sort(byPosition);
const noSteps: ReadonlySet<string> = new Set();
/** Whoever leads takes back what was done by leading: what a participant moved is not hers to undo by a slip. */
const ledSteps = (room: Room, stuck: ReadonlySet<string>): RoomOp[] =>
  stepsOf(room).filter(({ id, isLeaders }) => isLeaders && !stuck.has(id));
/** What a leader would take back now: the newest step that stands. `stuck`: those on which others have built since. */
export const lastStep = (room: Room, stuck = noSteps): RoomOp | undefined =>
  ledSteps(room, stuck).findLast(({ isUndone }) => !isUndone);
/** What she would take again: of the steps after the last one that stands, the first. */
export const undoneStep = (room: Room, stuck = noSteps): RoomOp | undefined =>
  ledSteps(room, stuck).find(
    ({ position, isUndone }) => isUndone && position > (lastStep(room, stuck)?.position ?? 0),
  );

/**
 * Ranks for `count` notes before a note of a column, or at its end. `highest`: of all notes, where these are not all.
 */
export function ranksBefore(
  onWall: readonly Pick<RoomNote, "id" | "clusterId" | "rank">[],
  clusterId: string | null,
  before: string | null,
  count: number,
  highest = Math.max(0, ...onWall.map(({ rank }) => rank)),
): number[] {
  const column = onWall.filter((note) => note.clusterId === clusterId).sort((a, b) => a.rank - b.rank);
  const place = before === null ? -1 : column.findIndex((note) => note.id === before);
  if (place < 0) return Array.from({ length: count }, (_, step) => highest + 1 + step);
  const low = column[place - 1]?.rank ?? column[place]!.rank - 1;
  const high = column[place]!.rank;
  return Array.from({ length: count }, (_, step) => low + ((high - low) * (step + 1)) / (count + 1));
}

/** The columns of a wall: what hangs nowhere yet comes first. Doubles are under the note that they belong to. */
export function columnsOf(room: Room, roundId: string) {
  const all = Object.values(room.notes)
    .filter((note) => note.wallId === roundId && !note.isHidden)
    .sort(byRank);
  const clusters = Object.values(room.clusters)
    .filter((cluster) => cluster.roundId === roundId)
    .sort(byPosition);
  const known = new Set(clusters.map(({ id }) => id));
  const clusterOf = (note: RoomNote) => (note.clusterId && known.has(note.clusterId) ? note.clusterId : null);
  const doublesOf = groupedBy(all, ({ mergedInto }) => mergedInto);
  const inCluster = groupedBy(doublesOf.get(null) ?? [], clusterOf);
  const column = (id: string | null) =>
    (inCluster.get(id) ?? []).map((note) => ({ note, doubles: doublesOf.get(note.id) ?? [] }));
  return {
    clusters,
    columns: [
      { cluster: null, notes: column(null) },
      ...clusters.map((cluster) => ({ cluster, notes: column(cluster.id) })),
    ],
  };
}

/** Groups of the grouping in use. */
export function groupsInUse(room: Room): RoomGroup[] {
  const stage = stagesInOrder(room).find(({ kind }) => kind === "groups");
  const groups = Object.values(room.groups).sort(byPosition);
  const newest = [...(stage?.roundIds ?? [])].reverse().find((id) => groups.some((g) => g.roundId === id));
  return groups.filter(({ roundId }) => roundId === newest);
}

export const decisionsOf = (room: Room): RoomDecision[] => Object.values(room.decisions).sort(byPosition);

/** Rounds that are open although the room is somewhere else: before it comes there, or left open after. */
export const openElsewhere = (room: Room, stageId: string): { stage: RoomStage; round: RoomRound }[] =>
  stagesInOrder(room)
    .filter((stage) => stage.id !== stageId)
    .flatMap((stage) => {
      const round = presentRound(room, stage);
      return round?.isOpen && round.kind !== "groups" ? [{ stage, round }] : [];
    });

/** Where something was begun and not sent, and where the room no longer is. */
export function begunElsewhere(
  room: Room,
  stageId: string,
  drafts: Readonly<Record<string, string>>,
): RoomStage[] {
  const begun = new Set(
    Object.entries(drafts)
      .filter(([place, content]) => content.trim() && place.endsWith(" note"))
      .map(([place]) => room.rounds[place.split(" ")[0]!]?.stageId),
  );
  return stagesInOrder(room).filter(({ id }) => begun.has(id) && id !== stageId);
}

/**
 * What somebody has begun in this round and not handed over: an answer of her own, or a change to one or a reason for a
 * concern. A group's list is written as it is typed: there is nothing to hand over.
 */
export function begunIn(
  roundId: string,
  drafts: Readonly<Record<string, string>>,
): "answer" | "change" | null {
  if (drafts[`${roundId} note`]?.trim()) return "answer";
  const isBegun = (place: string) =>
    ["edit", "concern"].some((what) => place.startsWith(`${roundId} ${what}-`)) && drafts[place]?.trim();
  return Object.keys(drafts).some(isBegun) ? "change" : null;
}

/** Clocks differ by moments: a stage of five minutes has five left when it begins, not six. */
const clocksDiffer = 5_000;
/** Whole minutes until then, never below nothing; null where no time is set. */
export const minutesLeft = (endsAt: string | null, now: number): number | null =>
  endsAt === null ? null : Math.max(0, Math.ceil((new Date(endsAt).getTime() - now - clocksDiffer) / 60_000));
