import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "#organisation/model.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { fillPulse } from "#pulse/sampleResponses.ts";
import { unitWithDecisions } from "#pulse/testing/unit.ts";
import { open } from "./oneToOne.store.ts";

type Unit = Awaited<ReturnType<typeof unitWithDecisions>>;
type Visit = Unit["leader"];
let unit: Unit;
let anna: Visit;
let bo: Visit;
let annaId: string;
const nobody = "00000000-0000-4000-8000-000000000000";
const oneToOnes = "/api/follow-up/one-to-ones";
const reviews = "/api/follow-up/review-meetings";

beforeAll(async () => {
  unit = await unitWithDecisions();
  anna = await unit.signedInAs("anna.lund@nordvarme.example");
  bo = await unit.signedInAs("bo.kjaer@nordvarme.example");
  annaId = (await anna("GET", "/api/organisation/session")).body.person.id;
  const people = (await unit.leader("GET", `/api/organisation/people?unitId=${unit.unitId}`)).body.people;
  const employees = people.filter(({ email }: { email: string }) => email !== "karen@nordvarme.example");
  await inOrganisation(unit.db, unit.organisationId, (tx) =>
    fillPulse(tx, unit.organisationId, {
      ...{
        unitId: unit.unitId,
        journeyId: unit.journeyId,
        previousPulseId: null,
        round: 1,
        title: "Efterår",
      },
      ...{ startedAt: new Date(), closedAt: null, comments: [] },
      questions: [{ behaviourId: unit.behaviourIds[0]!, textDa: "Q", textEn: "Q", previousQuestionId: null }],
      people: employees.map(({ id }: { id: string }) => ({ personId: id, asked: 15, answered: 12 })),
      shares: () => [0, 0.1, 0.2, 0.4, 0.3],
    }),
  );
});
afterAll(() => unit?.close());

async function begun(employeeId = annaId) {
  const when = { day: "2027-01-11", time: "10:00" };
  const { id } = (await unit.leader("POST", oneToOnes, { employeeId, everyWeeks: 6, when })).body;
  const path = `${oneToOnes}/${id}`;
  const read = async (who: Visit = unit.leader) => (await who("GET", path)).body;
  const patch = async (who: Visit, part: object) =>
    who("PATCH", path, { ...part, version: (await read(who)).version });
  return { id, path, read, patch };
}

