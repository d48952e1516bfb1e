// Everybody joins within five seconds; then all lose the connection at once and come back. All must be shown the whole
// room again, and the server must answer others meanwhile.
import { setTimeout as pause } from "node:timers/promises";
import type { Came, Come } from "./live/comers.ts";
import { alone, ask, started } from "./live/processes.ts";
import { type Measure, percentile, rounded } from "./measure.ts";

const participants = 500;
const withinMs = 5000;
const notes = 300;
const healthEveryMs = 10;

/** Asks for the server's health again and again until told to stop; gives how long each answer took, in milliseconds. */
function watchHealth(http: string): () => Promise<number[]> {
  const times: number[] = [];
  let isWatching = true;
  const watching = (async () => {
    while (isWatching) {
      const asked = performance.now();
      const response = await fetch(`${http}/healthz`);
      await response.text();
      times.push(performance.now() - asked);
      await pause(healthEveryMs);
    }
  })();
  return async () => {
    isWatching = false;
    await watching;
    return times;
  };
}

export const run = (): Promise<Measure[]> =>
  alone(["ours.ts", "0", String(notes)], async (_process, { url, http }) => {
    const load = started("comers.ts");
    const come: Come = { http: http!, url, code: "BENCH", participants, withinMs, notes };
    const joining = watchHealth(http!);
    const joined = await ask<Came>(load, come);
    const whileJoining = percentile(await joining(), 0.99);
    const coming = watchHealth(http!);
    const back = await ask<Came>(load, "cut");
    const p99 = Math.max(whileJoining, percentile(await coming(), 0.99));
    load.kill();
    const alone = { unit: "participants", beside: null, ratio: null, must: `${participants}` };
    const sizes = { participants, withinMs, notes };
    const timed = { unit: "ms", beside: null, ratio: null, sizes };
    return [
      ...(["joined", "back"] as const).map((what) => {
        const { whole } = { joined, back }[what];
        const said =
          what === "joined"
            ? "came in and were shown everything"
            : "were cut off and are back with everything";
        return { what: said, value: whole, ...alone, holds: whole === participants, sizes };
      }),
      {
        what: "until the last is back",
        value: rounded(back.ms, 0),
        ...timed,
        must: "for orientation",
        holds: true,
      },
      {
        what: "a health request meanwhile, p99 of the worse of the two",
        value: rounded(p99),
        ...timed,
        must: "≤ 100 ms",
        holds: p99 <= 100,
      },
    ];
  });
