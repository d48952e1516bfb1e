// Some of those in the room write for a while: how long until the last of all has each note, and what it costs the server.
import { percentile } from "../measure.ts";
import type { Delivered, Task } from "./load.ts";
import { alone, ask, cpuOf, hellosOf, started } from "./processes.ts";

export type Size = { participants: number; writers: number; notesPerSecond: number };
export type Written = { p99: number; cpu: number; missing: number; doubled: number };

/** p99 in milliseconds, cpu in milliseconds of the server's processor. */
export const written = (
  server: readonly [string, ...string[]],
  size: Size,
  seconds: number,
): Promise<Written> =>
  alone(server, async (process, ready) => {
    const load = started("load.ts");
    const { url, roundId = "round" } = ready;
    const task: Task = { url, roundId, hellos: hellosOf(ready, size.participants), seconds, ...size };
    await ask<"ready">(load, task);
    const { result, cpu } = await cpuOf(process, () => ask<Delivered>(load, "go"));
    load.kill();
    const { times, missing, doubled } = result;
    return { p99: percentile(times, 0.99), cpu, missing, doubled };
  });
