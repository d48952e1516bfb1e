// The product in one process, with a leader signed in and a meeting that stands at its wall.
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { WebSocket } from "ws";
import { connect, type Unsent } from "#meeting/connection.ts";
import { makeHall } from "#meeting/hall.ts";
import { attachLive } from "#meeting/live.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { startThrowaway } from "#platform/database/embedded.ts";
import { inOrganisation, makeDatabase } from "#platform/database/index.ts";
import { migrate } from "#platform/database/migrate.ts";
import { makePool } from "#platform/database/pool.ts";
import { newId } from "#platform/id.ts";
import { makeLogger } from "#platform/logger.ts";
import { makeApp } from "../../src/app.ts";
import { configFor } from "../../src/testing/config.ts";

export async function openProduct() {
  const embedded = await startThrowaway();
  const pool = makePool(embedded.url, () => undefined, 10);
  await migrate(pool);
  const db = makeDatabase(pool);
  const logger = makeLogger("error");
  const now = () => new Date();
  const config = configFor(embedded.url, {
    ...{ baseUrl: "", logLevel: "error", builtFolder: join(import.meta.dirname, "../../dist/browser") },
  });
  const hall = makeHall({ db, pool, logger, now });
  let app: ReturnType<typeof makeApp>;
  const http = await new Promise<Server>((listening) => {
    const server = serve({ fetch: (...of) => app.fetch(...of), port: 0, hostname: "127.0.0.1" }, () =>
      listening(server as Server),
    );
  });
  config.baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const identity = makeIdentity(db, config, async () => undefined);
  app = makeApp({ db, pool, config, identity, logger, hall, now });
  const live = attachLive(http, { db, config, identity, hall, logger, now });

  let cookie = "udlev-language=da";
  async function ask(path: string, body?: object) {
    const response = await fetch(`${config.baseUrl}/api${path}`, {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie, origin: config.baseUrl, "content-type": "application/json" },
    });
    for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
  await ask("/organisation/first", {
    ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
    password: "en lang adgangskode",
  });
  const { organisation, roles } = await ask("/organisation/session");
  const { unitId } = roles.find((held: { unitId: string | null }) => held.unitId);
  const meetingId = newId();
  const meeting = { organisationId: organisation.id, id: meetingId, unitId, title: "Måling" };
  await inOrganisation(db, organisation.id, (tx) =>
    tx
      .insertInto("meeting")
      .values({ ...meeting, joinCode: "BENCH" })
      .execute(),
  );
  await ask(`/meeting/meetings/${meetingId}/open`, {});
  const karen = connect({
    ...{ url: `${config.baseUrl.replace("http", "ws")}/api/meeting/live`, storage: null },
    hello: { as: "leader", meetingId, locale: "da" },
    makeSocket: (url) =>
      new WebSocket(url, {
        headers: { cookie, origin: config.baseUrl },
      }) as unknown as globalThis.WebSocket,
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await pause(10);
  };
  await until(() => karen.snapshot().status === "open");
  const does = async (command: Unsent) => {
    const id = karen.send(command);
    await until(() => karen.snapshot().waiting.every((each) => each.id !== id));
    const refused = karen.snapshot().refusals[id];
    if (refused) throw new Error(`${command.type}: ${refused.reason}`);
  };
  const wall = Object.values(karen.snapshot().room.stages).find(({ kind }) => kind === "wall")!;
  await does({ type: "stage.go", stageId: wall.id, roundId: newId() });
  return {
    address: `${config.baseUrl}/meetings/${meetingId}/lead`,
    cookies: () =>
      cookie.split("; ").map((pair) => {
        const [name, value] = pair.split("=") as [string, string];
        return { name, value, url: config.baseUrl };
      }),
    /** A new round of the wall with so many notes, most of them in six clusters. */
    async hang(count: number): Promise<void> {
      const roundId = newId();
      await does({ type: "round.open", stageId: wall.id, roundId, mode: "named" });
      const notes = Array.from({ length: count }, (_, number) => ({
        noteId: newId(),
        text: `Vi ringer tilbage samme dag og siger, hvem der har sagen nu (${number})`.slice(
          0,
          30 + (number % 40),
        ),
      }));
      for (let from = 0; from < count; from += 500)
        await does({ type: "wall.paste", roundId, notes: notes.slice(from, from + 500) });
      const each = Math.floor(count / 7);
      for (let cluster = 0; cluster < 6; cluster++) {
        const noteIds = notes.slice(cluster * each, (cluster + 1) * each).map(({ noteId }) => noteId);
        const name = `Klynge ${cluster + 1}`;
        await does({ type: "wall.gather", roundId, clusterId: newId(), name, noteIds });
      }
    },
    async close() {
      karen.close();
      live.close();
      http.close();
      http.closeAllConnections();
      await db.destroy();
      await embedded.stop();
    },
  };
}
