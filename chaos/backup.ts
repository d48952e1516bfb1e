// A backup is made again and again while a hundred write, and each is restored elsewhere: what was acknowledged before it
// began is in it, it is of one moment, and the product starts on it. Writers are not kept waiting and lose nothing.
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { connectForAll, tablesOf } from "#platform/database/backup.ts";
import { startThrowaway } from "#platform/database/embedded.ts";
import { openMeeting } from "./meeting/opened.ts";
import { startPeople } from "./meeting/startPeople.ts";
import { firstLeader } from "./product/leader.ts";
import { buildServer, makeServer, runTask } from "./product/server.ts";
import type { Report } from "./report.ts";

const people = Number(process.env.PEOPLE ?? 100);
const backups = Number(process.env.BACKUPS ?? 3);
/** What there is beside the meeting, so that a backup takes its time. */
const rowsBefore = Number(process.env.ROWS ?? 300_000);
const secret = "a secret of the one who is backed up, and restored";

type Line = { seq: number; command: string; events: unknown };

async function journalOf(url: string, meetingId: string): Promise<Line[]> {
  const client = await connectForAll(url);
  const { rows } = await client.query<Line>(
    "select seq, command_id as command, events from meeting_event where meeting_id = $1 order by seq",
    [meetingId],
  );
  await client.end();
  return rows;
}

async function fill(url: string, organisationId: string): Promise<void> {
  const client = await connectForAll(url);
  await client.query(
    `insert into audit_entry (organisation_id, id, action, details)
     select $1::uuid, gen_random_uuid(), 'results.read', jsonb_build_object('of', number)
     from generate_series(1, $2::int) as number`,
    [organisationId, rowsBefore],
  );
  await client.end();
}

async function countRows(url: string): Promise<number> {
  const client = await connectForAll(url);
  let count = 0;
  for (const { table } of await tablesOf(client))
    count += (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;
  await client.end();
  return count;
}

export async function run(seed: number): Promise<Report> {
  await buildServer();
  const folder = await mkdtemp(join(tmpdir(), "udlev-chaos-backup-"));
  const settings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };
  const source = await startThrowaway({ settings });
  const server = await makeServer({ DATABASE_URL: source.url, SECRET: secret });
  const tried: Report["tried"] = { "people who wrote meanwhile": people };
  const [missing, torn, unlike, silent]: [string[], string[], string[], string[]] = [[], [], [], []];
  try {
    await server.start();
    const leader = await firstLeader(server.url);
    await fill(source.url, leader.organisationId);
    const { meetingId, tokens } = await openMeeting(leader, people);
    const task = { baseUrl: server.url, cookie: leader.cookie(), meetingId, tokens, seed };
    const load = await startPeople({ ...task, isNetworkCalm: true });
    for (let number = 1; number <= backups; number++) {
      const file = join(folder, `${number}.backup.gz`);
      await pause(3000);
      const committed = (await journalOf(source.url, meetingId)).length;
      const before = (await load.progress()).answered;
      const began = performance.now();
      const said = await runTask(["backup", file], { DATABASE_URL: source.url, SECRET: secret });
      const took = Math.round(performance.now() - began);
      const during = (await load.progress()).answered - before;
      // In so long a time somebody has had something to say.
      if (during === 0 && took > 1000) silent.push(`backup ${number}: nobody was answered in ${took} ms`);
      console.log(`  ${said.trim().split("\n")[0]} (${took} ms, ${during} answers meanwhile)`);

      const elsewhere = await startThrowaway({ settings });
      try {
        console.log(
          `  ${(await runTask(["restore", file], { DATABASE_URL: elsewhere.url, SECRET: secret })).trim()}`,
        );
        const restored = await journalOf(elsewhere.url, meetingId);
        const truth = (await journalOf(source.url, meetingId)).slice(0, restored.length);
        if (restored.length < committed)
          missing.push(`backup ${number}: ${committed} entries when it began, ${restored.length} in it`);
        if (!isDeepStrictEqual(restored, truth))
          torn.push(`backup ${number}: its journal is not the beginning of the journal`);
        const rows = Number(/Backed up (\d+) rows/.exec(said)?.[1]);
        const there = await countRows(elsewhere.url);
        if (rows !== there) unlike.push(`backup ${number}: ${rows} rows were written, ${there} are there`);
        const other = await makeServer({ DATABASE_URL: elsewhere.url, SECRET: secret });
        await other.start();
        const answer = await fetch(`${other.url}/api/meeting/meetings/${meetingId}`, {
          headers: { cookie: leader.cookie() },
        });
        if (!answer.ok) unlike.push(`backup ${number}: the restored product answers ${answer.status}`);
        await other.end("SIGTERM");
        Object.assign(tried, {
          [`backup ${number}: rows`]: rows,
          [`backup ${number}: KB`]: Math.round((await stat(file)).size / 1024),
          [`backup ${number}: ms`]: took,
          [`backup ${number}: people were answered meanwhile`]: during,
          [`backup ${number}: entries when it began`]: committed,
          [`backup ${number}: entries in it`]: restored.length,
        });
      } finally {
        await elsewhere.stop();
      }
    }
    const report = await load.settle({ databaseUrl: source.url, organisationId: leader.organisationId });
    return {
      tried: {
        ...tried,
        acknowledged: report.tried.acknowledged!,
        "entries in the journal": report.tried["entries in the journal"]!,
      },
      lost: [
        ...report.lost,
        { what: "committed before the backup began, and not in it", examples: missing },
        { what: "a backup of more than one moment", examples: torn },
        { what: "restored, and not what was written", examples: unlike },
        { what: "writers kept waiting", examples: silent },
      ],
    };
  } finally {
    await server.end("SIGTERM");
    await source.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
