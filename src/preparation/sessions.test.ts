import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let unitId: string;
let first: string;

const mailOf = (name: string) => `${name.toLowerCase()}@nordvarme.example`;
const crew = ["Anna", "Bo", "Carla", "Dan", "Eva", "Finn"];
beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  for (const name of crew)
    await leader("POST", "/api/organisation/people", {
      ...{ name, email: mailOf(name), locale: "da", roles: [{ role: "employee", unitId }] },
    });
});
afterAll(() => server.close());
beforeEach(async () => {
  const { body } = await leader("POST", "/api/guide/journeys", { unitId });
  first = (await leader("POST", `/api/preparation/journeys/${body.id}/meetings`)).body.id;
});

const at = (id: string, path = "") => `/api/preparation/meetings/${id}${path}`;
const plan = async (id: string) => (await leader("GET", at(id))).body;
const sessions = async (id = first) => (await leader("GET", at(id, "/sessions"))).body;
const names = async (id: string) => (await plan(id)).participants.map(({ name }: { name: string }) => name);
const hold = (startsAtLocal: string, more: object = {}) =>
  leader("POST", at(first, "/sessions"), { startsAtLocal, place: "Kantinen", ...more });
const send = async (id: string) => leader("POST", at(id, "/send"), { version: (await plan(id)).version });
const move = async (from: string, name: string, to: string) => {
  const { id } = (await plan(from)).participants.find((each: { name: string }) => each.name === name);
  return leader("POST", at(from, `/participants/${id}/moved`), { to });
};
const calendarOf = async (name: string) => {
  const [mail] = await server.mailsTo(mailOf(name));
  const content = mail!.content as unknown as { subject: string; text: string };
  return JSON.stringify(content);
};

test("a plan stands alone until it is held once more: then agenda, slides and message are the same, time and place its own", async () => {
  expect(await sessions()).toMatchObject([{ id: first, participants: crew.length }]);
  const { id } = (await hold("2031-03-03T19:00")).body;
  const [one, two] = [await plan(first), await plan(id)];
  expect(two).toMatchObject({ startsAtLocal: "2031-03-03T19:00", place: "Kantinen", participants: [] });
  expect(two).toMatchObject({ title: one.title, minutes: one.minutes, slides: one.slides });
  const bare = ({ agenda }: { agenda: { title: string; minutes: number }[] }) =>
    agenda.map(({ title, minutes }) => [title, minutes]);
  expect(bare(two)).toEqual(bare(one));
  expect(two.joinCode).not.toBe(one.joinCode);
  expect((await sessions(id)).map((each: { id: string }) => each.id).sort()).toEqual([first, id].sort());
});

test("an hour that does not exist in March is refused beside its field, and nothing is added", async () => {
  const refused = await hold("2031-03-30T02:30");
  expect(refused.body.type).toBe("/problems/hourMissing");
  expect(refused.body.errors).toMatchObject([{ field: "startsAtLocal" }]);
  expect(await sessions()).toHaveLength(1);
});

test("participants are divided evenly, each comes once, and whoever is added from the unit is nobody who comes elsewhere", async () => {
  const { id } = (await hold("2031-03-03T19:00")).body;
  const both = await Promise.all([
    leader("POST", at(first, "/sessions/divided")),
    leader("POST", at(id, "/sessions/divided")),
  ]);
  expect(both.map(({ body }) => body.moved).sort()).toEqual([0, 3]);
  const all = [...(await names(first)), ...(await names(id))];
  expect(all.sort()).toEqual(crew);
  expect((await leader("POST", at(id, "/participants"), { who: "unit" })).body).toEqual({ added: 0 });
});

test("who is moved after being invited is told off by the one session and invited to the other, with a calendar object of its own", async () => {
  await leader("PATCH", at(first), {
    startsAtLocal: "2031-03-03T13:00",
    version: (await plan(first)).version,
  });
  await send(first);
  const { id } = (await hold("2031-03-03T19:00")).body;
  expect((await move(first, "Anna", id)).status).toBe(200);
  expect((await plan(first)).withdrawn).toEqual([{ name: "Anna" }]);
  expect((await send(id)).body.sent).toBe(1);
  const invited = await calendarOf("Anna");
  expect(invited).toContain(id);
  expect(invited).toMatch(/METHOD:REQUEST|method.{0,6}request/iu);
  expect((await send(first)).body.sent).toBe(1);
  const cancelled = await calendarOf("Anna");
  expect(cancelled).toContain(first);
  expect(cancelled).toMatch(/METHOD:CANCEL|method.{0,6}cancel/iu);
  // Nobody is moved to a meeting that is off, or to another plan's.
  const off = { message: "", version: (await plan(id)).version };
  await leader("POST", at(id, "/cancel"), off);
  expect((await move(first, "Bo", id)).body.type).toBe("/problems/sessionUnknown");
});

test("a plan that was changed in one session is told as different in the others, and is theirs in one click", async () => {
  const { id } = (await hold("2031-03-03T19:00")).body;
  const { agenda, version } = await plan(first);
  await leader("PUT", at(first, "/agenda"), { items: agenda.slice(1), version });
  const differs = async () =>
    (await sessions()).find((each: { id: string }) => each.id === id).differs as boolean;
  expect(await differs()).toBe(true);
  expect((await leader("POST", at(first, "/sessions/aligned"))).body).toEqual({ aligned: 1 });
  expect(await differs()).toBe(false);
  expect((await plan(id)).agenda).toHaveLength(agenda.length - 1);
  expect((await plan(id)).startsAtLocal).toBe("2031-03-03T19:00");
});

test("what only the leader can see to is ticked by hand, and unticked", async () => {
  const tick = (task: string, isDone: boolean) => leader("PUT", at(first, "/ready"), { task, isDone });
  await Promise.all([tick("room", true), tick("papers", true), tick("room", true)]);
  expect((await plan(first)).ready).toEqual(["papers", "room"]);
  expect((await tick("papers", false)).body).toEqual({ ready: ["room"] });
  expect((await tick("slides", true)).status).toBe(422);
});
