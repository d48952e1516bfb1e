import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let path: string;

beforeAll(async () => {
  server = await testServer();
  const { unitId, ...first } = await server.firstLeader();
  leader = first.leader;
  const journey = await leader("POST", "/api/guide/journeys", { unitId });
  path = `/api/preparation/journeys/${journey.body.id}`;
});
afterAll(() => server.close());

const list = async (query = "") => (await leader("GET", `${path}/statements${query}`)).body;
const texts = async (query = "") =>
  (await list(query)).statements.map((statement: { text: string }) => statement.text);

test("pasted statements stand in the order in which they were pasted, whole", async () => {
  const statements = [
    { text: "Jeg måtte ringe tre gange 😡" },
    { text: "100 % enig_" },
    { text: "<b>Tak</b>" },
  ];
  expect((await leader("POST", `${path}/statements`, { statements, origin: "pasted" })).status).toBe(200);
  expect(await texts()).toEqual(statements.map(({ text }) => text));
  expect(await texts(`?search=${encodeURIComponent("100 %")}`)).toEqual(["100 % enig_"]);
});

test("picking moves nothing; the picked ones alone stand in the order of their importance, those without a value alone too", async () => {
  const { statements } = await list();
  const order = { statementIds: [statements[2].id, statements[0].id], before: [] };
  expect((await leader("PUT", `${path}/picked`, order)).body).toEqual({ picked: 2 });
  expect(await texts()).toEqual(["Jeg måtte ringe tre gange 😡", "100 % enig_", "<b>Tak</b>"]);
  expect(await texts("?only=picked")).toEqual(["<b>Tak</b>", "Jeg måtte ringe tre gange 😡"]);
  expect(await texts("?only=untied")).toHaveLength(3);
});

test("of two who pick at once, the second is told; what is unknown cannot be picked", async () => {
  const { statements } = await list("?only=picked");
  const before = statements.map((statement: { id: string }) => statement.id);
  const late = await leader("PUT", `${path}/picked`, { statementIds: [], before: [before[0]] });
  expect([late.status, late.body.type]).toEqual([409, "/problems/pickedMeanwhile"]);
  const unknown = { statementIds: ["00000000-0000-4000-8000-000000000000"], before };
  expect((await leader("PUT", `${path}/picked`, unknown)).body.type).toBe("/problems/statementUnknown");
  expect(await texts("?only=picked")).toHaveLength(2);
});

test("a statement that was deleted can be brought back", async () => {
  const [statement] = (await list()).statements;
  const gone = await leader("PATCH", `${path}/statements/${statement.id}`, {
    archived: true,
    version: statement.version,
  });
  expect(await texts()).not.toContain(statement.text);
  await leader("PATCH", `${path}/statements/${statement.id}`, {
    archived: false,
    version: gone.body.version,
  });
  expect(await texts()).toContain(statement.text);
});

test("two who change the same statement at once do not overwrite each other", async () => {
  const [statement] = (await list()).statements;
  const change = (text: string) =>
    leader("PATCH", `${path}/statements/${statement.id}`, { text, version: statement.version });
  const both = await Promise.all([change("Første"), change("Anden")]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("a file of sixty megabytes is refused in words, before anything of it is read", async () => {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(60 * 1024 * 1024)], "alt.csv"));
  const { status, body } = await leader("POST", `${path}/statement-file`, form);
  expect([status, body.title]).toEqual([413, "Det, du sender, fylder for meget."]);
});

test("what is no statement, no value and no journey of hers is refused", async () => {
  const bad = await leader("POST", `${path}/statements`, { statements: [{ text: " " }], origin: "typed" });
  expect(bad.body.errors[0]).toEqual({ field: "statements.0.text", message: "Udfyld feltet." });
  const long = await leader("POST", `${path}/statements`, {
    statements: [{ text: "x".repeat(100_000) }],
    origin: "typed",
  });
  expect(long.body.errors[0].message).toBe("Skriv højst 4.000 tegn.");
  const value = { text: "Ny", valueIds: ["00000000-0000-4000-8000-000000000000"] };
  expect(
    (await leader("POST", `${path}/statements`, { statements: [value], origin: "typed" })).body.type,
  ).toBe("/problems/valueUnknown");
  const nobody = server.browser();
  expect((await nobody("GET", `${path}/statements`)).status).toBe(401);
  const other = "/api/preparation/journeys/00000000-0000-4000-8000-000000000000/statements";
  expect((await leader("GET", other)).status).toBe(404);
});

test("three thousand statements are taken at once and shown a page at a time", async () => {
  const statements = Array.from({ length: 3000 }, (_, index) => ({ text: `Udsagn ${index}` }));
  expect((await leader("POST", `${path}/statements`, { statements, origin: "imported" })).status).toBe(200);
  const page = await list("?search=Udsagn&page=60");
  expect([page.total, page.statements.length]).toEqual([3000, 50]);
});

test("statements come out of a file in any usual encoding; what is no table is refused beside the field", async () => {
  const send = (content: BlobPart, name: string) => {
    const form = new FormData();
    form.append("file", new File([content], name));
    return leader("POST", `${path}/statement-file`, form);
  };
  const danish = Buffer.from("Dato;Udsagn\r\n01-03-2026;Jeg føler mig hørt på æ, ø og å\r\n", "latin1");
  const found = await send(danish, "udsagn.csv");
  expect(found.body).toMatchObject({ likely: 1, rows: 1 });
  expect(found.body.columns[1]).toEqual({ name: "Udsagn", cells: ["Jeg føler mig hørt på æ, ø og å"] });

  const picture = await send(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5, 6]), "udsagn.csv");
  expect(picture.status).toBe(422);
  expect(picture.body.errors[0].field).toBe("file");
  expect((await send("", "tom.csv")).body.type).toBe("/problems/tableEmpty");
  expect((await leader("POST", `${path}/statement-file`, new FormData())).status).toBe(422);
  expect((await send("x".repeat(26 * 1024 * 1024), "stor.csv")).status).toBe(413);
});

test("the next round begins once, with the picked statements still picked, each knowing where it came from", async () => {
  const journeyId = path.split("/").at(-1);
  await leader("POST", "/api/behaviour/behaviours", {
    journeyId,
    kind: "leadersOwn",
    act: "holder det, jeg lover",
  });
  const begin = () => leader("POST", `${path}/next-round`);
  const both = await Promise.all([begin(), begin()]);
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
  expect(both.map(({ body }) => body.isNew).sort()).toEqual([false, true]);
  const next = both[0].body.id;
  const inherited = await leader("GET", `/api/preparation/journeys/${next}/statements?only=picked`);
  expect(inherited.body.statements.map((each: { text: string }) => each.text)).toEqual(
    await texts("?only=picked"),
  );
  expect(inherited.body.statements[0].origin).toBe("inherited");
  const behaviours = await leader("GET", `/api/behaviour/behaviours?journeyId=${next}`);
  expect(behaviours.body.map((each: { act: string }) => each.act)).toEqual(["holder det, jeg lover"]);
  const round = await leader("GET", `/api/guide/journeys/${next}`);
  expect([round.body.round, round.body.basisExists]).toEqual([2, null]);
});