describe("one-to-ones", () => {
  test("a leader's employees are listed by name, each with what comes next", async () => {
    const { id } = await begun();
    const list = (await unit.leader("GET", oneToOnes)).body;
    const names = list.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "da")));
    expect(list.find(({ personId }: { personId: string }) => personId === annaId)).toMatchObject({
      ...{ nextId: id, nextAt: "2027-01-11T09:00:00.000Z", as: "leader" },
    });
    expect((await anna("GET", oneToOnes)).body).toMatchObject([
      { name: "Karen Skovbo", as: "employee", nextId: id },
    ]);
    expect((await bo("GET", oneToOnes)).body).toEqual([]);
  });

  test("pressed twice, or by two tabs at once, there is one series and one next conversation", async () => {
    const all = await Promise.all([begun(), begun(), begun()]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  });

  test("only the two can open it; to everybody else it does not exist", async () => {
    const { id, path } = await begun();
    const other = (await unit.leader("POST", "/api/organisation/units", { name: "Butikken" })).body.id;
    for (const [role, unitId] of Object.entries({ administrator: null, hr: null, leader: other })) {
      const email = `ser-${role}@nordvarme.example`;
      await unit.leader("POST", "/api/organisation/people", { name: role, email, roles: [{ role, unitId }] });
      expect((await (await unit.signedInAs(email))("GET", path)).status, role).toBe(404);
    }
    await inOrganisation(unit.db, nobody, async (tx) => {
      const viewer = { personId: annaId, organisationId: nobody, roles: [] } as unknown as Viewer;
      expect(await open(tx, viewer, id), "another organisation").toBeNull();
    });
    const [refused, unknown] = [await bo("GET", path), await bo("GET", `${oneToOnes}/${nobody}`)];
    expect([refused.status, refused.body]).toEqual([unknown.status, unknown.body]);
    for (const who of [unit.leader, anna]) expect((await who("GET", path)).status).toBe(200);
  });

  test("what each prepares is her own until she shares it", async () => {
    const { path, read } = await begun();
    const mine = { wentWell: "Jeg ringer altid tilbage", workOn: "", help: "Et roligt rum", version: 0 };
    expect((await anna("PATCH", `${path}/preparation`, mine)).body).toEqual({ version: 1 });
    const seen = async () =>
      (await read()).preparations.find(({ personId }: { personId: string }) => personId === annaId);
    expect(await seen()).toMatchObject({ isHidden: true, wentWell: "", help: "" });
    await anna("PATCH", `${path}/preparation`, { isShared: true, version: 1 });
    expect(await seen()).toMatchObject({ isHidden: false, wentWell: "Jeg ringer altid tilbage" });
  });

  test("of two who write at once the second is given what the first wrote", async () => {
    const { path, read } = await begun();
    const { version } = await read();
    await anna("PATCH", path, { notes: "Anna skrev", version });
    const late = await unit.leader("PATCH", path, { notes: "Karen skrev", version });
    expect([late.status, late.body.title]).toEqual([409, expect.any(String)]);
    expect(late.body.current).toMatchObject({ notes: "Anna skrev" });
    expect((await read()).notes).toBe("Anna skrev");
  });

  test("nothing of what they say to each other can be read in any table", async () => {
    const { path, patch } = await begun();
    const said = await patch(anna, { notes: "hemmelighed-et", agreement: "hemmelighed-to" });
    const { version } = (await unit.leader("GET", path)).body.preparations.find(
      ({ isMine }: { isMine: boolean }) => isMine,
    );
    const prepared = await unit.leader("PATCH", `${path}/preparation`, { help: "hemmelighed-tre", version });
    expect([said.status, prepared.status]).toEqual([200, 200]);
    for (const table of ["one_to_one", "one_to_one_preparation"]) {
      const { rows } = await inSystem(unit.db, (tx) =>
        sql<{ all: string }>`select convert_from(convert_to(string_agg(t::text, ''), 'UTF8'), 'UTF8') as all
          from ${sql.table(table)} t`.execute(tx),
      );
      expect(rows[0]!.all).not.toContain("hemmelighed");
      expect(rows[0]!.all).not.toContain(Buffer.from("hemmelighed").toString("hex"));
    }
  });

  test("held, its figures stay as on the day, the next is planned, and what was promised is carried on until done", async () => {
    const { id, path, read, patch } = await begun();
    const promise = { title: "Øver at lægge på til sidst", ownerPersonId: annaId, dueOn: "2027-02-01" };
    const taskId = (await unit.leader("POST", `${path}/actions`, promise)).body.id;
    await patch(unit.leader, { agreement: "Vi øver det hver fredag", behaviourId: unit.behaviourIds[0] });
    // She sees what customers say before her leader does: what she has not seen is not frozen either.
    await anna("GET", "/api/pulse/results/mine");
    const { version } = await read();
    const { nextId } = (await unit.leader("POST", `${path}/hold`, { version })).body;
    expect(nextId).not.toBe(id);
    const held = await read();
    expect(held).toMatchObject({ state: "held", agreement: "Vi øver det hver fredag" });
    expect(held.results.pulses[0].released).toBe(12);
    const readings = await inSystem(unit.db, (tx) =>
      tx
        .selectFrom("auditEntry")
        .select("details")
        .where("action", "=", "results.read")
        .where("aboutPersonId", "=", annaId)
        .execute(),
    );
    expect(readings.map(({ details }) => details)).toContainEqual({ oneToOneId: id });
    const next = (await anna("GET", `${oneToOnes}/${nextId}`)).body;
    expect(next.when).toEqual({ day: "2027-02-22", time: "10:00" });
    expect(next.history).toMatchObject([{ id, agreement: "Vi øver det hver fredag" }]);
    expect(next.actions).toMatchObject([{ id: taskId, state: "open" }]);
    await anna("PATCH", `/api/behaviour/actions/${taskId}`, { state: "done", version: 1 });
    expect((await anna("GET", `${oneToOnes}/${nextId}`)).body.actions).toEqual([]);
    expect((await bo("GET", `/api/behaviour/actions?unitId=${unit.unitId}`)).body).toEqual([]);
    const again = await unit.leader("POST", `${path}/hold`, { version: held.version });
    expect(again.status).toBe(422);
  });

  test("who leads no longer no longer reads, and her successor begins anew; the employee keeps it", async () => {
    const people = (await unit.leader("GET", `/api/organisation/people?unitId=${unit.unitId}`)).body.people;
    const dan = people.find(({ name }: { name: string }) => name === "Dan Holm");
    const { path } = await begun(dan.id);
    const shop = (await unit.leader("POST", "/api/organisation/units", { name: "Lageret" })).body.id;
    const moved = { roles: [{ role: "employee", unitId: shop }], version: dan.version };
    expect((await unit.leader("PATCH", `/api/organisation/people/${dan.id}`, moved)).status).toBe(200);
    expect((await unit.leader("GET", path)).status).toBe(404);
    expect((await (await unit.signedInAs("dan.holm@nordvarme.example"))("GET", path)).status).toBe(200);
  });

  test.each([
    [{ when: { day: "2027-03-28", time: "02:30" } }, "when"],
    [{ when: { day: "2027-02-30", time: "10:00" } }, "when.day"],
    [{ when: { day: "2027-02-03", time: "25:00" } }, "when.time"],
    [{ behaviourId: nobody }, "behaviourId"],
  ])("what cannot be is said beside its field: %o", async (wrong, field) => {
    const { patch } = await begun();
    const refused = await patch(unit.leader, wrong);
    expect([refused.status, refused.body.errors[0].field]).toEqual([422, field]);
  });
});

