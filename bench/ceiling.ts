// The most notes a second that still reach the last participant within 100 ms (p99), each of them once. Beside it the bare
// relay, which keeps nothing, on the same steps.
import { written } from "./live/writing.ts";
import { type Measure, rounded } from "./measure.ts";

const rooms = [200, 500];
const steps = [250, 500, 1000, 1500, 2000, 2500, 3000, 4000];
const seconds = 4;
const within = 100;
const atLeast: Record<number, number> = { 500: 1500 };

/** A noisy moment must not decide: a step that fails is tried once more. */
async function ceilingOf(server: readonly [string, ...string[]], participants: number): Promise<number> {
  let highest = 0;
  for (const notesPerSecond of steps) {
    const isCarried = async () => {
      const size = { participants, writers: participants, notesPerSecond };
      const { p99, missing, doubled } = await written(server, size, seconds);
      console.log(
        `  ${server[0]} ${participants} at ${notesPerSecond}/s: p99 ${rounded(p99)} ms, missing ${missing}`,
      );
      return p99 <= within && missing === 0 && doubled === 0;
    };
    if (!(await isCarried()) && !(await isCarried())) break;
    highest = notesPerSecond;
  }
  return highest;
}

export async function run(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const participants of rooms) {
    const beside = await ceilingOf(["bare.ts"], participants);
    const value = await ceilingOf(["ours.ts", String(participants)], participants);
    const least = atLeast[participants];
    const ratio = rounded(value / beside);
    measures.push({
      ...{ what: `most notes a second, ${participants} participants, p99 ≤ ${within} ms`, unit: "notes/s" },
      ...{ value, beside, ratio, must: `≥ 0.5 × bare${least ? ` and ≥ ${least}` : ""}` },
      ...{ holds: ratio >= 0.5 && value >= (least ?? 0), sizes: { participants, seconds } },
    });
  }
  return measures;
}
