import { type Refusal, refuse } from "#platform/refusal.ts";
import type { Command, CommandOf } from "../command.ts";
import { type FacetKey, isFacetKey } from "../kinds.ts";
import type { Facets } from "../room.ts";
import type { Author, Delta, Event, NoteRecord, RoundRecord, State } from "../state.ts";

/** Who gives a command: a seat in the room, or one of the named leaders. */
export type Actor = { as: "seat"; seatId: string } | { as: "leader"; personId: string; name: string };
/**
 * What a rule may not find out by itself: the time, fresh chance for a lot, how a key is hashed, and a pass for a seat
 * (see passes.ts).
 */
export type At = {
  now: string;
  lot: string;
  hash: (key: string) => string;
  pass: (roundId: string, pad: string) => { sealed: string; made: Event[] };
};

export type Rule<Type extends Command["type"]> = (
  state: State,
  command: CommandOf<Type>,
  actor: Actor,
  at: At,
) => Event[] | Refusal;
export type Rules<Types extends Command["type"]> = { [Type in Types]: Rule<Type> };

export const happened = (type: string, set: Delta): Event[] => [{ type, set }];
export const notThere = (field?: string): Refusal => refuse("notThere", { field, status: 404 });

/** Whose the writing is, as far as the round lets anybody know. */
export function authorOf(
  round: RoundRecord,
  actor: Actor,
  key: string | undefined,
  at: At,
): Author | Refusal {
  if (round.mode === "notStored") return key ? { keyHash: at.hash(key) } : refuse("needsKey");
  return actor.as === "seat" ? { seatId: actor.seatId } : { personId: actor.personId };
}

/** The one vote of a seat: the seat itself, or a pass that nothing connects with it. */
export function voterOf(
  state: State,
  round: RoundRecord,
  actor: Actor,
  pass: string | undefined,
  at: At,
): string | Refusal {
  if (actor.as !== "seat") return refuse("seatsOnly");
  if (round.mode !== "notStored") return actor.seatId;
  const hash = pass && at.hash(pass);
  return hash && state.passes.has(`${round.id} ${hash}`) ? hash : refuse("needsPass");
}

export function isAuthor(note: NoteRecord, actor: Actor, key: string | undefined, at: At): boolean {
  const { author } = note;
  if (!author) return false;
  if ("keyHash" in author) return Boolean(key) && at.hash(key!) === author.keyHash;
  if ("seatId" in author) return actor.as === "seat" && actor.seatId === author.seatId;
  return actor.as === "leader" && actor.personId === author.personId;
}

/** Facets as they come in, with only the keys that there are. */
export function facetsOf(
  given: Record<string, string> | undefined,
  labels: Record<string, string> = {},
): Facets {
  const facets: Facets = {};
  for (const [key, text] of Object.entries(given ?? {}))
    if (isFacetKey(key) && text.trim()) facets[key] = { label: labels[key]?.trim() ?? "", text };
  return facets;
}

/** Reads and writes a field by the name that a change gives it: "act", "valueId", "facet.say", "label.own1". */
export function fieldOf(record: object, field: string): string | undefined {
  const [group, key] = field.split(".") as [string, string | undefined];
  if (key === undefined) {
    const value = (record as Record<string, unknown>)[field];
    return value === null ? "" : typeof value === "string" ? value : undefined;
  }
  if (!isFacetKey(key)) return undefined;
  const facet = (record as { facets: Facets }).facets[key];
  if (group === "facet") return facet?.text ?? "";
  return group === "label" ? (facet?.label ?? "") : undefined;
}

/**
 * The record with its fields changed, or a refusal where somebody else has written there meanwhile: what she had before
 * her is no longer what stands there.
 */
export function changed<T extends { facets: Facets }>(
  record: T,
  changes: { field: string; was: string; value: string }[],
  allowed: readonly string[],
): Partial<T> | Refusal {
  const fields: Record<string, unknown> = {};
  let facets = record.facets;
  for (const { field, was, value } of changes) {
    const [group, key] = field.split(".") as [string, FacetKey | undefined];
    const isFacet = (group === "facet" || group === "label") && key !== undefined && isFacetKey(key);
    if (!isFacet && !allowed.includes(field)) return notThere(field);
    if (fieldOf(record, field) !== was) return refuse("changedMeanwhile", { field, status: 409 });
    if (!isFacet) fields[field] = field === "valueId" ? value || null : value;
    else {
      const facet = {
        label: "",
        text: "",
        ...facets[key],
        ...(group === "facet" ? { text: value } : { label: value }),
      };
      facets = { ...facets, [key]: facet };
      if (!facet.text && !facet.label) {
        const { [key]: _, ...others } = facets;
        facets = others;
      }
      fields["facets"] = facets;
    }
  }
  return fields as Partial<T>;
}
