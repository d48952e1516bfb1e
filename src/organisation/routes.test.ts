import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let admin: ReturnType<TestServer["browser"]>;
let unitId: string;

beforeAll(async () => {
  server = await testServer();
  admin = server.browser();
  const first = {
    organisation: "Nordvarme",
    name: "Karen Skovbo",
    email: "karen@nordvarme.example",
    password: "en lang adgangskode",
  };
  expect((await admin("POST", "/api/organisation/first", first)).status).toBe(200);
  const session = await admin("GET", "/api/organisation/session");
  unitId = session.body.roles.find((held: { unitId: string | null }) => held.unitId).unitId;
});
afterAll(() => server.close());

test("whoever sets the installation up administers it and leads its first unit", async () => {
  const { body } = await admin("GET", "/api/organisation/session");
  expect(body.organisation.name).toBe("Nordvarme");
  expect(body.roles.map((held: { role: string }) => held.role).sort()).toEqual(["administrator", "leader"]);
});

test("of two administrators who change the settings at once the second hears of the first", async () => {
  const path = "/api/organisation/settings";
  const read = async () => (await admin("GET", path)).body;
  const before = await read();
  const first = await admin("PATCH", path, { ...before, noticeDays: 21 });
  expect([first.status, first.body.version]).toEqual([200, before.version + 1]);
  const late = await admin("PATCH", path, { ...before, restingDays: 90 });
  expect([late.status, late.body.type]).toEqual([409, "/problems/changedMeanwhile"]);
  expect(await read()).toEqual({ ...before, noticeDays: 21, version: before.version + 1 });
  // What is not sent stays as it is.
  const { status, body } = await admin("PATCH", path, { restingDays: 60, version: before.version + 1 });
  expect([status, body]).toEqual([
    200,
    { ...before, noticeDays: 21, restingDays: 60, version: before.version + 2 },
  ]);
  await admin("PATCH", path, { restingDays: before.restingDays, version: body.version });
});

test("an installation is set up once", async () => {
  const again = {
    organisation: "En anden",
    name: "Bo",
    email: "bo@anden.example",
    password: "en lang adgangskode",
  };
  const { status, body } = await server.browser()("POST", "/api/organisation/first", again);
  expect(status).toBe(409);
  expect(body.type).toBe("/problems/alreadySetUp");
});

test("nobody signed in sees nothing", async () => {
  const stranger = server.browser();
  for (const path of ["units", "people", "settings"])
    expect((await stranger("GET", `/api/organisation/${path}`)).status).toBe(401);
  // Who is signed in is asked by every page: nobody is an answer, and no error in a browser's console.
  expect(await stranger("GET", "/api/organisation/session")).toMatchObject({ status: 200, body: null });
});

test("a link signs in once, and only after a press", async () => {
  const visit = await server.signedInAs("karen@nordvarme.example");
  expect((await visit("GET", "/api/organisation/session")).body.person.email).toBe("karen@nordvarme.example");
  const [mail] = await server.mailsTo("karen@nordvarme.example");
  const token = (mail!.content as unknown as { text: string }).text.match(/link\/(\S+)/)![1];
  const second = await server.browser("en")("POST", "/api/organisation/sign-in/confirm", { token });
  expect(second.status).toBe(410);
  expect(second.body.title).toContain("used or is too old");
});

test("asking for a link tells nobody whether an address is known, and mails nobody unknown", async () => {
  const visit = server.browser();
  const unknown = await visit("POST", "/api/organisation/sign-in/link", {
    email: "ukendt@nordvarme.example",
  });
  const known = await visit("POST", "/api/organisation/sign-in/link", { email: "karen@nordvarme.example" });
  expect(unknown.body).toEqual(known.body);
  expect(await server.mailsTo("ukendt@nordvarme.example")).toEqual([]);
});

test("a wrong password is refused beside its field, and guessing ends", async () => {
  const visit = server.browser();
  const wrong = { email: "guessed@nordvarme.example", password: "forkert" };
  const refused = await visit("POST", "/api/organisation/sign-in/password", wrong);
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0].field).toBe("password");
  for (let attempt = 0; attempt < 12; attempt++)
    await visit("POST", "/api/organisation/sign-in/password", wrong);
  expect((await visit("POST", "/api/organisation/sign-in/password", wrong)).status).toBe(429);
});

