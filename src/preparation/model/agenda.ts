/** What a block of the agenda opens in the live meeting, in the order in which the guide runs through it. */
export const agendaStages = [
  "lobby",
  "points",
  "dialogue",
  "groups",
  "examples",
  "wall",
  "vote",
  "decision",
  "nextSteps",
  "close",
] as const;
export type AgendaStage = (typeof agendaStages)[number];
export const isAgendaStage = (stage: unknown): stage is AgendaStage =>
  agendaStages.includes(stage as AgendaStage);

export type AgendaItem = {
  id: string;
  title: string;
  minutes: number;
  /** Null: a break, or free talk. */
  stage: AgendaStage | null;
  maySkip: boolean;
  notes: string;
};
export type SuggestedItem = Omit<AgendaItem, "id" | "title" | "notes"> & {
  /** The question of the dialogue that it asks; -1 for everything else. */
  question: number;
  kind: AgendaStage | "break";
};

/** How much of the meeting each part gets, and how little it can live with. A dialogue's share is that of all questions. */
const shares: { stage: AgendaStage; share: number; least: number; maySkip: boolean }[] = [
  { stage: "lobby", share: 5, least: 2, maySkip: false },
  { stage: "points", share: 15, least: 3, maySkip: false },
  { stage: "dialogue", share: 25, least: 5, maySkip: false },
  { stage: "groups", share: 4, least: 1, maySkip: true },
  { stage: "examples", share: 20, least: 4, maySkip: false },
  { stage: "wall", share: 15, least: 3, maySkip: false },
  { stage: "vote", share: 6, least: 2, maySkip: true },
  { stage: "decision", share: 15, least: 3, maySkip: false },
  { stage: "nextSteps", share: 10, least: 2, maySkip: false },
  { stage: "close", share: 5, least: 1, maySkip: false },
];
const least = shares.reduce((sum, part) => sum + part.least, 0);

/** A meeting of two hours is planned in fives, which everybody can keep in mind; a short one minute by minute. */
const roundFrom = 115;
const roundTo = 5;

/** A tenth of the meeting is left free, for whatever takes longer. */
export const bufferFor = (minutes: number): number => Math.floor(minutes / 10);
const breakMinutes = 10;
const breakFrom = 150;

const shortestSuggested = 30;
export const longestAgenda = 100;

/** Splits minutes among parts by their weights: whole minutes, none below its least, and the sum is exact. */
function divide(minutes: number, parts: readonly { share: number; least: number }[]): number[] {
  const free = minutes - parts.reduce((sum, part) => sum + part.least, 0);
  const weights = parts.map((part) => Math.max(0, part.share - part.least));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let weightSoFar = 0;
  let given = 0;
  return parts.map((part, index) => {
    weightSoFar += weights[index]!;
    const until = all === 0 ? 0 : Math.round((free * weightSoFar) / all);
    const extra = until - given;
    given = until;
    return part.least + extra;
  });
}

/**
 * An agenda for a meeting of this length: the guide's parts in its order, the dialogue question by question, a break in
 * the middle of a long meeting, and a tenth of the time left free. Nothing where a meeting is too short for all parts:
 * what to leave out is the leader's choice.
 */
export function suggestAgenda(minutes: number, questions: number): SuggestedItem[] {
  if (minutes < shortestSuggested) return [];
  const hasBreak = minutes >= breakFrom;
  const toFill = minutes - bufferFor(minutes) - (hasBreak ? breakMinutes : 0);
  if (toFill < least) return [];
  const unit = minutes < roundFrom ? 1 : roundTo;
  const inUnits = shares.map((part) => ({ share: part.share / unit, least: Math.ceil(part.least / unit) }));
  const lengths = divide(Math.floor(toFill / unit), inUnits).map((units) => units * unit);
  return shares.flatMap(({ stage, maySkip }, index): SuggestedItem[] => {
    const length = lengths[index]!;
    const item = { stage, kind: stage, maySkip, minutes: length, question: -1 };
    if (stage === "dialogue" && questions > 0)
      return divide(length, Array(questions).fill({ share: 1, least: 0 })).map((each, question) => ({
        ...item,
        minutes: each,
        question,
      }));
    if (stage === "wall" && hasBreak)
      return [{ stage: null, kind: "break", maySkip: true, minutes: breakMinutes, question: -1 }, item];
    return [item];
  });
}

export const sumOf = (items: readonly { minutes: number }[]): number =>
  items.reduce((sum, item) => sum + item.minutes, 0);

/** Minutes after the beginning at which each block begins. */
export function beginnings(items: readonly { minutes: number }[]): number[] {
  let at = 0;
  return items.map((item) => {
    const begins = at;
    at += item.minutes;
    return begins;
  });
}

export type Fit =
  | { fit: "over"; by: number }
  /** It fits, yet nothing may take longer than planned. */
  | { fit: "tight"; free: number; wanted: number }
  | { fit: "good"; free: number };

export function fitOf(items: readonly { minutes: number }[], minutes: number): Fit {
  const free = minutes - sumOf(items);
  if (free < 0) return { fit: "over", by: -free };
  const wanted = bufferFor(minutes);
  return free < wanted ? { fit: "tight", free, wanted } : { fit: "good", free };
}

/** Moves one block to another place. What is unknown or out of reach leaves the agenda as it is. */
export function moveItem<Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  to: number,
): Item[] {
  const from = items.findIndex((item) => item.id === id);
  const moved = items[from];
  if (!moved || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((item) => item.id !== id);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}
