/**
 * What a viewer holds of a meeting: flat collections by id. The server sends changes to it (`Patch`), never the
 * journal; everybody's common part comes in the same bytes, and what is only hers (own notes before the reveal, her
 * group's list, own dots; a leader's speaker notes) in patches of the same shape sent to her alone. So a view has one
 * reducer, `applyPatch`, and never decides what may be shown: what is not in the room is not hers to see.
 */
import type { FacetKey, Mode, StageKind } from "./kinds.ts";

export type Facets = { [key in FacetKey]?: { /** Only for own facets. */ label: string; text: string } };

/** The single row of `room.meeting`, under the id "meeting". */
export type RoomMeeting = {
  id: string;
  title: string;
  unitName: string;
  joinCode: string;
  /** Texts of the meeting itself (questions, minutes) are in this language. */
  locale: "da" | "en";
  timeZone: string;
  /** calledOff: it was opened ahead of a day that it is not held on. */
  state: "open" | "closed" | "calledOff";
  openedAt: string;
  closedAt: string | null;
  /** When and why it was called off, and what was open then. Absent in journals of before. */
  calledOff?: { at: string; message: string; roundIds: string[] } | null;
  /** Where the room is. Everyone's view follows. */
  stageId: string;
  /** ISO time at which we came to this stage, and at which it should be over; null: no time is set. */
  stageSince: string;
  stageEndsAt: string | null;
  /** Which of `slides` is shown while the stage is "points". */
  slide: number;
  /** The order of the stages by id, as the leader has it now. */
  stageOrder: string[];
  /** Who leads now. */
  leadingId: string | null;
  leadingName: string;
  /** Who took over and when, the first first. */
  ledBy?: { name: string; at: string }[];
  /** Whether participants may choose their group on the phone. */
  mayChooseGroup: boolean;
  /** When and how customers are asked, when results are taken up: agreed under next steps. */
  plan: { how: string; askOn: string; resultsOn: string };
};

export type RoomLeader = { personId: string; name: string };
export type RoomValue = {
  id: string;
  name: string;
  meaning: string;
  colour: string;
  mark: string;
  position: number;
};
export type RoomSlide = {
  id: string;
  position: number;
  /** 1–5: which of the five points; 0: before and between. */
  point: number;
  title: string;
  body: string;
  /** What customers answered to what it is about, as it was on a day. Absent in journals of before. */
  answered?: {
    valueId: string | null;
    mean: { mean: number; low: number; high: number; n: number };
    counts: [number, number, number, number, number] | null;
    notRelevant: number | null;
    source: string;
    at: string;
  } | null;
  /** Only in a leader's room. */
  speakerNotes?: string;
};

/** What the meeting begins with: decided last time, or pointed to by the leader in preparation. */
export type RoomBackground = {
  id: string;
  kind: "decided" | "pointedTo" | "leadersOwn" | "action";
  situation: string;
  act: string;
  valueId: string | null;
  ownerName: string;
  dueOn: string | null;
};

export type RoomStage = {
  id: string;
  kind: StageKind;
  /** dialogue: the question. Other kinds: the leader's own title, or "" for the usual one. */
  question: string;
  /** The same in both languages, where it is the guide's own. */
  inWords?: Record<"da" | "en", string> | null;
  minutes: number | null;
  maySkip: boolean;
  /** Left out today: moving on passes it by. */
  isSkipped?: boolean;
  /** Rounds in this stage, oldest first. The last one is the present one; reopening adds one and deletes nothing. */
  roundIds: string[];
  /** Completed is one thing, where we are another. */
  isCompleted: boolean;
  /** Only in a leader's room. */
  speakerNotes?: string;
};

export type VoteOption = { id: string; text: string; clusterId: string | null; noteIds: string[] };

/** A result as it stands when voting is closed. Equal totals share a place: ties are shown as ties. */
export type VoteResult = { optionId: string; dots: number; voters: number; place: number; isTied: boolean };

