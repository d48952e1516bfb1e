/**
 * What the engine knows of one running meeting: flat records by id. Nothing of it is ever sent as it is; view.ts projects
 * it for a viewer. An event carries the records that it sets, so that replaying a journal is applying it in order.
 */
import type { Refusal } from "#platform/refusal.ts";
import type {
  RoomAction,
  RoomBackground,
  RoomCluster,
  RoomDecision,
  RoomGroup,
  RoomLeader,
  RoomMeeting,
  RoomNote,
  RoomRound,
  RoomSeat,
  RoomSlide,
  RoomStage,
  RoomValue,
  RoomVote,
} from "./room.ts";

/** Who wrote or voted, as far as anybody may know: a seat, a leader, or the hash of a key that only a device holds. */
export type Author = { seatId: string } | { personId: string } | { keyHash: string } | null;

export type NoteRecord = Omit<RoomNote, "author" | "agrees"> & { author: Author };
export type RoundRecord = Omit<RoomRound, "noteCount" | "trayCount" | "vote"> & {
  vote: Omit<RoomVote, "voters" | "outOfDots" | "abstained"> | null;
};
/** `participantId`: recognised by a personal link. */
export type SeatRecord = RoomSeat & { participantId: string | null; personId: string | null };
export type GroupRecord = Omit<RoomGroup, "seatIds" | "noteCount">;
/** `voter`: a seat's id, or the hash of a pass where the round is notStored. */
export type BallotRecord = {
  id: string;
  roundId: string;
  voter: string;
  dots: Record<string, number>;
  /** She has said that she gives none: that is an answer as well. */
  abstains?: boolean;
};
export type AgreeRecord = { id: string; noteId: string; voter: string };
export type ConsentRecord = {
  id: string;
  decisionId: string;
  voter: string;
  answer: "yes" | "concern";
  reason: string;
  /** The words that it was given to. */
  wording?: string;
  /** Whether its reason has been shown to everybody. */
  isShown?: boolean;
};
/**
 * A pass that exists (by hash), and the fact that a seat has had one. What is kept of it with the seat is sealed by a pad
 * that only the device has (see passes.ts): nothing connects the two.
 */
export type PassRecord = { id: string; roundId: string; hash: string };
export type TakenRecord = { id: string; roundId: string; seatId: string; sealed?: string };

export type DecisionRecord = Omit<
  RoomDecision,
  "yes" | "concerns" | "stale" | "reasons" | "unread" | "wording"
> & {
  wording?: string;
};
export type StageRecord = RoomStage & { speakerNotes: string };
export type SlideRecord = RoomSlide & { speakerNotes: string };
/** What an arrangement of the wall changed, before and after: undone only where it still stands as it left it. */
export type OpRecord = {
  id: string;
  what: string;
  by: string;
  isUndone: boolean;
  position: number;
  before: Delta;
  after: Delta;
};

export type Records = {
  meeting: RoomMeeting;
  leaders: RoomLeader & { id: string };
  values: RoomValue;
  slides: SlideRecord;
  background: RoomBackground;
  stages: StageRecord;
  rounds: RoundRecord;
  seats: SeatRecord;
  groups: GroupRecord;
  clusters: RoomCluster;
  notes: NoteRecord;
  decisions: DecisionRecord;
  actions: RoomAction;
  ops: OpRecord;
  ballots: BallotRecord;
  agrees: AgreeRecord;
  consents: ConsentRecord;
  passes: PassRecord;
  taken: TakenRecord;
};
export type Kind = keyof Records;
export const kinds: Kind[] = [
  ...([
    "meeting",
    "leaders",
    "values",
    "slides",
    "background",
    "stages",
    "rounds",
    "seats",
    "groups",
  ] as const),
  ...(["clusters", "notes", "decisions", "actions", "ops", "ballots", "agrees", "consents"] as const),
  ...(["passes", "taken"] as const),
];

/** Fields to set by kind and id; a record that is not there yet is given whole; null takes it away. */
export type Delta = { [K in Kind]?: Record<string, Partial<Records[K]> | null> };

/** One fact in the meeting's journal: what happened, and what it sets. `no`: that something did not, and why. */
export type Event = { type: string; set: Delta; no?: Refusal };

/** Whoever wrote a note, and in which round: a seat, a leader, a key, or nobody that is known. */
export const writerIn = (roundId: string, author: Author): string => {
  if (author === null) return roundId;
  if ("seatId" in author) return `${roundId} ${author.seatId}`;
  return `${roundId} ${"personId" in author ? author.personId : author.keyHash}`;
};

