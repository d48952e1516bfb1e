// A meeting in which a hundred write while the server is killed again and again and the network does what it likes. Every
// acknowledged command is in the journal exactly once, a no stays a no, and every view ends where the journal stands.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findRunning } from "#platform/database/embedded.ts";
import { makeChance } from "./chance.ts";
import type { Progress, Settle, Task } from "./meeting/people.ts";
import { buildServer, makeServer, type Server } from "./meeting/server.ts";
import type { Report } from "./report.ts";

const people = Number(process.env.PEOPLE ?? 100);
const kills = Number(process.env.KILLS ?? 50);

/** A meeting under way, with a seat for everybody. */
async function openMeeting({ ask }: Server) {
  await ask("/organisation/first", {
    ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
    password: "en lang adgangskode",
  });
  const session = await ask<{ organisation: { id: string }; roles: { unitId: string | null }[] }>(
    "/organisation/session",
  );
  const unitId = session.roles.find((held) => held.unitId)!.unitId;
  await ask("/values", { name: "Nærvær", meaning: "", colour: "ocean", mark: "circle" });
  const { id: journeyId } = await ask<{ id: string }>("/guide/journeys", { unitId });
  const { id } = await ask<{ id: string }>(`/preparation/journeys/${journeyId}/meetings`, {});
  await ask(`/meeting/meetings/${id}/open`, {});
  const { joinCode: code } = await ask<{ joinCode: string }>(`/meeting/meetings/${id}`);
  const tokens: string[] = [];
  for (let place = 0; place < people; place++) {
    const { token } = await ask<{ token: string }>("/meeting/join", { code, names: [`Deltager ${place}`] });
    tokens.push(token);
  }
  return { organisationId: session.organisation.id, meetingId: id, tokens };
}

export async function run(seed: number): Promise<Report> {
  await buildServer();
  const chance = makeChance(seed);
  const dataDir = mkdtempSync(join(tmpdir(), "udlev-chaos-"));
  const server = await makeServer(dataDir);
  try {
    await server.start();
    const { organisationId, meetingId, tokens } = await openMeeting(server);
    const load = fork(join(import.meta.dirname, "meeting/people.ts"));
    const ask = async <Said>(question: Task | Settle | "progress"): Promise<Said> => {
      const answer = once(load, "message");
      load.send(question);
      return ((await answer) as [Said])[0];
    };
    const { baseUrl } = server;
    await ask<"ready">({ baseUrl, cookie: server.cookie(), meetingId, tokens, seed });
    /** Until most are back, if they come back soon. */
    const back = async () => {
      const end = performance.now() + 3000;
      while ((await ask<Progress>("progress")).here < people * 0.7 && performance.now() < end)
        await pause(100);
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
        const { answered, here } = await ask<Progress>("progress");
        console.log(`  ${kill} kills, ${answered} answers, ${here} of ${people + 1} connected`);
      }
    }
    const { url } = findRunning(dataDir)!;
    const { tried, lost } = await ask<Report>({ databaseUrl: url, organisationId });
    return { tried: { "kill -9": kills, "of them at once": whileStarting, ...tried }, lost };
  } finally {
    await server.end("SIGTERM");
    rmSync(dataDir, { recursive: true, force: true });
  }
}