export type RoomVote = {
  /** In the order in which they were put up. Show each voter `inOwnOrder(...)` of model/lot.ts. */
  options: VoteOption[];
  budget: number;
  maxPerOption: number;
  /** Options that consist of a voter's own notes only cannot be given dots by her. */
  excludesOwn: boolean;
  /** How many have used at least one dot, and all of them. */
  voters: number;
  outOfDots: number;
  /** How many have said that they give none. */
  abstained: number;
  /** null until the round is revealed. */
  results: VoteResult[] | null;
  /** The round whose tie this one decides. */
  secondOf: string | null;
};

export type RoomRound = {
  id: string;
  stageId: string;
  kind: StageKind;
  number: number;
  mode: Mode;
  /** What is written to a round that is not open lies in its tray until the leader takes it in. */
  isOpen: boolean;
  isRevealed: boolean;
  openedAt: string;
  /** Stays open when the room moves on. */
  staysOpen?: boolean;
  /** Closed by moving on, or by its deadline before the room was there, and open again when the room comes. */
  isLeft?: boolean | null;
  /** Open until then; null: until the leader closes it. */
  deadline: string | null;
  /** When those who are not done are reminded by mail; null: they are not, or they were. */
  remindsAt?: string | null;
  remindedAt?: string | null;
  /** When the invited were told by mail that it is open. */
  toldAt?: string | null;
  /** Notes written here (a round that is not revealed gives nothing but this). */
  noteCount: number;
  /** Notes that came after it was closed. */
  trayCount: number;
  /** wall: whether participants may move and name. */
  participantsArrange: boolean;
  /** wall: the one cluster or photo that the big screen shows large; null or absent: all of it. */
  shown?: string | null;
  /** groups: whether it is the grouping in use. */
  vote: RoomVote | null;
};

export type RoomSeat = {
  id: string;
  /** Several people can share one phone. */
  names: string[];
  /** In the grouping in use. */
  groupId: string | null;
  joinedAt: string;
  /** The leader has said that it is the same person as that seat: she counts once. */
  sameAs?: string | null;
  /** She has said so herself; until the leader agrees it means nothing. */
  claims?: string | null;
};

export type RoomGroup = {
  id: string;
  roundId: string;
  name: string;
  position: number;
  seatIds: string[];
  /** Behaviours in its list, for those who may not read it. */
  noteCount: number;
};

export type RoomCluster = { id: string; roundId: string; name: string; position: number };

export type RoomNote = {
  id: string;
  roundId: string;
  /** examples: whose list it is in. */
  groupId: string | null;
  /** "We …" / what was answered. */
  text: string;
  /** "When …": the situation in which it shows. */
  situation: string;
  valueId: string | null;
  facets: Facets;
  /** Names, only where the round is named; "" otherwise, and for paper notes. */
  author: string;
  isPaper: boolean;
  /** Sort by it within a round, group or cluster. After a reveal it is drawn by lot. */
  rank: number;
  /** Which wall (round of the plenum) it hangs on; null: none. */
  wallId: string | null;
  clusterId: string | null;
  /** A double of that note: shown under it. */
  mergedInto: string | null;
  /** Taken out of sight by the leader; only in a leader's room. */
  isHidden: boolean;
  /** Marked "take along". */
  isTakenAlong: boolean;
  agrees: number;
  /** Came after its round was closed and has not been taken in; only in its author's room. */
  isLate: boolean;
};

/** A photo of paper: the picture itself is fetched by its id. */
export type RoomPhoto = {
  id: string;
  /** Which wall it hangs on. */
  wallId: string;
  /** What it shows, in words; "" where nobody has said. */
  caption: string;
  /** Of the large picture, in pixels. */
  width: number;
  height: number;
  position: number;
};

export type RoomConcern = { reason: string; author: string };