test("what is wrong with a form is said field by field, in the reader's language", async () => {
  const { status, body, headers } = await admin("POST", "/api/organisation/people", {
    name: " ",
    email: "ikke en adresse",
  });
  expect(status).toBe(422);
  expect(headers.get("content-type")).toContain("application/problem+json");
  expect(body.errors).toEqual([
    { field: "name", message: "Udfyld feltet." },
    { field: "email", message: "Skriv en e-mailadresse, fx navn@firma.dk." },
  ]);
});

test("people are added, found by part of a name in Danish order, and keep one address each", async () => {
  for (const [name, email] of [
    ["Ørn Aagaard", "orn@nordvarme.example"],
    ["Anna 10 %_ Lund", "anna@nordvarme.example"],
    ["Zoë Bæk", "zoe@nordvarme.example"],
  ])
    expect(
      (
        await admin("POST", "/api/organisation/people", {
          name,
          email,
          roles: [{ role: "employee", unitId }],
        })
      ).status,
    ).toBe(200);
  const all = await admin("GET", "/api/organisation/people");
  expect(all.body.people.map((person: { name: string }) => person.name)).toEqual([
    "Anna 10 %_ Lund",
    "Karen Skovbo",
    "Zoë Bæk",
    "Ørn Aagaard",
  ]);
  const found = await admin("GET", `/api/organisation/people?search=${encodeURIComponent("10 %_")}`);
  expect(found.body.total).toBe(1);
  const twice = await admin("POST", "/api/organisation/people", {
    name: "En til",
    email: "ANNA@nordvarme.example",
  });
  expect(twice.body.errors[0].field).toBe("email");
});

test("an employee sees her unit, not the list of people, and changes nothing", async () => {
  const anna = await server.signedInAs("anna@nordvarme.example");
  expect((await anna("GET", "/api/organisation/units")).body).toHaveLength(1);
  expect((await anna("GET", "/api/organisation/people")).status).toBe(403);
  expect((await anna("POST", "/api/organisation/units", { name: "Min egen" })).status).toBe(403);
});

test("a unit can have its leader from the beginning; without one who is there, there is no unit either", async () => {
  const personWith = async (search: string) =>
    (await admin("GET", `/api/organisation/people?search=${search}`)).body.people[0];
  const zoe = await personWith("zoe");
  const add = (name: string, leaderId: string) =>
    admin("POST", "/api/organisation/units", { name, leaderId });
  const begun = () =>
    inSystem(server.db, (tx) =>
      tx
        .selectFrom("roleAssignment")
        .select(["id", "startsOn", "endsOn"])
        .where("personId", "=", zoe.id)
        .execute(),
    );
  const [employed] = await begun();
  expect((await add("Butikken", zoe.id)).status).toBe(200);
  const units = (await admin("GET", "/api/organisation/units")).body;
  expect(units.find(({ name }: { name: string }) => name === "Butikken").leaders).toEqual(["Zoë Bæk"]);
  // What she was before she still is, since the same day; whoever has her open in a dialog hears of the change.
  expect(await begun()).toContainEqual(employed);
  expect(await personWith("zoe")).toMatchObject({ version: zoe.version + 1, roles: { length: 2 } });
  const unknown = await add("Ingens", "00000000-0000-4000-8000-000000000000");
  expect([unknown.status, unknown.body.errors[0].field]).toEqual([422, "leaderId"]);
  expect((await admin("GET", "/api/organisation/units")).body).toHaveLength(units.length);
});

test("units move in the tree, never below themselves", async () => {
  const child = (await admin("POST", "/api/organisation/units", { name: "Kundeservice", parentId: unitId }))
    .body.id;
  const circle = await admin("PATCH", `/api/organisation/units/${unitId}`, { parentId: child, version: 1 });
  expect(circle.body.type).toBe("/problems/unitCircle");
  const renamed = await admin("PATCH", `/api/organisation/units/${child}`, { name: "Service", version: 1 });
  expect(renamed.body).toEqual({ version: 2 });
  const late = await admin("PATCH", `/api/organisation/units/${child}`, { name: "Andet", version: 1 });
  expect(late.status).toBe(409);
});

