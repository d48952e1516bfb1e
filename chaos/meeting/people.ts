// Everybody who is in the meeting, in a process of its own. Told by IPC who they are; writes until told to stop, then until
// all is answered; then compares what everybody was told with the journal, and answers with what is wrong.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { readJournal } from "#meeting/journal.store.ts";
import { inOrganisation, makeDatabase } from "#platform/database/index.ts";
import { makePool } from "#platform/database/pool.ts";
import { makeChance } from "../chance.ts";
import type { Report } from "../report.ts";
import { act, lead } from "./acts.ts";
import { check } from "./check.ts";
import { noFaults } from "./faults.ts";
import { makePerson, type Person } from "./person.ts";

export type Task = {
  baseUrl: string;
  cookie: string;
  meetingId: string;
  tokens: string[];
  seed: number;
  /** Nothing goes wrong but what happens to the servers. */
  isNetworkCalm?: boolean;
};
export type Settle = { databaseUrl: string; organisationId: string };
/** How many were answered so far, how many are connected, and how many connections the other side has broken. */
export type Progress = { answered: number; here: number; broken: number };

/** Milliseconds between two things that one person does, on average. */
const rests = 900;
const leaderRests = 700;
const patience = 60_000;

async function run({ baseUrl, cookie, meetingId, tokens, seed, isNetworkCalm = false }: Task): Promise<void> {
  const chance = makeChance(seed);
  const faults = noFaults();
  const url = `${baseUrl.replace("http", "ws")}/api/meeting/live`;
  const headers = { origin: baseUrl };
  const karen = makePerson(
    url,
    { as: "leader", meetingId, locale: "da" },
    { chance: chance.branch(), faults, headers: { ...headers, cookie } },
  );
  const seats = tokens.map((token) =>
    makePerson(url, { as: "seat", token, locale: "da" }, { chance: chance.branch(), faults, headers }),
  );
  const people = [karen, ...seats];
  if (isNetworkCalm) for (const person of people) person.calm();
  let isWriting = true;
  const busy = async (person: Person, does: (person: Person) => void, mean: number) => {
    while (isWriting) {
      await pause(person.chance.span(mean));
      does(person);
      person.note();
    }
  };
  const writing = [busy(karen, lead, leaderRests), ...seats.map((seat) => busy(seat, act, rests))];
  const until = async (is: () => boolean) => {
    const end = performance.now() + patience;
    while (!is() && performance.now() < end) await pause(50);
  };

  process.on("message", async (message: "progress" | Settle) => {
    if (message === "progress") {
      const answered = people.reduce((sum, { answers }) => sum + answers.size, 0);
      // A page that is opened anew on purpose is no connection lost.
      const here = people.filter(({ snapshot }) => ["open", "connecting"].includes(snapshot().status)).length;
      return void process.send!({ answered, here, broken: faults.broken } satisfies Progress);
    }
    isWriting = false;
    await Promise.all(writing);
    for (const person of people) person.calm();
    // Copies that are still on their way come as well.
    await pause(9000);
    const isDone = (person: Person) => {
      const { status, unsaved, unsavedDrafts } = person.snapshot();
      return status === "open" && unsaved === 0 && unsavedDrafts === 0;
    };
    await until(() => people.every(isDone));
    for (const person of people) person.note();

    const pool = makePool(message.databaseUrl, () => undefined, 1);
    const db = makeDatabase(pool);
    const [journal, drafts] = await inOrganisation(db, message.organisationId, async (tx) => [
      await readJournal(tx, message.organisationId, meetingId),
      await tx
        .selectFrom("draft")
        .select(["owner", "roundId", "place", "content"])
        .where("meetingId", "=", meetingId)
        .execute(),
    ]);
    // What was committed last has been told to everybody.
    const newest =
      journal.findLast(({ events }) => events.some(({ set }) => Object.keys(set).length > 0))?.seq ?? 0;
    await until(() => people.every((person) => person.snapshot().seq >= newest));
    await pause(500);
    const answers = people.flatMap((person) => [...person.answers.values()]);
    const tried: Report["tried"] = {
      ...faults,
      "people who wrote": seats.length,
      acknowledged: answers.filter((answer) => answer === "saved").length,
      refused: answers.filter((answer) => answer === "refused").length,
      "entries in the journal": journal.length,
    };
    const lost = check(people, journal, drafts);
    for (const person of people) person.leave();
    await db.destroy();
    process.send!({ tried, lost } satisfies Report, () => process.exit(0));
  });
  await until(() => people.every((person) => person.snapshot().status === "open"));
  process.send!("ready");
}

const [task] = (await once(process, "message")) as [Task];
await run(task);