export type RoomDecision = {
  id: string;
  roundId: string;
  /** "We …" */
  act: string;
  situation: string;
  valueId: string | null;
  facets: Facets;
  noteIds: string[];
  clusterId: string | null;
  optionId: string | null;
  position: number;
  reviewOn: string | null;
  /** The leader's own promise: asked about like everything else. */
  isLeaders: boolean;
  /** A behaviour of an earlier meeting that it takes the place of. */
  replaces: string | null;
  /** Which words stand here: another id for every change of them. A consent is for the words it was given to. */
  wording: string;
  yes: number;
  concerns: number;
  /** How many answered to earlier words, and are asked again. */
  stale: number;
  /** Concerns that were shown to everybody, and how many are still to be. */
  reasons: RoomConcern[];
  unread: number;
  /** ISO; null: worded, not yet decided. */
  decidedAt: string | null;
  /** How often a decision was taken back to be talked about again. */
  reopened: number;
};

export type RoomAction = {
  id: string;
  title: string;
  ownerName: string;
  ownerPersonId: string | null;
  dueOn: string | null;
  decisionId: string | null;
  position: number;
};

/** One step that can be undone: `step.undo { opId }`. Undoing an undo is a redo. */
export type RoomOp = {
  id: string;
  what: string;
  /** "" where nobody may know. */
  by: string;
  /** Taken by whoever led; the others are participants'. */
  isLeaders: boolean;
  /** How many notes it moved, hid or made, and the cluster that it was about, so that it can be told in words. */
  count: number;
  name: string;
  isUndone: boolean;
  position: number;
};

/** Only in one's own room. */
export type OwnNote = { isMine: true };
export type OwnBallot = { dots: Record<string, number>; left: number; abstains: boolean };
export type OwnConsent = {
  answer: "yes" | "concern";
  reason: string /** What it was an answer to. */;
  wording: string;
};

export type Room = {
  meeting: Record<string, RoomMeeting>;
  leaders: Record<string, RoomLeader>;
  values: Record<string, RoomValue>;
  slides: Record<string, RoomSlide>;
  background: Record<string, RoomBackground>;
  stages: Record<string, RoomStage>;
  rounds: Record<string, RoomRound>;
  seats: Record<string, RoomSeat>;
  groups: Record<string, RoomGroup>;
  clusters: Record<string, RoomCluster>;
  notes: Record<string, RoomNote>;
  photos: Record<string, RoomPhoto>;
  decisions: Record<string, RoomDecision>;
  actions: Record<string, RoomAction>;
  ops: Record<string, RoomOp>;
  /** By note id: those one may edit. Devices add the notes whose keys they hold. */
  own: Record<string, OwnNote>;
  /** By note id: agreed with by me. */
  agreed: Record<string, { agrees: true }>;
  /** By round id. */
  ballots: Record<string, OwnBallot>;
  /** By decision id. */
  consents: Record<string, OwnConsent>;
};
export type Collection = keyof Room;

/** Entities by collection and id that are new or changed; null: no longer there (for you). */
export type Patch = { [Name in Collection]?: Record<string, Room[Name][string] | null> };

export const collections: Collection[] = [
  "meeting",
  "leaders",
  "values",
  "slides",
  "background",
  "stages",
  "rounds",
  "seats",
  "groups",
  "clusters",
  "notes",
  "photos",
  "decisions",
  "actions",
  "ops",
  "own",
  "agreed",
  "ballots",
  "consents",
];

export const emptyRoom = (): Room =>
  Object.fromEntries(collections.map((name) => [name, {}])) as unknown as Room;

/** A new room with the changes in it; collections that did not change stay the same objects. */
export function applyPatch(room: Room, patch: Patch): Room {
  const next: Record<string, unknown> = { ...room };
  for (const [name, changes] of Object.entries(patch)) {
    const collection: Record<string, unknown> = { ...room[name as Collection] };
    for (const [id, entity] of Object.entries(changes ?? {}))
      if (entity === null) delete collection[id];
      else collection[id] = entity;
    next[name] = collection;
  }
  return next as Room;
}
