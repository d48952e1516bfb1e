import { agendaStages } from "#preparation/model/agenda.ts";

/** The stages of a meeting, in the order in which the guide runs through them. They guide and do not lock. */
export const stageKinds = agendaStages;
export type StageKind = (typeof stageKinds)[number];

/**
 * Who can know who wrote, from least to most anonymous; a round's mode is only ever turned further down this list.
 * named: everybody sees it · hidden: the product knows, nobody is shown · notStored: no author is kept anywhere.
 */
export const modes = ["named", "hidden", "notStored"] as const;
export type Mode = (typeof modes)[number];

export const isMoreAnonymous = (mode: Mode, than: Mode): boolean => modes.indexOf(mode) > modes.indexOf(than);
/**
 * Whether a round may be turned to that mode. Before anything is written in it, to any; afterwards only towards more
 * anonymity, and never to "not stored": nothing that a journal has taken in is taken out of it again. A vote is never made
 * less anonymous: a ballot may be on its way.
 */
export const mayTurn = (
  { mode, isVote, isUnwritten }: { mode: Mode; isVote: boolean; isUnwritten: boolean },
  to: Mode,
): boolean =>
  to === mode ||
  (isUnwritten ? !isVote || isMoreAnonymous(to, mode) : isMoreAnonymous(to, mode) && to !== "notStored");

/** Kinds of stages in which people write, vote or answer, and which therefore have rounds that open and close. */
export const isWritingKind = (kind: StageKind): boolean =>
  kind === "dialogue" || kind === "examples" || kind === "wall" || kind === "vote" || kind === "decision";

/** How a behaviour shows in the contact. Further ones of the leader's own are called "own1", "own2" … */
export const facetKeys = ["say", "talkAbout", "present", "involve"] as const;
export type FacetKey = (typeof facetKeys)[number] | `own${number}`;
export const isFacetKey = (key: string): key is FacetKey =>
  (facetKeys as readonly string[]).includes(key) || /^own[1-9]$/.test(key);

/** A phone shows the token of its seat in it, where it asks over http. */
export const seatHeader = "x-udlev-seat";

/** What hangs in no cluster, where something is called by a cluster's id. */
export const looseColumn = "loose";

export const limits = {
  text: 2000,
  name: 80,
  title: 200,
  namesOnASeat: 8,
  /** Behaviours that a group is asked for. More is allowed, up to examplesAtMost. */
  examplesFrom: 3,
  examplesTo: 5,
  examplesAtMost: 12,
  notesOfOneInARound: 200,
  draftsOfOne: 100,
  drafts: 20_000,
  notes: 20_000,
  seats: 2000,
  selected: 1000,
  pasted: 500,
  /** On all walls of a meeting. */
  photos: 40,
  /** Clusters of one suggestion, and parts that a note is split into. */
  clusters: 100,
  parts: 20,
  options: 100,
  budget: 100,
} as const;

/** Steps of the leader's that show people something: what has been seen cannot be taken back. */
export const finalSteps = ["vote.close", "round.reveal"] as const;
export const isFinal = ({ what }: { what: string }): boolean => finalSteps.some((each) => each === what);
