// A vote: everybody sends once within 100 ms; how long after the last has voted until each has everything. Beside it the
// bare relay, which sends every vote on once per turn of its loop and keeps nothing.
import { alone, ask, hellosOf, started } from "./live/processes.ts";
import type { Ballot, Had, Room } from "./live/voters.ts";
import { type Measure, percentile, rounded } from "./measure.ts";

const participants = 500;
const bursts = 20;
/** Not measured: code is being compiled. */
const warm = 3;

/** p99 in milliseconds over participants and bursts. */
const bursted = (server: readonly [string, ...string[]]): Promise<number> =>
  alone(server, async (process, ready) => {
    const load = started("voters.ts");
    await ask<"ready">(load, { url: ready.url, hellos: hellosOf(ready, participants) } satisfies Room);
    const times: number[] = [];
    for (let burst = 0; burst < warm + bursts; burst++) {
      const ballot = ready.roundId ? await ask<Ballot>(process, "vote") : { roundId: "round", optionId: "a" };
      const had = await ask<Had>(load, ballot);
      if (burst >= warm) times.push(...had.times);
    }
    load.kill();
    return percentile(times, 0.99);
  });

export async function run(): Promise<Measure> {
  const beside = await bursted(["bare.ts"]);
  const value = await bursted(["ours.ts", String(participants)]);
  const ratio = rounded(value / beside);
  return {
    what: `until everybody has everything, ${participants} votes within 100 ms, p99`,
    ...{ value: rounded(value), unit: "ms", beside: rounded(beside), ratio, must: "≤ 2 × bare and ≤ 80 ms" },
    ...{ holds: ratio <= 2 && value <= 80, sizes: { participants, bursts } },
  };
}