test("the last administrator stays, and everything else of that change is taken back", async () => {
  const { body } = await admin("GET", "/api/organisation/people?search=Karen");
  const karen = body.people[0];
  const change = { name: "Karen uden rettigheder", roles: [], version: karen.version };
  const refused = await admin("PATCH", `/api/organisation/people/${karen.id}`, change);
  expect(refused.body.type).toBe("/problems/lastAdministrator");
  const after = await admin("GET", "/api/organisation/people?search=Karen");
  expect(after.body.people[0]).toEqual(karen);
});

test("broken input of every sort is answered, never with a fault", async () => {
  for (const body of ["{", "[]", "null", '"x"', `{"name":"${"x".repeat(100_000)}"}`]) {
    const response = await server.app.request("http://localhost/api/organisation/sign-in/link", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status, body.slice(0, 30)).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  }
  expect(
    (await admin("POST", "/api/organisation/people", { name: "\u0000", email: "nul@nordvarme.example" }))
      .status,
  ).toBe(400);
  expect((await admin("PATCH", "/api/organisation/people/ikke-et-id", { version: 1 })).status).toBe(422);
  expect((await admin("GET", "/api/organisation/people?page=-1")).status).toBe(422);
  expect((await admin("GET", "/api/findes-ikke")).status).toBe(404);
});

test("whose address somebody else changes hears of it at the old one, in her language, which lets nobody in any more", async () => {
  const [before, after] = ["gammel@nordvarme.example", "ny@nordvarme.example"];
  const roles = [{ role: "employee", unitId }];
  const { id } = (
    await admin("POST", "/api/organisation/people", { name: "Ida Ny", email: before, locale: "en", roles })
  ).body;
  const her = await server.signedInAs(before);
  const change = (version: number, email: string) =>
    admin("PATCH", `/api/organisation/people/${id}`, { version, email });
  expect((await change(1, before)).status).toBe(200);
  expect((await server.mailsTo(before)).map(({ kind }) => kind)).not.toContain("access");
  expect((await change(2, after)).status).toBe(200);
  const [told] = (await server.mailsTo(before)).filter(({ kind }) => kind === "access");
  expect(told!.subject).toBe("Your email in Udlev has been changed");
  expect(told!.content).toMatchObject({ text: expect.stringContaining(after) });
  expect((await her("GET", "/api/organisation/session")).body).toBeNull();
  const log = (await admin("GET", "/api/privacy/audit")).body.lines;
  expect(log[0]).toMatchObject({ action: "email.changed", about: "Ida Ny" });
});

