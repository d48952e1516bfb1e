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
      ...{
        name,
        email: mailOf(name),
        locale: name === "Finn" ? "en" : "da",
        roles: [{ role: "employee", unitId }],
      },
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

type Content = { subject: string; text: string; calendar?: { method: string; content: string } };
const mailsTo = async (name: string) =>
  (await server.mailsTo(mailOf(name))).map(({ content }) => content as unknown as Content);
const visit = (path: string, form?: Record<string, string>) =>
  server.app.request(`http://localhost${path}`, {
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
    headers: { origin: "http://localhost" },
  }) as Promise<Response>;
const replyIn = async (id: string, name: string) =>
  (await plan(id)).participants.find((each: { name: string }) => each.name === name)?.reply;
const choose = async (link: string, session: string) => (await visit(`${link}/session`, { session })).status;
const offer = (seats: { id: string; seats: number | null }[], isOn = true) =>
  leader("PUT", at(first, "/sessions/choice"), { isOn, seats });

/** Everybody is invited to the first of two sessions, and may choose the other; her link. */
async function invitedWithChoice(seats: number | null) {
  const version = (await plan(first)).version;
  await leader("PATCH", at(first), { startsAtLocal: "2031-03-03T13:00", version });
  const { id } = (await hold("2031-03-03T19:00")).body;
  await offer([{ id, seats }]);
  await send(first);
  const linkOf = async (name: string) =>
    (await mailsTo(name)).flatMap(({ text }) => text.match(/\/rsvp\/[\w-]+/u) ?? [])[0]!;
  return { id, linkOf };
}

test("a participant chooses her session herself: the old entry is taken out, the new one put in, and her link leads there", async () => {
  const { id, linkOf } = await invitedWithChoice(null);
  const [invited] = await mailsTo("Anna");
  expect(invited!.text).toContain("Passer tidspunktet dig ikke, kan du vælge et andet samme sted.");
  const link = await linkOf("Anna");
  expect(await (await visit(link)).text()).toContain("Hellere et andet tidspunkt?");
  // Opened, and nothing is chosen by that; nothing ticked, or made up, says so.
  expect(await choose(link, "")).toBe(422);
  expect(await choose(link, crypto.randomUUID())).toBe(409);
  expect(await names(id)).toEqual([]);

  const before = (await mailsTo("Anna")).length;
  expect(await Promise.all([choose(link, id), choose(link, id)])).toEqual([303, 303]);
  expect([await replyIn(first, "Anna"), await replyIn(id, "Anna")]).toEqual([undefined, "yes"]);
  const [chosen, left, ...rest] = await mailsTo("Anna");
  expect(rest).toHaveLength(before);
  expect(left!.calendar).toMatchObject({ method: "CANCEL" });
  expect(left!.calendar!.content).toMatch(new RegExp(`UID:${first}@[^]*SEQUENCE:1[^]*STATUS:CANCELLED`, "u"));
  expect(chosen!.calendar).toMatchObject({ method: "REQUEST" });
  expect(chosen!.calendar!.content.replaceAll("\r\n ", "")).toMatch(
    new RegExp(`UID:${id}@[^]*PARTSTAT=ACCEPTED[^]*STATUS:CONFIRMED`, "u"),
  );
  // The leader has told nobody anything by this, and has nobody left to tell.
  expect(await plan(first)).toMatchObject({ withdrawn: [], changed: [] });
  expect((await (await visit(link)).text()).includes("19.00")).toBe(true);
  expect(await linkOf("Anna")).toBe(link);

  // And back again: above every entry that she has had.
  expect(await choose(link, first)).toBe(303);
  const [back] = await mailsTo("Anna");
  expect(back!.calendar!.content).toMatch(new RegExp(`UID:${first}@[^]*SEQUENCE:2`, "u"));
  expect(await names(id)).toEqual([]);
});

