/** The stages of the live meeting that an agenda's block can open (meeting/model/kinds.ts holds the same words). */
export const agendaStages = [
  "points",
  "dialogue",
  "groups",
  "examples",
  "wall",
  "vote",
  "decision",
  "nextSteps",
] as const;
export type AgendaStage = (typeof agendaStages)[number];

/** One block of a meeting: what for, how long, and the stage of the live meeting that it opens; null for a break. */
export type Block = { title: string; minutes: number; stage: AgendaStage | null; maySkip: boolean };

/** A stage's part of the whole, the fewest minutes that make sense of it, and whether the meeting can do without. */
const parts: Record<AgendaStage | "welcome" | "close", { share: number; least: number; maySkip: boolean }> = {
  welcome: { share: 3, least: 2, maySkip: false },
  points: { share: 15, least: 5, maySkip: false },
  dialogue: { share: 22, least: 10, maySkip: false },
  groups: { share: 3, least: 2, maySkip: true },
  examples: { share: 20, least: 8, maySkip: false },
  wall: { share: 12, least: 5, maySkip: true },
  vote: { share: 5, least: 3, maySkip: true },
  decision: { share: 10, least: 5, maySkip: false },
  nextSteps: { share: 7, least: 3, maySkip: false },
  close: { share: 3, least: 2, maySkip: false },
};
type Part = keyof typeof parts;

/** A meeting longer than this needs a break, and somewhere near its middle. */
const longestWithoutBreak = 90;
const breakMinutes = 10;
/** Nobody's plan holds to the minute: so much of a meeting is kept free, out of a hundred. */
const bufferShare = 8;

/**
 * An agenda from the guide for a meeting of so many minutes. The blocks and the buffer together are exactly its length;
 * where the time is short, what can be skipped is left out first, the longest last.
 */
export function suggestAgenda(minutes: number, titleOf: (part: Part | "break") => string): Block[] {
  const least = (list: Part[]) => list.reduce((sum, part) => sum + parts[part].least, 0);
  let chosen = Object.keys(parts) as Part[];
  for (const part of ["vote", "wall", "groups"] as const)
    if (least(chosen) > minutes) chosen = chosen.filter((each) => each !== part);
  const hasBreak = minutes > longestWithoutBreak;
  const buffer = Math.floor((minutes * bufferShare) / 100);
  const free = minutes - buffer - (hasBreak ? breakMinutes : 0);
  const shares = chosen.reduce((sum, part) => sum + parts[part].share, 0);
  const lengths = new Map(
    chosen.map((part) => [
      part,
      Math.max(parts[part].least, Math.floor((free * parts[part].share) / shares)),
    ]),
  );
  // What rounding and the least lengths moved is taken from, or given to, the talk: it bends most easily.
  const sum = [...lengths.values()].reduce((total, length) => total + length, 0);
  for (let left = free - sum; left !== 0; ) {
    const part = left > 0 ? "dialogue" : longest(lengths);
    const change = left > 0 ? left : Math.max(left, 1 - lengths.get(part)!);
    if (change === 0) break;
    lengths.set(part, lengths.get(part)! + change);
    left -= change;
  }
  const blocks = chosen.map((part) => ({
    title: titleOf(part),
    minutes: lengths.get(part)!,
    stage: part === "welcome" || part === "close" ? null : part,
    maySkip: parts[part].maySkip,
  }));
  if (hasBreak) {
    const place = blocks.findIndex(({ stage }) => stage === "groups" || stage === "examples");
    blocks.splice(place, 0, { title: titleOf("break"), minutes: breakMinutes, stage: null, maySkip: false });
  }
  return blocks;
}

const longest = (lengths: Map<Part, number>): Part =>
  [...lengths].reduce((most, each) => (each[1] > most[1] ? each : most))[0];

export const plannedMinutes = (blocks: { minutes: number }[]): number =>
  blocks.reduce((sum, block) => sum + block.minutes, 0);

export type Fit = { left: number; fit: "over" | "tight" | "fits" };
/** Whether the blocks go into the meeting: over its end, without air, or well. */
export function fitOf(blocks: { minutes: number }[], minutes: number): Fit {
  const left = minutes - plannedMinutes(blocks);
  return { left, fit: left < 0 ? "over" : left < Math.floor((minutes * 5) / 100) ? "tight" : "fits" };
}
