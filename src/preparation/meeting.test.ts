import ICAL from "ical.js";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Config } from "#platform/config.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { makeLogger } from "#platform/logger.ts";
import { mailJobs } from "#platform/mail/deliver.ts";
import { deliverMailJob } from "#platform/mail/index.ts";
import { postOffice } from "../testing/postOffice.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { remind } from "./send.store.ts";

let server: TestServer;
let office: Awaited<ReturnType<typeof postOffice>>;
let leader: ReturnType<TestServer["browser"]>;
let organisationId: string;
let unitId: string;
let journeyId: string;
let path: string;
let meetingId: string;
const nobody = "00000000-0000-4000-8000-000000000000";

beforeAll(async () => {
  server = await testServer();
  office = await postOffice();
  ({ leader, unitId } = await server.firstLeader());
  for (const name of ["Anna", "Bo", "Carl"])
    await leader("POST", "/api/organisation/people", {
      name: `${name} Æble`,
      email: `${name.toLowerCase()}@nordvarme.example`,
      roles: [{ role: "employee", unitId }],
    });
  journeyId = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
  organisationId = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  const planned = await leader("POST", `/api/preparation/journeys/${journeyId}/meetings`);
  meetingId = planned.body.id;
  path = `/api/preparation/meetings/${meetingId}`;
});
afterAll(async () => {
  await office.close();
  await server.close();
});

afterEach(() => {
  vi.useRealTimers();
});

const plan = async () => (await leader("GET", path)).body;
const change = async (part: object) => leader("PATCH", path, { ...part, version: (await plan()).version });
const send = async () => leader("POST", `${path}/send`, { version: (await plan()).version });

/** Hands every queued mail to the mail server, as the job would. */
async function deliver(): Promise<void> {
  const config = { smtpUrl: office.url, mailFrom: "udlev@nordvarme.example" } as Config;
  const job = mailJobs(config)[deliverMailJob]!;
  const mails = await inOrganisation(server.db, organisationId, (tx) =>
    tx.selectFrom("mail").select("id").where("state", "=", "queued").execute(),
  );
  for (const { id } of mails)
    await job({ organisationId, id }, { db: server.db, config, logger: makeLogger("silent") });
}

/** The calendar object of the latest mail to somebody, as a calendar reads it; its raw lines are looked at first. */
function calendarFor(email: string) {
  const mail = office.to(email).at(-1)!;
  const part = mail.attachments.find(({ contentType }) => contentType.startsWith("text/calendar"))!;
  const raw = part.content.toString("utf8");
  expect(raw.endsWith("\r\n")).toBe(true);
  expect(raw).not.toMatch(/[^\r]\n/);
  for (const line of raw.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new ICAL.Component(ICAL.parse(raw));
  const vevent = calendar.getFirstSubcomponent("vevent")!;
  const event = new ICAL.Event(vevent);
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: event.uid,
    sequence: event.sequence,
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    summary: event.summary,
    location: event.location,
    status: vevent.getFirstPropertyValue("status"),
    organizer: vevent.getFirstPropertyValue("organizer"),
    attendees: event.attendees.map((attendee) => attendee.getFirstValue()),
  };
}
/** The link in the latest mail that has one; a cancellation has none. */
const linkIn = (email: string) =>
  office
    .to(email)
    .flatMap(({ text }) => text?.match(/\/rsvp\/[\w-]+/) ?? [])
    .at(-1)!;
const visit = (at: string, init?: RequestInit) =>
  server.app.request(`http://localhost${at}`, init) as Promise<Response>;
const answerBy = (at: string, form: Record<string, string>) =>
  visit(at, { method: "POST", body: new URLSearchParams(form), headers: { origin: "http://localhost" } });
const replyOf = async (name: string) =>
  (await plan()).participants.find((each: { name: string }) => each.name.startsWith(name))?.reply;

test("one click plans a meeting for the unit's people with an agenda from the guide, however often it is pressed", async () => {
  const again = await leader("POST", `/api/preparation/journeys/${journeyId}/meetings`);
  expect(again.body).toEqual({ id: meetingId, isNew: false });
  const planned = await plan();
  expect(planned.participants.map((each: { name: string }) => each.name)).toEqual([
    ...["Anna Æble", "Bo Æble", "Carl Æble"],
  ]);
  const stages = planned.agenda.map((item: { stage: string }) => item.stage);
  expect(stages.filter((stage: string) => stage === "dialogue")).toHaveLength(5);
  expect(planned.agenda[2].title).toBe("Hvad tænker du om overvejelserne?");
  expect(planned.obstacles).toEqual([]);
  expect(planned.joinCode).toMatch(/^[A-Z0-9]{6}$/);
});

