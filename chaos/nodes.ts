// Two servers on one database behind a balancer, and a meeting in which a hundred write: one of the two is killed again and
// again. Nothing that was acknowledged is lost; those who were on it are back with the other before long, and nobody who was
// on the other notices. With REDIS_URL they hear one another by that broker, else by the database.
import { setTimeout as pause } from "node:timers/promises";
import { startThrowaway } from "#platform/database/embedded.ts";
import { makeChance } from "./chance.ts";
import { openMeeting } from "./meeting/opened.ts";
import { startPeople } from "./meeting/startPeople.ts";
import { balancer } from "./nodes/balancer.ts";
import { firstLeader } from "./product/leader.ts";
import { buildServer, makeServer } from "./product/server.ts";
import type { Report } from "./report.ts";

const people = Number(process.env.PEOPLE ?? 100);
const kills = Number(process.env.KILLS ?? 20);
/** Longer than this is no short reconnect. */
const patience = 10_000;

export async function run(seed: number): Promise<Report> {
  await buildServer();
  const chance = makeChance(seed);
  const embedded = await startThrowaway({
    settings: { fsync: "on", synchronous_commit: "on", full_page_writes: "on" },
  });
  const front = await balancer();
  const env = {
    ...{ DATABASE_URL: embedded.url, SECRET: "a secret for several servers, all alike", BASE_URL: front.url },
    ...(process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {}),
  };
  const nodes = [await makeServer(env), await makeServer(env)];
  try {
    await Promise.all(nodes.map(({ start }) => start()));
    for (const { port } of nodes) front.add(port);
    const leader = await firstLeader(front.url);
    const { meetingId, tokens } = await openMeeting(leader, people);
    const task = { baseUrl: front.url, cookie: leader.cookie(), meetingId, tokens, seed };
    const load = await startPeople({ ...task, isNetworkCalm: true });
    const everybody = people + 1;
    const waits: number[] = [];
    const [late, noticed]: [string[], string[]] = [[], []];
    let moved = 0;

    for (let kill = 1; kill <= kills; kill++) {
      await pause(chance.between(300, 2000));
      const node = chance.of(nodes)!;
      const before = await load.progress();
      const carried = front.carriedBy(node.port);
      const began = performance.now();
      await node.end("SIGKILL");
      let now = await load.progress();
      while (performance.now() - began < patience && (now.here < everybody || now.broken === before.broken)) {
        if (carried === 0) break;
        await pause(20);
        now = await load.progress();
      }
      const waited = Math.round(performance.now() - began);
      waits.push(waited);
      if (now.here < everybody)
        late.push(`kill ${kill}: ${everybody - now.here} are not back after ${waited} ms`);
      moved += now.broken - before.broken;
      if (now.broken - before.broken > carried)
        noticed.push(
          `kill ${kill}: ${now.broken - before.broken} lost their connection, ${carried} were there`,
        );
      await node.start();
      if (kill % 5 === 0)
        console.log(
          `  ${kill} kills, ${now.answered} answers, ${moved} reconnects, the last in ${waited} ms`,
        );
    }
    const report = await load.settle({ databaseUrl: embedded.url, organisationId: leader.organisationId });
    const sorted = waits.toSorted((a, b) => a - b);
    return {
      tried: {
        "a server of two killed (kill -9)": kills,
        "connections lost with it": moved,
        "ms until all were back, half of the times": sorted[Math.floor(sorted.length / 2)]!,
        "ms until all were back, at the longest": sorted.at(-1)!,
        ...report.tried,
      },
      lost: [
        ...report.lost,
        { what: `not back within ${patience / 1000} s`, examples: late },
        { what: "lost the connection to a server that was not killed", examples: noticed },
      ],
    };
  } finally {
    await Promise.all(nodes.map(({ end }) => end("SIGTERM")));
    front.close();
    await embedded.stop();
  }
}
