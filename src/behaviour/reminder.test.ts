import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { remindOfActions } from "./reminder.store.ts";

const email = "karen@nordvarme.example";
let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let unitId: string;
let organisationId: string;
let personId: string;
beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  const session = (await leader("GET", "/api/organisation/session")).body;
  organisationId = session.organisation.id;
  personId = session.person.id;
});
afterAll(() => server.close());

const promise = async (title: string, dueOn: string | null, ownerPersonId: string | null = personId) =>
  (await leader("POST", "/api/behaviour/actions", { unitId, title, dueOn, ownerPersonId })).body.id as string;
/** In the early morning of the day. */
const morningOf = (day: string) =>
  inOrganisation(server.db, organisationId, (tx) =>
    remindOfActions(tx, organisationId, {
      config: { baseUrl: "https://udlev.example" },
      now: new Date(`${day}T05:00:00Z`),
    }),
  );
const mails = async () =>
  (await server.mailsTo(email))
    .filter(({ kind }) => kind === "actionReminder")
    .map(({ subject, content }) => ({ subject, text: (content as unknown as { text: string }).text }));

test("the day before, all that is due is told in one mail, and of each date once", async () => {
  await promise("Ringer til Frode", "2027-03-02");
  await promise("Skriver skiltet om", "2027-03-01");
  await promise("Har tid", "2027-03-09");
  await promise("Ingen dato", null);
  await promise("Ingens", "2027-03-01", null);
  await morningOf("2027-02-27");
  expect(await mails()).toEqual([]);
  await morningOf("2027-03-01");
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail!.subject).toBe("Du har lovet 2 ting, der skal være gjort");
  expect(mail!.text).toContain("– Skriver skiltet om (senest 1. marts 2027)\n– Ringer til Frode");
  expect(mail!.text).toContain("https://udlev.example/actions");
  for (const other of ["Har tid", "Ingen dato", "Ingens"]) expect(mail!.text).not.toContain(other);
  await morningOf("2027-03-01");
  await morningOf("2027-03-03");
  expect(await mails()).toHaveLength(1);
});

test("a new date is told of again; what is done, or has been late for long, is not", async () => {
  const before = (await mails()).length;
  const [done, moved] = [await promise("Gjort", "2027-05-01"), await promise("Flyttet", "2027-05-01")];
  await promise("Glemt for længst", "2027-04-01");
  await leader("PATCH", `/api/behaviour/actions/${done}`, { state: "done", version: 1 });
  await morningOf("2027-05-02");
  expect((await mails())[0]!.text).toContain("– Flyttet (skulle være gjort 1. maj 2027)");
  expect((await mails())[0]!.text).not.toMatch(/Gjort|Glemt/u);
  await leader("PATCH", `/api/behaviour/actions/${moved}`, { dueOn: "2027-05-10", version: 1 });
  await morningOf("2027-05-09");
  expect(await mails()).toHaveLength(before + 2);
});

test("whoever wants no mails is sent none, and can have them again", async () => {
  const turn = (isOn: boolean) => leader("PUT", "/api/behaviour/reminders", { isOn });
  expect((await leader("GET", "/api/behaviour/reminders")).body).toEqual({ isOn: true });
  await turn(false);
  expect((await leader("GET", "/api/behaviour/reminders")).body).toEqual({ isOn: false });
  const before = (await mails()).length;
  await promise("Uden mail", "2027-07-01");
  await morningOf("2027-06-30");
  expect(await mails()).toHaveLength(before);
  await turn(true);
  await morningOf("2027-06-30");
  expect(await mails()).toHaveLength(before + 1);
});