test("a deputy leads for a time, which is shown and written down; it ends by itself, and can be ended before", async () => {
  const email = "vikar@nordvarme.example";
  const roles = [{ role: "employee", unitId }];
  await admin("POST", "/api/organisation/people", { name: "Vera Vikar", email, roles });
  const vera = async () => (await admin("GET", "/api/organisation/people?search=Vera")).body.people[0];
  const change = async (more: object[]) => {
    const { id, version } = await vera();
    return admin("PATCH", `/api/organisation/people/${id}`, { roles: [...roles, ...more], version });
  };
  const people = `/api/organisation/people?unitId=${unitId}`;
  const her = await server.signedInAs(email);
  expect((await her("GET", people)).status).toBe(404);
  const { today, soon, over } = await inSystem(server.db, (tx) =>
    tx
      .selectFrom("organisation")
      .select([
        sql<string>`current_date`.as("today"),
        sql<string>`current_date + 10`.as("soon"),
        sql<string>`current_date - 1`.as("over"),
      ])
      .executeTakeFirstOrThrow(),
  );
  const wrong = await change([{ role: "leader", unitId, until: over }]);
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "roles.1"]);
  expect((await change([{ role: "leader", unitId, from: soon, until: today }])).status).toBe(422);

  const deputy = { role: "leader", unitId, from: today, until: soon };
  expect((await change([deputy])).status).toBe(200);
  expect((await vera()).roles).toContainEqual(deputy);
  expect((await her("GET", people)).status).toBe(200);
  const units = (await admin("GET", "/api/organisation/units")).body;
  expect(units.find(({ id }: { id: string }) => id === unitId).leaders).toContain("Vera Vikar");
  const audited = await inSystem(server.db, (tx) =>
    tx.selectFrom("auditEntry").select("details").where("action", "=", "roles.changed").execute(),
  );
  expect(JSON.stringify(audited)).toContain(`"until":"${soon}"`);

  // The day comes on which it is over.
  const days = (from: number, until: number) =>
    inSystem(server.db, (tx) =>
      sql`update role_assignment set starts_on = current_date + ${from}::int, ends_on = current_date + ${until}::int
        where role = 'leader' and ends_on is not null`.execute(tx),
    );
  await days(-10, -1);
  expect((await her("GET", people)).status).toBe(404);
  expect((await vera()).roles).toEqual([{ ...roles[0], from: null, until: null }]);
  // Given for later, it is shown, and holds nothing yet.
  await days(1, 5);
  expect((await her("GET", people)).status).toBe(404);
  expect((await vera()).roles).toHaveLength(2);
  await days(-1, 5);
  expect((await her("GET", people)).status).toBe(200);
  expect((await change([])).status).toBe(200);
  expect((await her("GET", people)).status).toBe(404);
});

test("an administrator for a time is not the one that there must be", async () => {
  const karen = (await admin("GET", "/api/organisation/people?search=Karen")).body.people[0];
  const forATime = karen.roles.map((held: { role: string }) =>
    held.role === "administrator" ? { ...held, until: "2099-01-01" } : held,
  );
  const change = { roles: forATime, version: karen.version };
  const refused = await admin("PATCH", `/api/organisation/people/${karen.id}`, change);
  expect(refused.body.type).toBe("/problems/lastAdministrator");
});

test("people come from a file: looked at first, then added row by row, and mailed where that was asked for", async () => {
  const table = [
    "Navn;E-mail;Rolle;Enhed",
    "Søren Ærø;soren@nordvarme.example;;Kundeservice nord",
    "Karen Skovbo;karen@nordvarme.example;;",
    "Uden adresse;;;",
  ].join("\n");
  await admin("POST", "/api/organisation/units", { name: "Kundeservice nord" });
  const send = (isTrial: boolean, more: Record<string, string> = {}) => {
    const form = new FormData();
    form.set("file", new File([Buffer.from(table, "latin1")], "personer.csv"));
    form.set("isTrial", String(isTrial));
    form.set("invites", "true");
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return admin("POST", "/api/organisation/people/file", form);
  };
  const states = ({ body }: { body: { rows: { state: string; problem: string | null }[] } }) =>
    body.rows.map(({ state, problem }) => problem ?? state);
  const count = async () => (await admin("GET", "/api/organisation/people")).body.total;
  const before = await count();
  expect(states(await send(true))).toEqual(["new", "here", "emailMissing"]);
  expect([await count(), await server.mailsTo("soren@nordvarme.example")]).toEqual([before, []]);
  expect(states(await send(false))).toEqual(["new", "here", "emailMissing"]);
  expect(await count()).toBe(before + 1);
  const mails = await server.mailsTo("soren@nordvarme.example");
  expect(mails).toMatchObject([{ kind: "welcome" }]);
  expect((mails[0]!.content as unknown as { text: string }).text).toContain("/sign-in");
  // A unit for whoever has none in the file is one of this organisation's.
  const elsewhere = await send(true, { usualUnitId: crypto.randomUUID() });
  expect([elsewhere.status, elsewhere.body.errors]).toMatchObject([422, [{ field: "usualUnitId" }]]);
  // Sent twice, she is here already, and is not mailed again.
  expect(states(await send(false))).toEqual(["here", "here", "emailMissing"]);
  expect(await server.mailsTo("soren@nordvarme.example")).toHaveLength(1);
});
