// One meeting under way: everybody is connected, some write, and each note is validated, committed and shown to all.
// Beside it a bare ws server that sends the same bytes on and keeps nothing, and the same with one insert for each note.
import { type Size, type Written, written } from "./live/writing.ts";
import { type Measure, median, rounded } from "./measure.ts";

const sizes: Size[] = [
  { participants: 50, writers: 50, notesPerSecond: 50 },
  { participants: 200, writers: 200, notesPerSecond: 100 },
  { participants: 500, writers: 250, notesPerSecond: 100 },
];
const seconds = 10;
const rounds = 3;

/** One after the other, in turn: what else the machine does in the meantime falls on all three. */
const inTurn = async (size: Size) => ({
  bare: await written(["bare.ts"], size, seconds),
  keeping: await written(["bare.ts", "keeping"], size, seconds),
  ours: await written(["ours.ts", String(size.participants)], size, seconds),
});

export async function run(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const size of sizes) {
    const turns: Record<"bare" | "keeping" | "ours", Written>[] = [];
    for (let round = 0; round < rounds; round++) turns.push(await inTurn(size));
    const of = (pick: (turn: (typeof turns)[number]) => number) => median(turns.map(pick));
    const { participants, notesPerSecond } = size;
    const called = `${participants} participants, ${notesPerSecond} notes/s`;
    const counts = { ...size, seconds, rounds };
    const wrong = turns.reduce((sum, { ours }) => sum + ours.missing + ours.doubled, 0);
    const beside = (name: "keeping" | "ours", what: "p99" | "cpu") => ({
      value: rounded(of((turn) => turn[name][what])),
      beside: rounded(of(({ bare }) => bare[what])),
      ratio: rounded(of((turn) => turn[name][what] / turn.bare[what])),
      ...{ unit: "ms", sizes: counts },
    });
    const must = "≤ 1.5 × bare";
    const [p99, cpu] = [beside("ours", "p99"), beside("ours", "cpu")];
    // What the disk alone asks for: no server that keeps what it acknowledges is quicker than this.
    const oriented = { must: "for orientation", holds: true };
    measures.push(
      { what: `p99 to the last of ${called}`, ...p99, must, holds: p99.ratio <= 1.5 },
      { what: `server CPU, ${called}`, ...cpu, must, holds: cpu.ratio <= 1.5 },
      { what: `p99, bare with one insert each, ${called}`, ...beside("keeping", "p99"), ...oriented },
      { what: `CPU, bare with one insert each, ${called}`, ...beside("keeping", "cpu"), ...oriented },
      {
        ...{ what: `not delivered exactly once, ${called}`, value: wrong, unit: "notes" },
        ...{ beside: null, ratio: null, must: "0", holds: wrong === 0, sizes: counts },
      },
    );
  }
  return measures;
}
