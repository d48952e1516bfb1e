import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Connection, connect } from "#meeting/connection.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { type TestDatabase, testDatabase } from "#platform/database/testing.ts";
import { newId } from "#platform/id.ts";
import { queueMail } from "#platform/mail/index.ts";
import { type Broker, broker, hasBroker } from "./testing/broker.ts";
import { postOffice } from "./testing/postOffice.ts";

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

async function until(what: string, is: () => unknown): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Node = { url: string; process: ChildProcess };

/** The product as `npm start` starts it: two of these on one database are two processes on two ports. */
async function startNode(env: Record<string, string>): Promise<Node> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = spawn(process.execPath, [fileURLToPath(new URL("./main.ts", import.meta.url))], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: "warn", PORT: String(port) },
      ...{ BASE_URL: "http://127.0.0.1", SECRET: "a secret for several servers, all alike", ...env },
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return { url, process: started };
}

describe.each([
  ["the database", false],
  ["a broker (Redis)", true],
] as const)("two servers on one database that hear one another by %s", (_by, isByBroker) => {
  let database: TestDatabase;
  let office: Awaited<ReturnType<typeof postOffice>>;
  let middle: Broker | null = null;
  let [here, there] = [] as unknown as [Node, Node];
  let cookie = "udlev-language=da";
  const views: Connection[] = [];

  beforeAll(async () => {
    if (isByBroker && !hasBroker()) return;
    middle = isByBroker ? await broker() : null;
    [database, office] = await Promise.all([testDatabase(), postOffice()]);
    const env = {
      ...{ DATABASE_URL: database.url, SMTP_URL: office.url },
      ...(middle ? { REDIS_URL: middle.url } : {}),
    };
    [here, there] = await Promise.all([startNode(env), startNode(env)]);
    for (const { url } of [here, there])
      await until("both servers", () =>
        fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
  });
  afterAll(async () => {
    for (const view of views) view.close();
    for (const node of [here, there])
      if (node && node.process.exitCode === null && node.process.signalCode === null) {
        const gone = once(node.process, "exit");
        node.process.kill("SIGTERM");
        await gone;
      }
    await middle?.close();
    await office?.close();
    await database?.close();
  });

  async function ask(path: string, body?: object) {
    const response = await fetch(`${here.url}/api${path}`, {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie, origin: here.url, "content-type": "application/json" },
    });
    for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  /** A view as a phone has it, which is led to the first of these servers that takes it, as by a load balancer. */
  function view(hello: Parameters<typeof connect>[0]["hello"], servers: Node[]): Connection {
    let tries = 0;
    const made = connect({
      ...{ url: "", hello, storage: null },
      makeSocket: () => {
        const { url } = servers[tries++ % servers.length]!;
        const headers = { origin: url, cookie };
        const socket = new WebSocket(`${url.replace("http", "ws")}/api/meeting/live`, { headers });
        socket.on("error", () => {});
        return socket as unknown as globalThis.WebSocket;
      },
    });
    views.push(made);
    return made;
  }

  test.skipIf(isByBroker && !hasBroker())(
    "who is there counts over both, work is done once, and one that dies costs those who were there a reconnect and nobody a word",
    async () => {
      await ask("/organisation/first", {
        ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
        password: "en lang adgangskode",
      });
      const session = await ask("/organisation/session");
      const unitId = session.roles.find((held: { unitId: string | null }) => held.unitId).unitId;
      await ask("/values", { name: "Nærvær", meaning: "", colour: "ocean", mark: "circle" });
      const { id: journeyId } = await ask("/guide/journeys", { unitId });
      const { id: meetingId } = await ask(`/preparation/journeys/${journeyId}/meetings`, {});
      await ask(`/meeting/meetings/${meetingId}/open`, {});
      const { joinCode: code } = await ask(`/meeting/meetings/${meetingId}`);
      const tokens: string[] = [];
      for (const name of ["Anna", "Bo", "Carla", "Dan"])
        tokens.push((await ask("/meeting/join", { code, names: [name] })).token);

      const karen = view({ as: "leader", meetingId, locale: "da" }, [here]);
      const seat = (token: string, servers: Node[]) => view({ as: "seat", token, locale: "da" }, servers);
      const stay = tokens.slice(0, 2).map((token) => seat(token, [here]));
      const move = tokens.slice(2).map((token) => seat(token, [there, here]));
      const everybody = [karen, ...stay, ...move];
      const presence = () => karen.snapshot().presence;
      await until("everybody", () => everybody.every((each) => each.snapshot().status === "open"));
      await until("four who are there", () => presence()?.connected === 4);

      const wall = Object.values(karen.snapshot().room.stages).find(({ kind }) => kind === "wall")!;
      const roundId = newId();
      karen.send({ type: "stage.go", stageId: wall.id, roundId });
      await until("the wall", () => everybody.every((each) => each.snapshot().room.rounds[roundId]));
      move[0]!.done(roundId, true);
      stay[0]!.done(roundId, true);
      await until("two who are done, one at each server", () => presence()?.done === 2);
      expect(Object.values(presence()?.seats ?? {}).filter(({ isDone }) => isDone)).toHaveLength(2);

      const organisationId: string = session.organisation.id;
      const addresses = Array.from({ length: 30 }, (_, at) => `modtager${at}@nordvarme.example`);
      await inOrganisation(database.db, organisationId, async (tx) => {
        for (const email of addresses)
          await queueMail(tx, {
            ...{ organisationId, to: { name: "Modtager", email }, kind: "test" },
            ...{ subject: "Prøve", text: "Prøve" },
          });
      });
      await until("the mails", () => addresses.every((email) => office.to(email).length > 0));
      expect(addresses.map((email) => office.to(email).length)).toEqual(addresses.map(() => 1));

      const drops = stay.map((each) => {
        let count = 0;
        each.subscribe(() => {
          if (each.snapshot().status !== "open") count++;
        });
        return () => count;
      });
      const written: string[] = [];
      const write = (count: number) => {
        for (const each of [...stay, ...move])
          for (let left = count; left > 0; left--) {
            const text = `seddel ${written.length}`;
            written.push(text);
            each.send({ type: "note.add", roundId, noteId: newId(), text });
          }
      };
      write(5);
      const gone = once(there.process, "exit");
      there.process.kill("SIGKILL");
      write(5);
      await gone;
      write(5);
      await until("everybody who was there to be here", () =>
        everybody.every((each) => each.snapshot().status === "open" && each.snapshot().unsaved === 0),
      );
      const texts = (each: Connection) => Object.values(each.snapshot().room.notes).map(({ text }) => text);
      await until("all of it with everybody", () =>
        everybody.every((each) => texts(each).length >= written.length),
      );
      for (const each of everybody) expect(texts(each).sort()).toEqual([...written].sort());
      expect(drops.map((count) => count())).toEqual([0, 0]);
      await until(
        "all four again, and who is done",
        () => presence()?.connected === 4 && presence()?.done === 2,
      );
    },
  );
});