/** Which records belong to another: kept up by evolve, so that no question needs a walk through all of them. */
const belonging = {
  notesOfRound: ["notes", "roundId"],
  notesOfGroup: ["notes", "groupId"],
  notesOfWall: ["notes", "wallId"],
  notesOfWriter: ["notes", ({ roundId, author }) => writerIn(roundId, author)],
  seatsOfGroup: ["seats", "groupId"],
  seatsOfPerson: ["seats", "sameAs"],
  ballotsOfRound: ["ballots", "roundId"],
  agreesOfNote: ["agrees", "noteId"],
  consentsOfDecision: ["consents", "decisionId"],
  passesOfRound: ["passes", "roundId"],
} as const satisfies Record<string, readonly [Kind, string | ((note: NoteRecord) => string)]>;
type Belonging = keyof typeof belonging;

export type State = { [K in Kind]: Map<string, Records[K]> } & {
  [B in Belonging]: Map<string, Set<string>>;
} & { highestRank: number /** Notes that lie in a tray. */; late: Set<string> };

/** What an event touched. `note`, `seat`: as it was before, so that a view can tell who saw it until now. */
export type Touched = { kind: Kind; id: string; note?: NoteRecord; seat?: SeatRecord };

export function emptyState(): State {
  const state: Record<string, unknown> = { highestRank: 0, late: new Set() };
  for (const kind of kinds) state[kind] = new Map();
  for (const name of Object.keys(belonging)) state[name] = new Map();
  return state as State;
}

function index(state: State, kind: Kind, id: string, record: object | undefined, isThere: boolean): void {
  if (!record) return;
  for (const [name, [of, by]] of Object.entries(belonging)) {
    if (of !== kind) continue;
    const owner =
      typeof by === "string" ? (record as Record<string, string | null>)[by] : by(record as NoteRecord);
    if (!owner) continue;
    const sets = state[name as Belonging];
    const set = sets.get(owner) ?? new Set<string>();
    if (isThere) set.add(id);
    else set.delete(id);
    sets.set(owner, set);
  }
}

/** Applies one event, in place: the state belongs to one loop. Says which records it touched. */
export function evolve(state: State, event: Event): Touched[] {
  const touched: Touched[] = [];
  for (const kind of kinds)
    for (const [id, fields] of Object.entries(event.set[kind] ?? {})) {
      const records = state[kind] as Map<string, object>;
      const before = records.get(id);
      index(state, kind, id, before, false);
      if (fields === null) {
        records.delete(id);
        if (kind === "notes") state.late.delete(id);
      } else {
        const after = { ...before, ...fields };
        records.set(id, after);
        index(state, kind, id, after, true);
        if (kind === "notes") state.highestRank = Math.max(state.highestRank, (after as NoteRecord).rank);
        if (kind === "notes" && (after as NoteRecord).isLate) state.late.add(id);
        else if (kind === "notes") state.late.delete(id);
      }
      if (kind === "notes" && before) touched.push({ kind, id, note: before as NoteRecord });
      else if (kind === "seats" && before) touched.push({ kind, id, seat: before as SeatRecord });
      else touched.push({ kind, id });
    }
  return touched;
}

export const theMeeting = (state: State): RoomMeeting => state.meeting.get("meeting")!;
export const roundsOf = (state: State, stageId: string): RoundRecord[] =>
  (state.stages.get(stageId)?.roundIds ?? []).flatMap((id) => state.rounds.get(id) ?? []);
/** The present round of a stage: the last one opened. */
export const presentRound = (state: State, stageId: string): RoundRecord | undefined =>
  roundsOf(state, stageId).at(-1);
export const notesIn = (state: State, ids: Iterable<string> | undefined): NoteRecord[] =>
  [...(ids ?? [])].flatMap((id) => state.notes.get(id) ?? []);
/** The groups in use: those of the newest grouping. */
export function groupsInUse(state: State): GroupRecord[] {
  const stages = theMeeting(state).stageOrder.flatMap((id) => state.stages.get(id) ?? []);
  const rounds = stages
    .filter(({ kind }) => kind === "groups")
    .flatMap(({ id }) => presentRound(state, id) ?? []);
  const latest = rounds.at(-1);
  return [...state.groups.values()]
    .filter((group) => group.roundId === latest?.id)
    .sort((a, b) => a.position - b.position);
}
