import { afterAll, beforeAll, expect, test } from "vitest";
import { remindOfActions } from "#behaviour/reminder.store.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { remindLeaders } from "./reminder.store.ts";

let server: TestServer;
let karen: ReturnType<TestServer["browser"]>;
let journeyId: string;
let organisationId: string;

beforeAll(async () => {
  server = await testServer();
  const { leader, unitId } = await server.firstLeader();
  karen = leader;
  journeyId = (await karen("POST", "/api/guide/journeys", { unitId })).body.id;
  ({ organisationId } = await inSystem(server.db, (tx) =>
    tx.selectFrom("journey").select("organisationId").executeTakeFirstOrThrow(),
  ));
});
afterAll(() => server.close());

/** A Monday after the journey began; `weeks` later. */
function monday(weeks: number): Date {
  const day = new Date();
  day.setUTCHours(5, 0, 0, 0);
  day.setUTCDate(day.getUTCDate() + 7);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCDate(day.getUTCDate() + 7 * weeks);
  return day;
}
const remind = (now: Date) =>
  inOrganisation(server.db, organisationId, (tx) =>
    remindLeaders(tx, organisationId, { config: server.config, now }),
  );
const mails = async () =>
  (await server.mailsTo("karen@nordvarme.example")).filter(({ kind }) => kind === "journey.reminder");

test("with nothing promised and nothing late, no mail comes", async () => {
  expect(await remind(monday(0))).toBe(0);
});

test("on Monday the leader's own promise comes back to her, once, with the way to the journey", async () => {
  await karen("POST", "/api/behaviour/behaviours", {
    ...{ journeyId, kind: "leadersOwn", valueId: null, notes: "", sources: [] },
    ...{ situation: "en kunde klager", act: "ringer jeg selv samme dag" },
  });
  const tuesday = new Date(monday(0).getTime() + 86_400_000);
  expect(await remind(tuesday)).toBe(0);
  expect(await remind(monday(0))).toBe(1);
  expect(await remind(monday(0))).toBe(0);
  const [mail] = await mails();
  const { text } = mail!.content as unknown as { text: string };
  expect(text).toContain("Når en kunde klager, så ringer jeg selv samme dag");
  expect(text).toContain(`/journeys/${journeyId}`);
});

test("what she has promised to do stands in the same mail, and in no other", async () => {
  const now = monday(7);
  const dueOn = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  const { unitId } = (await karen("GET", `/api/guide/journeys/${journeyId}`)).body;
  const ownerPersonId = (await karen("GET", "/api/organisation/session")).body.person.id;
  await karen("POST", "/api/behaviour/actions", { unitId, title: "Ringer til Frode", dueOn, ownerPersonId });
  expect(await remind(now)).toBe(1);
  const [mail] = await mails();
  expect((mail!.content as unknown as { text: string }).text).toContain("- Ringer til Frode (senest");
  await inOrganisation(server.db, organisationId, (tx) =>
    remindOfActions(tx, organisationId, { config: server.config, now }),
  );
  const all = await server.mailsTo("karen@nordvarme.example");
  expect(all.filter(({ kind }) => kind === "actionReminder")).toEqual([]);
});

test("she turns it off for herself, and on again", async () => {
  const isOn = async () => (await karen("GET", `/api/guide/journeys/${journeyId}`)).body.reminds.ofThis;
  expect(await isOn()).toBe(true);
  await karen("PUT", `/api/guide/journeys/${journeyId}/reminder`, { isOn: false });
  expect(await isOn()).toBe(false);
  expect(await remind(monday(1))).toBe(0);
  await karen("PUT", `/api/guide/journeys/${journeyId}/reminder`, { isOn: true });
  expect(await remind(monday(1))).toBe(1);
});

test("she turns it off for all that she leads, and it stays off for what she leads later", async () => {
  expect((await karen("PUT", "/api/guide/reminders", { isOn: false })).status).toBe(200);
  expect(await remind(monday(3))).toBe(0);
  const { reminds } = (await karen("GET", `/api/guide/journeys/${journeyId}`)).body;
  expect(reminds).toEqual({ ofThis: true, ofAny: false });
  await karen("PUT", "/api/guide/reminders", { isOn: true });
});

test("who leads two units gets one mail with a part for each, however often and however much at once the job runs", async () => {
  const { person } = (await karen("GET", "/api/organisation/session")).body;
  const second = { name: "Montører Nord", leaderId: person.id };
  const { body: unit } = await karen("POST", "/api/organisation/units", second);
  const other = (await karen("POST", "/api/guide/journeys", { unitId: unit.id })).body.id;
  await karen("POST", "/api/behaviour/behaviours", {
    ...{ journeyId: other, kind: "leadersOwn", valueId: null, notes: "", sources: [] },
    ...{ situation: "", act: "Tager med ud én dag om måneden" },
  });
  const before = (await mails()).length;
  const now = monday(4);
  // A run that is broken off has sent nothing and written nothing down.
  await expect(
    inOrganisation(server.db, organisationId, async (tx) => {
      expect(await remindLeaders(tx, organisationId, { config: server.config, now })).toBe(1);
      throw new Error("killed");
    }),
  ).rejects.toThrow("killed");
  expect(await mails()).toHaveLength(before);
  const runs = await Promise.all([remind(now), remind(now), remind(now)]);
  expect(runs.toSorted()).toEqual([0, 0, 1]);
  const all = await mails();
  expect(all).toHaveLength(before + 1);
  const { text } = all[0]!.content as unknown as { text: string };
  expect(all[0]!.subject).toBe("Det, du har lovet kunderne i 2 enheder");
  expect(text).toContain("MONTØRER NORD\n\nDet har du selv lovet at vise:\n- Tager med ud én dag om måneden");
  expect(text).toContain(`/journeys/${journeyId}`);
  expect(text).toContain(`/journeys/${other}`);

  // Left out of it, one stands alone again; and what is promised later on the same day waits for the next Monday.
  await karen("PUT", `/api/guide/journeys/${journeyId}/reminder`, { isOn: false });
  expect(await remind(now)).toBe(0);
  expect(await remind(monday(5))).toBe(1);
  expect((await mails())[0]!.subject).toBe("Det, du har lovet kunderne i Montører Nord");
  await karen("PUT", `/api/guide/journeys/${journeyId}/reminder`, { isOn: true });
  await karen("PUT", `/api/guide/journeys/${other}/reminder`, { isOn: false });
});

test("a journey that is walked reminds nobody any more", async () => {
  const { progress } = (await karen("GET", `/api/guide/journeys/${journeyId}`)).body;
  for (const { stepKey, version } of progress)
    await karen("PATCH", `/api/guide/journeys/${journeyId}/steps/${stepKey}`, { done: true, version });
  expect(await remind(monday(6))).toBe(0);
});
