/** Wording a decision: what is in the field, what it changes, and which sentence is under way. Pure. */
import type { FieldChange } from "../model/command.ts";
import { type FacetKey, facetKeys, isFacetKey } from "../model/kinds.ts";
import { decisionsOf } from "../model/reading.ts";
import type { Facets, Room, RoomDecision, RoomNote, VoteOption } from "../model/room.ts";
import { readDraft } from "./draft.ts";

/** By field: act, situation, valueId, facet.say … */
export type Words = Record<string, string>;
/** `was`: what stood there when she began, so that nobody's words are written over unseen. */
export type Rewording = { was: Words; words: Words };
/** A sentence that nobody has seen yet, and what it grew out of. */
export type NewWording = {
  words: Words;
  labels: Record<string, string>;
  option: Pick<VoteOption, "text" | "clusterId" | "noteIds">;
  optionId: string | null;
  isLeaders: boolean;
};

export const placeOf = (decisionId: string): string => `wording ${decisionId}`;
export const newPlace = placeOf("new");

/** The usual facets, and those of one's own that it has. */
export const facetsIn = (words: Words): FacetKey[] => [
  ...facetKeys,
  ...Object.keys(words)
    .map((field) => field.replace(/^facet\./, ""))
    .filter((key): key is `own${number}` => isFacetKey(key) && key.startsWith("own")),
];

const facetWords = (facets: Facets): Words =>
  Object.fromEntries(
    [...facetKeys, ...Object.keys(facets)].map((key) => [
      `facet.${key}`,
      facets[key as FacetKey]?.text ?? "",
    ]),
  );

export const wordsOf = ({
  act,
  situation,
  valueId,
  facets,
}: Pick<RoomDecision, "act" | "situation" | "valueId" | "facets">): Words => ({
  ...{ act, situation, valueId: valueId ?? "" },
  ...facetWords(facets),
});

/** A note's sentence with all that makes it concrete, as a beginning. */
export const beginWith = (note: RoomNote): Pick<NewWording, "words" | "labels"> => ({
  words: wordsOf({ ...note, act: note.text }),
  labels: Object.fromEntries(
    Object.entries(note.facets).flatMap(([key, facet]) => (facet?.label ? [[key, facet.label]] : [])),
  ),
});

/** Out of what was chosen: the words of a note that says it best, never only the cluster's name. */
export function formulated(
  room: Room,
  option: Pick<VoteOption, "text" | "clusterId" | "noteIds">,
  optionId: string | null,
): NewWording {
  const notes = option.noteIds.flatMap((id) => room.notes[id] ?? []).filter(({ isHidden }) => !isHidden);
  // Agreed with by the most; of equals the first.
  const best = notes.reduce<RoomNote | undefined>(
    (most, note) => (most && most.agrees >= note.agrees ? most : note),
    undefined,
  );
  const begun = best
    ? beginWith(best)
    : { words: wordsOf({ act: option.text, situation: "", valueId: null, facets: {} }), labels: {} };
  return { ...begun, option, optionId, isLeaders: false };
}

export const changesOf = ({ was, words }: Rewording): FieldChange[] =>
  Object.entries(words)
    .map(([field, value]) => ({ field, was: was[field] ?? "", value }))
    .filter((change) => change.was !== change.value);

/** A sentence that is being written: of these one stands in the bar, before anything is decided. */
export function underWay(room: Room, drafts: Readonly<Record<string, string>>): string | null {
  if (readDraft(drafts, newPlace)) return "new";
  const open = decisionsOf(room).filter(({ decidedAt }) => decidedAt === null);
  return open.find(({ id }) => readDraft(drafts, placeOf(id)))?.id ?? null;
}
