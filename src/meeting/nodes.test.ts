import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { makeHall } from "./hall.ts";
import { readJournal } from "./journal.store.ts";
import { attachLive } from "./live.ts";
import { meetingUnit } from "./testing/unit.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

test("two servers on one database: what is written at one is seen at once by those who look on at the other", async () => {
  const here = await unit.hall.join();
  expect(here.areThere()).toBe(false);
  const { id, code } = await unit.plan();
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  const stageId = Object.values(room.stages).find(({ kind }) => kind === "dialogue")!.id;
  const roundId = newId();
  await karen.act({ type: "round.open", stageId, roundId, mode: "named" });
  await karen.act({ type: "round.reveal", roundId });
  const anna = await unit.joined(code, ["Anna"]);

  const hall = makeHall(unit.parts);
  const http = createServer(getRequestListener(unit.app.fetch)).listen(0, "127.0.0.1");
  await once(http, "listening");
  const live = attachLive(http, { ...unit.parts, hall });
  const there = await hall.join();
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const bo = await unit.socket({ as: "seat", token: (await unit.joined(code, ["Bo"])).token }, {}, address);
  await bo.welcome();

  const write = (socket: typeof bo, text: string) =>
    socket.act({ type: "note.add", roundId, noteId: newId(), text });
  const saved = await Promise.all(
    Array.from({ length: 20 }, (_, count) => write(count % 2 ? bo : anna, `seddel ${count}`)),
  );
  expect(new Set(saved)).toEqual(new Set(["saved"]));
  expect([here.areThere(), there.areThere()]).toEqual([true, true]);
  for (const each of [karen, anna, bo]) {
    await each.seen(() => Object.keys(each.room().notes).length === 20);
    expect(each.room().notes).toEqual(karen.room().notes);
  }
  const journal = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    readJournal(tx, unit.organisationId, id),
  );
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, place) => place + 1));

  // The big screen hangs on the one server, the leader's console on the other.
  const ole = await unit.socket({ as: "leader", meetingId: id }, { cookie: unit.leader.cookie() }, address);
  await ole.welcome();
  const screen = await unit.console(id, "screen");
  await screen.welcome();
  const at = { type: "pages", page: 1, count: 3, isHeld: false } as const;
  screen.send(at);
  for (const console of [karen, ole])
    expect(await console.seen((frame) => frame.type === "pages" && frame)).toEqual(at);
  ole.send({ ...at, page: 2, isHeld: true });
  expect(await screen.seen((frame) => frame.type === "pages" && frame)).toEqual({
    ...at,
    ...{ page: 2, isHeld: true },
  });
  // A console that comes later hears of it as well: the screen is told that somebody has come.
  await screen.seen(({ type }) => type === "presence");
  const came = screen.frames.length;
  const late = await unit.socket({ as: "leader", meetingId: id }, { cookie: unit.leader.cookie() }, address);
  await late.welcome();
  await screen.seen((frame) => screen.frames.indexOf(frame) >= came && frame.type === "presence");
  expect(anna.frames.filter(({ type }) => type === "pages")).toEqual([]);

  live.close();
  http.close();
  http.closeAllConnections();
  await there.close();
  await here.close();
});
