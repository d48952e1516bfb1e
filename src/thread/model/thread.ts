import type { Evidence, Facet } from "#behaviour/model.ts";

/** The stations of the thread, in the order in which it runs through them. */
export const stations = [
  "values",
  "statements",
  "pointedTo",
  "notes",
  "decided",
  "questions",
  "experience",
  "agreed",
] as const;
export type Station = (typeof stations)[number];

type Common = {
  /** What it is and its id: `behaviour:…`, `statement:…`: also what a link from elsewhere names. */
  id: string;
  text: string;
  valueIds: string[];
  /** The rounds that it is part of; none for what holds in all of them. */
  rounds: number[];
  /** The unit that it is of; null for the values, which are everybody's. */
  unitId: string | null;
};
export type Item = Common &
  (
    | { station: "values"; meaning: string }
    | {
        station: "statements";
        rank: number | null;
        source: string;
        saidOn: string | null;
        channel: string | null;
      }
    | { station: "pointedTo"; situation: string; isLeadersOwn: boolean }
    | { station: "notes"; notes: { id: string; text: string }[]; dots: number | null }
    | {
        station: "decided";
        situation: string;
        facets: { facet: Facet; label: string; text: string }[];
        vote: Evidence["vote"];
        consent: Evidence["consent"];
        attended: number | null;
        decidedAt: string | null;
        reviewOn: string | null;
        isLeaders: boolean;
        meetingId: string | null;
        isRetired: boolean;
        replacedBy: string | null;
      }
    | { station: "questions"; pulse: string; state: string }
    | { station: "experience"; pulse: string; result: Experience }
    | {
        station: "agreed";
        kind: "action" | "keep" | "change" | "start" | "stop";
        dueOn: string | null;
        state: string;
        reviewMeetingId: string | null;
      }
  );
/** Only what may be shown: below the minimum there is no figure to hide. */
export type Experience =
  | { shown: "nothing" }
  | { shown: "tooFew" }
  | {
      shown: "mean";
      mean: number;
      low: number;
      high: number;
      n: number;
      counts: number[] | null;
      notRelevant: number | null;
    };

/** `weight` is 1, or the dots that a note got: a well-supported decision has a thick thread. */
export type ThreadLink = { from: string; to: string; weight: number };
export type Thread = { items: Item[]; links: ThreadLink[]; aliases: Record<string, string> };
export type ItemOf<S extends Station> = Extract<Item, { station: S }>;

export const itemsOf = <S extends Station>(thread: Pick<Thread, "items">, station: S): ItemOf<S>[] =>
  thread.items.filter((item): item is ItemOf<S> => item.station === station);

/** Everything that leads to an item, and everything that it leads to: the thread that runs through it, itself included. */
export function throughItem(links: readonly ThreadLink[], id: string): Set<string> {
  return new Set([...reach(links, [id], "back"), ...reach(links, [id], "forth")]);
}

function reach(links: readonly ThreadLink[], starts: readonly string[], way: "back" | "forth"): Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) {
    const [at, other] = way === "forth" ? [from, to] : [to, from];
    next.set(at, [...(next.get(at) ?? []), other]);
  }
  const reached = new Set(starts);
  const waiting = [...starts];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const other of next.get(at) ?? [])
      if (!reached.has(other)) {
        reached.add(other);
        waiting.push(other);
      }
  return reached;
}

/**
 * The thread of one value, one unit, or one round. A round holds what was made in it and all that this came from:
 * a behaviour of the first round that is asked about in the second stands in both.
 */
export function filtered(
  thread: Thread,
  { valueId, round, unitId }: { valueId?: string | null; round?: number | null; unitId?: string | null },
): Thread {
  const ofValue = thread.items.filter(
    (item) =>
      (!valueId || item.valueIds.includes(valueId)) && (!unitId || !item.unitId || item.unitId === unitId),
  );
  const ids = new Set(ofValue.map((item) => item.id));
  const links = thread.links.filter(({ from, to }) => ids.has(from) && ids.has(to));
  if (!round) return { ...thread, items: ofValue, links };
  const made = ofValue.filter((item) => item.rounds.includes(round)).map((item) => item.id);
  const kept = reach(links, made, "back");
  // What belongs to no round (an action) follows what it came from.
  const roundless = new Set(ofValue.filter((item) => item.rounds.length === 0).map((item) => item.id));
  for (const { from, to } of links) if (kept.has(from) && roundless.has(to)) kept.add(to);
  const items = ofValue.filter((item) => kept.has(item.id) || item.station === "values");
  return { ...thread, items, links: links.filter(({ from, to }) => kept.has(from) && kept.has(to)) };
}

/** The rounds that anything belongs to, the first one first. */
export const roundsOf = (thread: Pick<Thread, "items">): number[] =>
  [...new Set(thread.items.flatMap((item) => item.rounds))].sort((a, b) => a - b);

/**
 * The item that a link from elsewhere means: by its own id, as a copy of an earlier round, or as a note inside one. A
 * result that this viewer is shown none of leads to its question, and from there on as every result does.
 */
export function itemNamed(thread: Thread, name: string | null): Item | undefined {
  if (!name) return undefined;
  const id = thread.aliases[name] ?? name;
  return (
    thread.items.find((item) => item.id === id) ??
    thread.items.find((item) => item.id === id.replace(/^result:/, "question:")) ??
    itemsOf(thread, "notes").find((item) => item.notes.some((note) => `note:${note.id}` === name))
  );
}