test("the hour that does not exist in March is refused beside its field; of the hour that comes twice she chooses", async () => {
  const missing = await change({ startsAtLocal: "2027-03-28T02:30" });
  expect(missing.status).toBe(422);
  expect(missing.body.errors[0]).toEqual({
    field: "startsAtLocal",
    message: "Klokken 02:30 findes ikke den dag: Uret stilles frem. Vælg et andet tidspunkt.",
  });
  const twice = { startsAtLocal: "2027-10-31T02:30" };
  expect((await change(twice)).body.errors[0].field).toBe("whichHour");
  expect((await change({ ...twice, whichHour: "later" })).status).toBe(200);
  expect(await plan()).toMatchObject({
    startsAt: "2027-10-31T01:30:00.000Z",
    startsAtLocal: "2027-10-31T02:30",
  });
  for (const startsAtLocal of ["2027-02-30T10:00", "2027-02-01T25:00", "i morgen"])
    expect((await change({ startsAtLocal })).status).toBe(422);
});

test("of two who change the plan at once, the second is told and given what stands there", async () => {
  const { version } = await plan();
  const place = (name: string) => leader("PATCH", path, { place: name, version });
  const both = await Promise.all([place("Kantinen"), place("Lageret")]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = both.find(({ status }) => status === 409)!;
  expect(["Kantinen", "Lageret"]).toContain(lost.body.current.place);
});

test("the agenda is kept in the order it was given; nonsense in it is refused", async () => {
  const { agenda, version } = await plan();
  const turned = [...agenda].reverse();
  const saved = await leader("PUT", `${path}/agenda`, { items: turned, version });
  expect(saved.status).toBe(200);
  expect((await plan()).agenda).toEqual(turned);
  const stale = await leader("PUT", `${path}/agenda`, { items: agenda, version });
  expect(stale.status).toBe(409);
  const next = saved.body.version;
  const twice = [agenda[0], agenda[0]];
  expect((await leader("PUT", `${path}/agenda`, { items: twice, version: next })).status).toBe(422);
  for (const wrong of [{ minutes: 601 }, { minutes: -1 }, { title: "" }, { stage: "party" }, { id: "x" }])
    expect(
      (await leader("PUT", `${path}/agenda`, { items: [{ ...agenda[0], ...wrong }], version: next })).status,
    ).toBe(422);
  expect((await leader("POST", `${path}/agenda/suggested`, { version: next })).status).toBe(200);
  expect((await plan()).agenda[0].stage).toBe("lobby");
});

test("what the guide put into the agenda is read in each one's language; what was written by hand and what was not touched stay", async () => {
  const english = await server.signedInAs("karen@nordvarme.example", "en");
  const readIn = async (as: typeof leader) =>
    (await as("GET", path)).body.agenda.map((item: { title: string }) => item.title);
  const inDanish: string[] = await readIn(leader);
  const { agenda, version } = (await english("GET", path)).body;
  expect(agenda[2].title).toBe("What do you think of the considerations?");
  expect(
    agenda.filter(({ title }: { title: string }, place: number) => title !== inDanish[place]).length,
  ).toBe(agenda.length);
  const items = [{ ...agenda[0], title: "Coffee first" }, ...agenda.slice(1)];
  expect((await english("PUT", `${path}/agenda`, { items, version })).status).toBe(200);
  expect(await readIn(leader)).toEqual(["Coffee first", ...inDanish.slice(1)]);
  const next = (await plan()).version;
  await leader("POST", `${path}/agenda/suggested`, { version: next });
});

test("guests come by name and mail, once, and cannot lead; who is of the house can", async () => {
  const guest = { who: "guest", name: "Gitte Gæst", email: "GITTE@gaest.example" };
  expect((await leader("POST", `${path}/participants`, guest)).body).toEqual({ added: 1 });
  expect((await leader("POST", `${path}/participants`, guest)).body.errors[0].field).toBe("email");
  expect((await leader("POST", `${path}/participants`, { who: "unit" })).body).toEqual({ added: 0 });
  const { participants } = await plan();
  const idOf = (name: string) => participants.find((each: { name: string }) => each.name.startsWith(name)).id;
  const lead = (name: string) => leader("PATCH", `${path}/participants/${idOf(name)}`, { role: "coLeader" });
  expect((await lead("Gitte")).body.type).toBe("/problems/guestLeads");
  const anna = await server.signedInAs("anna@nordvarme.example");
  expect((await anna("GET", path)).status).toBe(404);
  expect((await lead("Anna")).status).toBe(200);
  expect((await anna("GET", path)).status).toBe(200);
});

test("the invitation arrives once, with a calendar object that a calendar accepts", async () => {
  await change({
    startsAtLocal: "2027-03-01T13:00",
    place: "Kantinen, 1. sal; æøå",
    message: "Tag jer tid. ".repeat(30),
  });
  expect((await leader("GET", `${path}/invitation`)).body.text).toContain(
    "mandag den 1. marts 2027 kl. 13.00–15.00",
  );
  expect((await send()).body).toMatchObject({ sent: 4 });
  expect((await send()).body.type).toBe("/problems/nothingToSend");
  await deliver();
  expect(office.to("bo@nordvarme.example")).toHaveLength(1);
  // Nothing is other than they were told: what she looks at is still the invitation.
  expect((await leader("GET", `${path}/invitation`)).body.subject).toMatch(/^Invitation: /);
  expect(calendarFor("bo@nordvarme.example")).toEqual({
    method: "REQUEST",
    uid: `${meetingId}@meeting.udlev`,
    sequence: 0,
    start: "2027-03-01T12:00:00.000Z",
    end: "2027-03-01T14:00:00.000Z",
    summary: "Værdierne, som kunderne mærker dem",
    location: "Kantinen, 1. sal; æøå",
    status: "CONFIRMED",
    organizer: "mailto:karen@nordvarme.example",
    attendees: ["MAILTO:bo@nordvarme.example"],
  });
  const [mail] = office.to("bo@nordvarme.example");
  expect(mail!.subject).toBe("Invitation: Værdierne, som kunderne mærker dem");
  expect(`${mail!.text}${mail!.html}`).not.toContain("undefined");
  // The way into the room and its code are in the mail and in the calendar alike.
  const { joinCode } = await plan();
  const room = new RegExp(`/m/${joinCode}\\?k=[\\w-]+`);
  expect(mail!.text).toMatch(room);
  expect(mail!.html).toMatch(room);
  expect(mail!.text).toContain(`Mødets kode: ${joinCode}`);
  const entry = mail!.attachments.find(({ contentType }) => contentType.startsWith("text/calendar"))!;
  expect(entry.content.toString("utf8").replaceAll("\r\n ", "")).toMatch(room);
  // Without the method in the part itself, Outlook shows no button to accept.
  const part = mail!.attachments.find(({ contentType }) => contentType === "text/calendar")!;
  expect(part.headers.get("content-type")).toMatchObject({ params: { method: "REQUEST" } });
});

test("whoever opens the link answers nothing; the answer counts once it is sent, and can be changed", async () => {
  const at = linkIn("bo@nordvarme.example");
  const page = await (await visit(`${at}?reply=yes`)).text();
  expect(page).toContain("Kantinen, 1. sal; æøå");
  expect(page).not.toMatch(/<script|src=/);
  expect(page).toMatch(/value="yes" checked/);
  await visit(at, { method: "HEAD" });
  expect(await replyOf("Bo")).toBe("none");
  const sent = await answerBy(at, { reply: "yes", lang: "en" });
  expect(sent.status).toBe(303);
  expect(await (await visit(sent.headers.get("location")!)).text()).toContain(
    "Your answer is saved: I am coming",
  );
  await answerBy(at, { reply: "maybe" });
  expect(await replyOf("Bo")).toBe("maybe");
  expect((await answerBy(at, { reply: "nonsense" })).status).toBe(422);
  expect((await visit(at, { method: "POST", body: "reply=no" })).status).toBe(422);
  const file = await visit(`${at}/invitation.ics`);
  expect(new ICAL.Component(ICAL.parse(await file.text())).getFirstPropertyValue("method")).toBe("PUBLISH");
});

test("a link that was made up is answered kindly, and in no other way than one that is gone", async () => {
  const madeUp = await visit("/rsvp/AAAAAAAAAAAAAAAAAAAAAA");
  expect([madeUp.status, await madeUp.text()]).toEqual([404, expect.stringContaining("Linket virker ikke")]);
  expect((await answerBy("/rsvp/%00%C3%A6", { reply: "yes" })).status).toBe(404);
  expect((await visit("/rsvp/x/invitation.ics")).status).toBe(404);
});

test("a changed place reaches all as an update of the same entry, and their answers stand", async () => {
  await change({ place: "Lageret" });
  expect((await plan()).changed).toEqual(["place"]);
  expect((await send()).body).toMatchObject({ sent: 4 });
  await deliver();
  expect(calendarFor("bo@nordvarme.example")).toMatchObject({
    ...{ method: "REQUEST", uid: `${meetingId}@meeting.udlev`, sequence: 1, location: "Lageret" },
  });
  expect(office.to("bo@nordvarme.example").at(-1)!.text).toContain("Ændret: sted.");
  expect(await replyOf("Bo")).toBe("maybe");
});

test("another time asks everybody anew", async () => {
  await change({ startsAtLocal: "2027-03-02T09:00" });
  await send();
  await deliver();
  expect(calendarFor("bo@nordvarme.example")).toMatchObject({
    sequence: 2,
    start: "2027-03-02T08:00:00.000Z",
  });
  expect(await replyOf("Bo")).toBe("none");
});

test("opened days before, it can still be moved and people come and go; agenda and name are the room's", async () => {
  const set = (state: "running" | "planned") =>
    inOrganisation(server.db, organisationId, (tx) =>
      tx.updateTable("meeting").set({ state }).where("id", "=", meetingId).execute(),
    );
  await set("running");
  expect((await change({ place: "Kantinen igen" })).status).toBe(200);
  expect((await change({ title: "Noget andet" })).body.errors).toMatchObject([{ field: "title" }]);
  const { version, agenda } = await plan();
  expect((await leader("PUT", `${path}/agenda`, { items: agenda, version })).body.type).toBe(
    "/problems/agendaInUse",
  );
  const guest = { who: "guest", name: "Sen", email: "sen@gaest.example" };
  expect((await leader("POST", `${path}/participants`, guest)).status).toBe(200);
  const { id } = (await plan()).participants.find(({ name }: { name: string }) => name === "Sen")!;
  expect((await leader("DELETE", `${path}/participants/${id}`)).status).toBe(200);
  expect((await plan()).changed).toEqual(["place"]);
  await change({ place: "Lageret" });
  await set("planned");
});

test("who is taken off the list is told, the others hear nothing of it; a newcomer is invited alone", async () => {
  const { participants } = await plan();
  const { id } = participants.find((each: { name: string }) => each.name.startsWith("Carl"));
  const back = { who: "guest", name: "Carl Æble", email: "carl@nordvarme.example" };
  await answerBy(linkIn("carl@nordvarme.example"), { reply: "yes" });
  await leader("DELETE", `${path}/participants/${id}`);
  // Taken back at once: she is who she was, with her answer, and nobody has anything to be told.
  await leader("POST", `${path}/participants`, back);
  expect(await replyOf("Carl")).toBe("yes");
  expect((await send()).body.type).toBe("/problems/nothingToSend");
  await leader("DELETE", `${path}/participants/${id}`);
  const guest = { who: "guest", name: "Ny Gæst", email: "ny@gaest.example" };
  await leader("POST", `${path}/participants`, guest);
  expect((await plan()).withdrawn).toEqual([{ name: "Carl Æble" }]);
  const before = office.to("bo@nordvarme.example").length;
  expect((await send()).body).toMatchObject({ sent: 2 });
  await deliver();
  expect(calendarFor("carl@nordvarme.example")).toMatchObject({
    method: "CANCEL",
    sequence: 3,
    status: "CANCELLED",
  });
  expect(calendarFor("ny@gaest.example")).toMatchObject({ method: "REQUEST", sequence: 3 });
  expect(office.to("bo@nordvarme.example")).toHaveLength(before);
});

test("people are reminded once, of the time that holds, and never of a meeting that is off", async () => {
  const at = (now: string) =>
    inOrganisation(server.db, organisationId, (tx) =>
      remind(tx, { organisationId, meetingId }, { config: server.config, now: new Date(now) }),
    );
  const reminders = () =>
    office.to("ny@gaest.example").filter(({ subject }) => subject!.startsWith("Påmindelse"));
  const due = async () => {
    const { rows } = await server.pool.query("select run_at from graphile_worker.jobs where key = $1", [
      `preparation.remind:${meetingId}`,
    ]);
    return rows.map(({ run_at }) => run_at.toISOString());
  };
  expect(await due()).toEqual(["2027-03-01T08:00:00.000Z"]);
  await answerBy(linkIn("bo@nordvarme.example"), { reply: "no" });
  await at("2027-03-01T07:00:00Z");
  await deliver();
  expect(reminders()).toHaveLength(0);
  await at("2027-03-01T08:00:00Z");
  await at("2027-03-01T08:01:00Z");
  await deliver();
  expect(reminders()).toHaveLength(1);
  expect(office.to("bo@nordvarme.example").some(({ subject }) => subject!.startsWith("Påmindelse"))).toBe(
    false,
  );
  // Moved, and nobody told: nobody is reminded of a time that no longer holds.
  await change({ startsAtLocal: "2027-03-09T09:00" });
  await at("2027-03-08T08:30:00Z");
  await deliver();
  expect(reminders()).toHaveLength(1);
  await send();
  expect(await due()).toEqual(["2027-03-08T08:00:00.000Z"]);
});

test("on the day the link leads into the meeting, and what is over takes no answer", async () => {
  const at = linkIn("ny@gaest.example");
  const { joinCode } = await plan();
  expect(await (await visit(at)).text()).not.toContain("/m/");
  vi.useFakeTimers({ now: new Date("2027-03-09T07:00:00Z"), toFake: ["Date"] });
  expect(await (await visit(at)).text()).toContain(`/m/${joinCode}?k=${at.split("/").at(-1)}`);
  vi.setSystemTime(new Date("2027-03-10T07:00:00Z"));
  expect((await answerBy(at, { reply: "yes" })).status).toBe(409);
});

test("a cancelled meeting leaves the calendars, and takes no change and no answer any more", async () => {
  await deliver();
  const { version } = await plan();
  const cancel = () => leader("POST", `${path}/cancel`, { message: "Vi finder en ny dag.", version });
  const both = await Promise.all([cancel(), cancel()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  await deliver();
  const mail = office.to("bo@nordvarme.example").at(-1)!;
  expect(mail.subject).toMatch(/^Aflyst: /);
  expect(mail.text).toContain("Vi finder en ny dag.");
  expect(calendarFor("bo@nordvarme.example")).toMatchObject({
    ...{ method: "CANCEL", uid: `${meetingId}@meeting.udlev`, sequence: 5, status: "CANCELLED" },
  });
  const at = linkIn("ny@gaest.example");
  expect(await (await visit(at)).text()).toContain("Mødet er aflyst.");
  expect((await answerBy(at, { reply: "yes" })).status).toBe(409);
  expect((await change({ place: "Andetsteds" })).status).toBe(409);
  expect((await leader("POST", `${path}/participants`, { who: "unit" })).status).toBe(409);
  expect((await send()).body.type).toBe("/problems/notPlanned");
});

test("a meeting that is not hers is not found, whatever she does with it", async () => {
  const bo = await server.signedInAs("bo@nordvarme.example");
  const calls: [string, string, object?][] = [
    ["GET", path],
    ["PATCH", path, { version: 1 }],
    ["PUT", `${path}/agenda`, { items: [], version: 1 }],
    ["POST", `${path}/participants`, { who: "unit" }],
    ["DELETE", `${path}/participants/${nobody}`],
    ["GET", `${path}/invitation`],
    ["GET", `${path}/calendar.ics`],
    ["POST", `${path}/send`, { version: 1 }],
    ["POST", `${path}/cancel`, { version: 1 }],
    ["POST", `/api/preparation/journeys/${journeyId}/meetings`],
  ];
  for (const [method, at, body] of calls)
    expect([at, (await bo(method, at, body)).status]).toEqual([at, 404]);
  expect((await leader("GET", `/api/preparation/meetings/${nobody}`)).status).toBe(404);
});
