import type { ValueColour, ValueMarkName } from "#design/model.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";

/** A value keeps its colour and mark through the whole thread: note, behaviour, question, chart. */
export type Value = {
  id: string;
  name: string;
  meaning: string;
  colour: ValueColour;
  mark: ValueMarkName;
  version: number;
};

/** Fewer than three say little, more than seven are not remembered. */
export const advisedFewest = 3;
export const mostValues = 7;

const sameName = (one: string, other: string) =>
  one.trim().normalize("NFC").toLowerCase() === other.trim().normalize("NFC").toLowerCase();

type Shown = { id: string | null; name: string; colour: string; mark: string };

/** Whether this value can stand among the others: with a name, a colour and a mark of its own, and room for it. */
export function fits(value: Shown, all: readonly Shown[]): true | Refusal {
  const others = all.filter(({ id }) => id !== value.id);
  if (others.length >= mostValues) return refuse("tooManyValues", { values: { most: mostValues } });
  const bearer = (isTaken: (other: Shown) => boolean) => others.find(isTaken)?.name;
  const named = bearer((other) => sameName(other.name, value.name));
  if (named) return refuse("nameTaken", { field: "name", values: { name: named } });
  const coloured = bearer((other) => other.colour === value.colour);
  if (coloured) return refuse("colourTaken", { field: "colour", values: { name: coloured } });
  const marked = bearer((other) => other.mark === value.mark);
  if (marked) return refuse("markTaken", { field: "mark", values: { name: marked } });
  return true;
}

/** An order names every value once; one made before a value came or went is refused. */
export function isOrderOf(order: readonly string[], ids: readonly string[]): boolean {
  return (
    order.length === ids.length &&
    new Set(order).size === order.length &&
    order.every((id) => ids.includes(id))
  );
}

/** The order with one moved so many places; it stops at the ends. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  if (item === undefined) return [...items];
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}
