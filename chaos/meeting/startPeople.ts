import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Report } from "../report.ts";
import type { Progress, Settle, Task } from "./people.ts";

/** Everybody who is in the meeting, writing in a process of their own until they are told to settle. */
export async function startPeople(task: Task) {
  const load = fork(join(import.meta.dirname, "people.ts"));
  const ask = async <Said>(question: Task | Settle | "progress"): Promise<Said> => {
    const answer = once(load, "message");
    load.send(question);
    return ((await answer) as [Said])[0];
  };
  await ask<"ready">(task);
  return {
    progress: () => ask<Progress>("progress"),
    /** Compares what each was told with the journal. */
    settle: (where: Settle) => ask<Report>(where),
  };
}