describe("review meetings", () => {
  async function planned() {
    const { id } = (await unit.leader("POST", reviews, { unitId: unit.unitId, kind: "result" })).body;
    const path = `${reviews}/${id}`;
    return { id, path, read: async (who: Visit = unit.leader) => (await who("GET", path)).body };
  }

  test("begin with the guide's agenda, what is decided, what is open, and the unit's figures", async () => {
    const { read } = await planned();
    const meeting = await read();
    expect(meeting.agenda.length).toBeGreaterThan(0);
    expect(meeting.behaviours).toHaveLength(3);
    expect(meeting.results.pulses[0].released).toBeGreaterThan(0);
    expect(meeting).toMatchObject({ mayEdit: true, journeyId: unit.journeyId });
    expect((await read(anna)).mayEdit).toBe(false);
  });

  test("keep, change, start and stop: what is decided holds once the meeting is held, and not before", async () => {
    const { path, read } = await planned();
    const [keep, change, stop] = unit.behaviourIds as [string, string, string];
    const decide = (decision: object) => unit.leader("POST", `${path}/decisions`, decision);
    await decide({ behaviourId: keep, choice: "keep" });
    await decide({ behaviourId: change, choice: "stop" });
    await decide({ behaviourId: change, choice: "change", act: "Vi siger navn og nummer" });
    await decide({ behaviourId: stop, choice: "stop", reason: "Det er blevet en vane" });
    await decide({ behaviourId: null, choice: "start", act: "Vi skriver et kort resumé" });
    const acts = async () =>
      (await unit.leader("GET", `/api/behaviour/behaviours?unitId=${unit.unitId}`)).body.map(
        ({ act }: { act: string }) => act,
      );
    expect(await acts()).not.toContain("Vi skriver et kort resumé");
    const { version, decisions } = await read();
    expect(decisions).toHaveLength(4);
    expect((await unit.leader("POST", `${path}/hold`, { version })).status).toBe(200);
    expect((await acts()).sort()).toEqual(
      ["Vi ringer tilbage samme dag", "Vi siger navn og nummer", "Vi skriver et kort resumé"].sort(),
    );
    expect((await decide({ behaviourId: keep, choice: "keep" })).status).toBe(422);
    expect((await read(anna)).state).toBe("held");
  });

  test("an action of one meeting comes first in the next, until it is done", async () => {
    const first = await planned();
    const { id } = (await unit.leader("POST", `${first.path}/actions`, { title: "Hænge tavlen op" })).body;
    const second = await planned();
    const has = async () => (await second.read()).actions.some((action: { id: string }) => action.id === id);
    expect(await has()).toBe(true);
    await unit.leader("PATCH", `/api/behaviour/actions/${id}`, { state: "done", version: 1 });
    expect(await has()).toBe(false);
  });

  test("the next round begins with one press, once however often it is pressed", async () => {
    const { path } = await planned();
    const begin = () => unit.leader("POST", `${path}/next-round`, {});
    const [one, two] = [await begin(), await begin()];
    expect(one.status).toBe(200);
    expect(two.body.id).toBe(one.body.id);
  });

  test("employees read and do not write; others do not know of it", async () => {
    const { path } = await planned();
    expect(
      (await anna("POST", `${path}/decisions`, { behaviourId: null, choice: "start", act: "x" })).status,
    ).toBe(404);
    expect((await anna("POST", reviews, { unitId: unit.unitId, kind: "effort" })).status).toBe(404);
    const admin = {
      name: "Ad",
      email: "ad@nordvarme.example",
      roles: [{ role: "administrator", unitId: null }],
    };
    await unit.leader("POST", "/api/organisation/people", admin);
    expect((await (await unit.signedInAs(admin.email))("GET", path)).status).toBe(404);
  });

  test.each([
    [{ behaviourId: null, choice: "start" }, "act"],
    [{ behaviourId: null, choice: "keep" }, "behaviourId"],
    [{ behaviourId: nobody, choice: "keep" }, "behaviourId"],
    [{ behaviourId: null, choice: "start", act: "x", valueId: nobody }, "valueId"],
  ])("what cannot be decided is said beside its field: %o", async (wrong, field) => {
    const { path } = await planned();
    const refused = await unit.leader("POST", `${path}/decisions`, wrong);
    expect([refused.status, refused.body.errors[0].field]).toEqual([422, field]);
  });
});