test("moved by the leader her link shows what she was told until she is told of the other; every entry is above the last", async () => {
  const { id, linkOf } = await invitedWithChoice(null);
  const third = (await hold("2031-03-04T10:00")).body.id;
  const link = await linkOf("Anna");
  const shown = async () => (await (await visit(link)).text()).match(/\d\d\.\d\d–\d\d\.\d\d/u)?.[0];
  const told = await shown();
  const sequenceOf = async (meeting: string) => {
    const mails = await mailsTo("Anna");
    const last = mails.find(({ calendar }) => calendar?.content.includes(`UID:${meeting}@`));
    return [last!.calendar!.method, Number(/SEQUENCE:(\d+)/u.exec(last!.calendar!.content)![1])];
  };
  expect((await move(first, "Anna", id)).status).toBe(200);
  // Nobody has told her anything: what she answers is answered to what she knows.
  expect(await shown()).toBe(told);
  expect((await visit(link, { reply: "maybe" })).status).toBe(303);
  expect(await move(id, "Anna", first)).toMatchObject({ status: 200 });
  expect(await replyIn(first, "Anna")).toBe("maybe");

  await move(first, "Anna", id);
  await send(id);
  expect(await shown()).toMatch(/^19\.00/u);
  // And on to the third before the first two have told her that she is not expected there.
  await move(id, "Anna", third);
  await send(third);
  await send(first);
  await send(id);
  expect(await shown()).toMatch(/^10\.00/u);
  expect(await linkOf("Anna")).toBe(link);
  const [left] = [await sequenceOf(first)];
  expect(left).toEqual(["CANCEL", 1]);
  await move(third, "Anna", first);
  await send(first);
  expect(await sequenceOf(first)).toEqual(["REQUEST", 2]);
  expect(await names(third)).toEqual([]);
});

test("what the guide called a point of the agenda each reads in her language; what the leader called it is hers", async () => {
  const { agenda, version } = await plan(first);
  const items = [agenda[0], { ...agenda[1], title: "Karens billeder" }, ...agenda.slice(2)];
  await leader("PUT", at(first, "/agenda"), { items, version });
  const { linkOf } = await invitedWithChoice(null);
  const [[toAnna], [toFinn]] = [await mailsTo("Anna"), await mailsTo("Finn")];
  expect([agenda[0].title, toAnna!.text.includes("Velkomst")]).toEqual(["Velkomst", true]);
  for (const told of [
    toFinn!.text,
    toFinn!.calendar!.content,
    await (await visit(await linkOf("Finn"))).text(),
  ]) {
    expect(told).toContain("Welcome");
    expect(told).not.toContain("Velkomst");
    expect(told).toContain("Karens billeder");
  }
});

test("of two who want the last place one gets it; who gives hers up and comes after all asks for it anew", async () => {
  const { id, linkOf } = await invitedWithChoice(1);
  const [anna, bo] = [await linkOf("Anna"), await linkOf("Bo")];
  const both = await Promise.all([choose(anna, id), choose(bo, id)]);
  expect(both.toSorted()).toEqual([303, 409]);
  const [inside, outside] = both[0] === 303 ? [anna, bo] : [bo, anna];
  expect(await (await visit(outside)).text()).toContain("Der er fyldt op");
  expect((await sessions()).map(({ left }: { left: number | null }) => left)).toEqual([null, 0]);
  expect((await visit(inside, { reply: "no" })).status).toBe(303);
  expect(await choose(outside, id)).toBe(303);
  const late = await visit(inside, { reply: "yes" });
  expect(late.status).toBe(409);
  expect(await late.text()).toContain("Din plads er gået til en anden");
});

test("where hers is called off, the others are offered in the mail that says so, and she is told off only once", async () => {
  const { id, linkOf } = await invitedWithChoice(null);
  const link = await linkOf("Carla");
  await leader("POST", at(first, "/cancel"), { message: "", version: (await plan(first)).version });
  const [off] = await mailsTo("Carla");
  expect(off!.text).toContain("Mødet holdes også på andre tidspunkter.");
  expect(off!.text).toContain(link);
  expect(await choose(link, id)).toBe(303);
  const [chosen, before] = await mailsTo("Carla");
  expect(chosen!.calendar).toMatchObject({ method: "REQUEST" });
  expect(before).toEqual(off);
  expect(await names(id)).toEqual(["Carla"]);
});

test("where the leader has not asked for it, has taken it back, or another plan is meant, nothing is offered", async () => {
  const { id, linkOf } = await invitedWithChoice(null);
  const link = await linkOf("Dan");
  await offer([], false);
  expect(await (await visit(link)).text()).not.toContain("Hellere et andet tidspunkt");
  expect(await choose(link, id)).toBe(409);
  const { body } = await leader("POST", "/api/guide/journeys", { unitId });
  const other = (await leader("POST", `/api/preparation/journeys/${body.id}/meetings`)).body.id;
  const refused = await offer([{ id: other, seats: 3 }]);
  expect(refused.body).toMatchObject({ type: "/problems/sessionUnknown", errors: [{ field: "seats.0" }] });
  expect((await offer([{ id, seats: 0 }])).status).toBe(422);
});
