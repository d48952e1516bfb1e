import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connection } from "#meeting/connection.ts";
import { newId } from "#platform/id.ts";
import { connected, does } from "./connected.ts";
import { until } from "./harness.ts";

/** How many write, and how often the server is killed under them: more by hand than on every run. */
const people = Number(process.env.PEOPLE ?? 20);
const kills = Number(process.env.KILLS ?? 1);
const betweenKills = 5 * people;

const dataDir = mkdtempSync(join(tmpdir(), "udlev-killed-"));
let baseUrl = "";
let server: ChildProcess;
let cookie = "udlev-language=da";

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

/** The product as `npm start` starts it, in a process of its own. */
async function start(): Promise<void> {
  server = spawn(process.execPath, [fileURLToPath(new URL("../src/main.ts", import.meta.url))], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, LOG_LEVEL: "error" },
      ...{ PORT: new URL(baseUrl).port, BASE_URL: baseUrl },
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  await until("the server", () =>
    fetch(`${baseUrl}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

async function kill(): Promise<void> {
  const gone = once(server, "exit");
  server.kill("SIGKILL");
  await gone;
}

async function ask(path: string, body?: object) {
  const response = await fetch(`${baseUrl}/api${path}`, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { cookie, origin: baseUrl, "content-type": "application/json" },
  });
  for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
  return response.json();
}

beforeAll(async () => {
  baseUrl = `http://127.0.0.1:${await freePort()}`;
  await start();
}, 120_000);
afterAll(async () => {
  const gone = once(server, "exit");
  server.kill("SIGTERM");
  await gone;
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** Notes as a view shows them, so that two views can be laid beside each other. */
const wallOf = (view: Connection): string[] =>
  Object.values(view.snapshot().room.notes)
    .map(({ id, text, rank, wallId, clusterId }) => JSON.stringify({ id, text, rank, wallId, clusterId }))
    .sort();
/** A person who writes: her commands by id, the text of each, and which of them she was told are saved. */
type Writer = { view: Connection; sent: Map<string, string>; count: number };
const saved = ({ view, sent }: Writer): string[] => {
  const waiting = new Set(view.snapshot().waiting.map(({ id }) => id));
  return [...sent].flatMap(([id, text]) => (waiting.has(id) ? [] : [text]));
};

test(
  `a server that is killed under ${people} who write loses nothing that it said was saved, and counts nothing twice`,
  async () => {
    await ask("/organisation/first", {
      ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
      password: "en lang adgangskode",
    });
    const { roles } = await ask("/organisation/session");
    const unitId = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
    await ask("/values", { name: "Nærvær", meaning: "", colour: "ocean", mark: "circle" });
    const { id: journeyId } = await ask("/guide/journeys", { unitId });
    const { id: meetingId } = await ask(`/preparation/journeys/${journeyId}/meetings`, {});
    await ask(`/meeting/meetings/${meetingId}/open`, {});
    const { joinCode: code } = await ask(`/meeting/meetings/${meetingId}`);
    const asLeader = { as: "leader", meetingId, locale: "da" } as const;
    const karen = await connected(baseUrl, asLeader, cookie);
    const wall = Object.values(karen.snapshot().room.stages).find(({ kind }) => kind === "wall")!;
    const roundId = newId();
    await does(karen, { type: "stage.go", stageId: wall.id, roundId });
    const writers: Writer[] = await Promise.all(
      Array.from({ length: people }, async (_, place) => {
        const { token } = await ask("/meeting/join", { code, names: [`Deltager ${place}`] });
        const view = await connected(baseUrl, { as: "seat", token, locale: "da" });
        return { view, sent: new Map<string, string>(), count: 0 };
      }),
    );
    let isWriting = true;
    const writing = writers.map(async (writer, place) => {
      while (isWriting) {
        // Each on top of what is saved, never more than a few ahead: people write through the lost connection as well.
        if (writer.view.snapshot().waiting.length < 5) {
          const text = `${place}-${++writer.count}`;
          const id = writer.view.send({ type: "note.add", roundId, noteId: newId(), text });
          writer.sent.set(id, text);
        }
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 300));
      }
    });
    const written = () => writers.flatMap(saved).length;

    for (let round = 1; round <= kills; round++) {
      const before = written();
      await until("more notes", () => written() >= before + betweenKills);
      const promised = writers.flatMap(saved);
      await kill();
      await start();
      const fresh = await connected(baseUrl, asLeader, cookie);
      const there = new Set(Object.values(fresh.snapshot().room.notes).map(({ text }) => text));
      expect(promised.filter((text) => !there.has(text))).toEqual([]);
      fresh.close();
      await until("everybody is back", () => writers.every(({ view }) => view.snapshot().status === "open"));
    }

    isWriting = false;
    await Promise.all(writing);
    await until("all is saved", () => writers.every(({ view }) => view.snapshot().unsaved === 0));
    expect(writers.flatMap(({ view }) => Object.values(view.snapshot().refusals))).toEqual([]);
    const fresh = await connected(baseUrl, asLeader, cookie);
    const texts = Object.values(fresh.snapshot().room.notes).map(({ text }) => text);
    expect(texts.sort()).toEqual(writers.flatMap(({ sent }) => [...sent.values()]).sort());
    const truth = wallOf(fresh);
    for (const { view } of [...writers, { view: karen }])
      await until("every view stands where the journal does", () => wallOf(view).join() === truth.join());
    console.log(`${kills} kills under ${people}: ${texts.length} notes, each of them once`);
    for (const view of [fresh, karen, ...writers.map((each) => each.view)]) view.close();
  },
  60_000 + kills * 90_000,
);
