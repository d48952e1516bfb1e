// A meeting in which a hundred write while the server is killed again and again and the network does what it likes. Every
// acknowledged command is in the journal exactly once, a no stays a no, and every view ends where the journal stands.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findRunning } from "#platform/database/embedded.ts";
import { makeChance } from "./chance.ts";
import { openMeeting } from "./meeting/opened.ts";
import { startPeople } from "./meeting/startPeople.ts";
import { firstLeader } from "./product/leader.ts";
import { buildServer, makeServer } from "./product/server.ts";
import type { Report } from "./report.ts";

const people = Number(process.env.PEOPLE ?? 100);
const kills = Number(process.env.KILLS ?? 50);

export async function run(seed: number): Promise<Report> {
  await buildServer();
  const chance = makeChance(seed);
  const dataDir = mkdtempSync(join(tmpdir(), "udlev-chaos-"));
  const server = await makeServer({ DATA_DIR: dataDir });
  try {
    await server.start();
    const leader = await firstLeader(server.url);
    const { meetingId, tokens } = await openMeeting(leader, people);
    const task = { baseUrl: server.url, cookie: leader.cookie(), meetingId, tokens, seed };
    const load = await startPeople(task);
    /** Until most are back, if they come back soon. */
    const back = async () => {
      const end = performance.now() + 3000;
      while ((await load.progress()).here < people * 0.7 && performance.now() < end) await pause(100);
    };
    let whileStarting = 0;
    for (let kill = 1; kill <= kills; kill++) {
      // Now and then before it is up again.
      const isEarly = chance.happens(0.1);
      if (!isEarly) {
        await back();
        await pause(chance.between(50, 2000));
      }
      await server.end("SIGKILL");
      await server.start(!chance.happens(0.1) || kill === kills);
      if (isEarly) whileStarting++;
      if (kill % 10 === 0) {
        const { answered, here } = await load.progress();
        console.log(`  ${kill} kills, ${answered} answers, ${here} of ${people + 1} connected`);
      }
    }
    const { url } = findRunning(dataDir)!;
    const { tried, lost } = await load.settle({
      databaseUrl: url,
      organisationId: leader.organisationId,
    });
    return { tried: { "kill -9": kills, "of them at once": whileStarting, ...tried }, lost };
  } finally {
    await server.end("SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  }
}
