import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { addActions, decideBehaviours } from "./store.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let employee: ReturnType<TestServer["browser"]>;
let unitId: string;
let journeyId: string;
let organisationId: string;
let employeeId: string;
const nobody = "00000000-0000-4000-8000-000000000000";
const tooLarge = 2 ** 53 - 1;

beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
  organisationId = (await leader("GET", "/api/organisation/session")).body.organisation.id;
  journeyId = (await leader("POST", "/api/guide/journeys", { unitId })).body.id;
  const anna = { name: "Anna Lund", email: "anna@nordvarme.example", roles: [{ role: "employee", unitId }] };
  employeeId = (await leader("POST", "/api/organisation/people", anna)).body.id;
  employee = await server.signedInAs("anna@nordvarme.example");
});
afterAll(() => server.close());

const behaviours = "/api/behaviour/behaviours";
const actions = "/api/behaviour/actions";
const pointTo = (more: object = {}) =>
  leader("POST", behaviours, { journeyId, kind: "pointedTo", act: "ringer tilbage samme dag", ...more });
const fieldsOf = (answer: { body: { errors?: { field: string }[] } }) =>
  answer.body.errors?.map(({ field }) => field);

describe("behaviours", () => {
  test("what a leader points to is hers until the meeting; what is decided is the unit's", async () => {
    const { id } = (await pointTo()).body;
    const [decidedId] = await inOrganisation(server.db, organisationId, (tx) =>
      decideBehaviours(tx, organisationId, [
        { unitId, journeyId, act: "Vi siger vores navn", evidence: { attended: 4 }, decidedAt: new Date() },
      ]),
    );
    const idsFor = async (who: typeof leader) =>
      (await who("GET", `${behaviours}?unitId=${unitId}`)).body.map((each: { id: string }) => each.id);
    expect(await idsFor(leader)).toEqual([id, decidedId]);
    expect(await idsFor(employee)).toEqual([decidedId]);
  });

  test("a decision that takes the place of an older one retires it", async () => {
    const decide = (act: string, replaces?: string) =>
      inOrganisation(server.db, organisationId, (tx) =>
        decideBehaviours(tx, organisationId, [
          { unitId, journeyId, act, evidence: {}, decidedAt: new Date(), replaces },
        ]),
      );
    const [older] = await decide("Vi svarer inden for to døgn");
    const [newer] = await decide("Vi svarer inden for et døgn", older);
    const all = (await leader("GET", `${behaviours}?unitId=${unitId}&withRetired=true`)).body;
    const found = (id: string | undefined) => all.find((each: { id: string }) => each.id === id);
    expect(found(older)).toMatchObject({ replacedBy: newer, retiredAt: expect.any(String) });
    expect(found(newer)).toMatchObject({ replacedBy: null, retiredAt: null });
  });

  test("of two who change it at once the second is given what the first wrote", async () => {
    const { id } = (await pointTo()).body;
    const change = (act: string, version: number) => leader("PATCH", `${behaviours}/${id}`, { act, version });
    expect((await change("siger hvem der ringer tilbage", 1)).status).toBe(200);
    const late = await change("ringer selv", 1);
    expect(late.status).toBe(409);
    expect(late.body.current).toMatchObject({ act: "siger hvem der ringer tilbage", version: 2 });
  });

  test("an unknown value is said beside its field, when adding and when changing", async () => {
    const added = await pointTo({ valueId: nobody });
    expect([added.status, fieldsOf(added)]).toEqual([422, ["valueId"]]);
    const { id } = (await pointTo()).body;
    const changed = await leader("PATCH", `${behaviours}/${id}`, { valueId: nobody, version: 1 });
    expect([changed.status, fieldsOf(changed)]).toEqual([422, ["valueId"]]);
  });

  test("an employee changes none, and is not told which there are", async () => {
    const { id } = (await pointTo()).body;
    const refused = await employee("PATCH", `${behaviours}/${id}`, { act: "x", version: 1 });
    const unknown = await employee("PATCH", `${behaviours}/${nobody}`, { act: "x", version: 1 });
    expect([refused.status, unknown.status]).toEqual([404, 404]);
    expect(refused.body).toEqual(unknown.body);
  });
});

describe("actions", () => {
  const promise = (more: object = {}) =>
    leader("POST", actions, { unitId, title: "Skaffer nyt skilt", ...more });

  test("what has an owner is in her own list", async () => {
    const { id } = (await promise({ ownerPersonId: employeeId, dueOn: "2026-12-01" })).body;
    const mine = (await employee("GET", `${actions}?mine=true`)).body;
    expect(mine).toMatchObject([{ id, ownerName: "Anna Lund", dueOn: "2026-12-01", state: "open" }]);
    expect((await employee("PATCH", `${actions}/${id}`, { state: "done", version: 1 })).status).toBe(200);
    const [done] = (await employee("GET", `${actions}?mine=true`)).body;
    expect(done).toMatchObject({ state: "done", doneBy: "Anna Lund", doneAt: expect.any(String) });
  });

  test("what was agreed between two is seen by the two only", async () => {
    const [id] = await inOrganisation(server.db, organisationId, (tx) =>
      addActions(tx, organisationId, [
        {
          ...{ unitId, title: "Øver samtalen", originKind: "oneToOne", visibleTo: "owner" },
          ownerPersonId: employeeId,
          createdBy: employeeId,
        },
      ]),
    );
    const seenBy = async (who: typeof leader) =>
      (await who("GET", `${actions}?unitId=${unitId}`)).body.some((each: { id: string }) => each.id === id);
    expect([await seenBy(employee), await seenBy(leader)]).toEqual([true, false]);
    expect((await leader("PATCH", `${actions}/${id}`, { title: "x", version: 1 })).status).toBe(404);
  });

  test("of two who change it at once the second is given what the first wrote", async () => {
    const { id } = (await promise()).body;
    await leader("PATCH", `${actions}/${id}`, { title: "Skaffer to skilte", version: 1 });
    const late = await leader("PATCH", `${actions}/${id}`, { state: "done", version: 1 });
    expect([late.status, late.body.current.title]).toEqual([409, "Skaffer to skilte"]);
  });

  test.each([
    ["an unknown owner", { ownerPersonId: nobody }, "ownerPersonId"],
    ["a year that no calendar has", { dueOn: "0000-01-01" }, "dueOn"],
    ["a day that does not exist", { dueOn: "2026-02-30" }, "dueOn"],
  ])("%s is said beside its field", async (_, wrong, field) => {
    const added = await promise(wrong);
    expect([added.status, fieldsOf(added)]).toEqual([422, [field]]);
    const { id } = (await promise()).body;
    const changed = await leader("PATCH", `${actions}/${id}`, { ...wrong, version: 1 });
    expect([changed.status, fieldsOf(changed)]).toEqual([422, [field]]);
  });

  test("an unknown behaviour is said beside its field", async () => {
    const added = await promise({ behaviourId: nobody });
    expect([added.status, fieldsOf(added)]).toEqual([422, ["behaviourId"]]);
  });

  test("a version that no row can have is refused", async () => {
    const { id } = (await promise()).body;
    expect((await leader("PATCH", `${actions}/${id}`, { title: "x", version: tooLarge })).status).toBe(422);
  });

  test("what the database cannot keep is the sender's to mend, never a fault", async () => {
    for (const title of ["a\u0000b", "a\ud800b"])
      expect((await promise({ title })).status, JSON.stringify(title)).toBeLessThan(500);
  });
});
