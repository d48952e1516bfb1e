import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let unitId: string;
let journey: string;
let ids: string[];

beforeAll(async () => {
  server = await testServer();
  ({ leader, unitId } = await server.firstLeader());
});
afterAll(() => server.close());
beforeEach(async () => {
  const { body } = await leader("POST", "/api/guide/journeys", { unitId });
  journey = `/api/preparation/journeys/${body.id}`;
  const statements = ["Ring tilbage", "I ringer ikke tilbage", "Fakturaen er svær"].map((text) => ({ text }));
  ids = (await leader("POST", `${journey}/statements`, { statements, origin: "typed" })).body.ids;
});

const themes = async () => (await leader("GET", `${journey}/themes`)).body;
const make = (name: string, ...statementIds: string[]) =>
  leader("POST", `${journey}/themes`, { themes: [{ name, statementIds }] });
const under = async (theme: string) =>
  (await leader("GET", `${journey}/statements?theme=${theme}`)).body.statements.map(
    (each: { id: string }) => each.id,
  );

test("a theme tells how many statements stand under it, and which; the others are found as well", async () => {
  await make("Faktura", ids[2]!);
  const { body } = await make("Tilbageringning", ids[0]!, ids[1]!);
  expect(await themes()).toMatchObject([
    { name: "Tilbageringning", count: 2 },
    { name: "Faktura", count: 1 },
  ]);
  expect(await under(body.ids[0])).toEqual([ids[0], ids[1]]);
  expect(await under("none")).toEqual([]);
});

test("a suggestion holds for what it was computed on: what somebody has gathered meanwhile refuses all of it", async () => {
  await make("Hendes", ids[0]!);
  const late = await make("Mit", ids[0]!, ids[1]!);
  expect([late.status, late.body.type]).toEqual([409, "/problems/themedMeanwhile"]);
  expect(await themes()).toMatchObject([{ name: "Hendes", count: 1 }]);
});

test("more can go under a theme that is there; a statement is moved by hand, and not under another journey's theme", async () => {
  const [theme] = (await make("Tilbageringning", ids[0]!)).body.ids;
  const into = [{ themeId: theme, statementIds: [ids[1]] }];
  expect((await leader("POST", `${journey}/themes`, { themes: [], into })).status).toBe(200);
  expect(await under(theme)).toEqual([ids[0], ids[1]]);
  const move = (themeId: string | null, version: number) =>
    leader("PATCH", `${journey}/statements/${ids[0]}`, { themeId, version });
  expect((await move(null, 2)).status).toBe(200);
  expect(await under("none")).toEqual([ids[0], ids[2]]);
  const odd = await move("00000000-0000-4000-8000-000000000000", 3);
  expect(odd.body.errors).toMatchObject([{ field: "themeId" }]);
});

test("a theme that is dropped leaves its statements, and is made again with the same ones; two renamings are told apart", async () => {
  const [theme] = (await make("Tilbageringning", ids[0]!, ids[1]!)).body.ids;
  const path = `${journey}/themes/${theme}`;
  const both = await Promise.all(["Ring", "Svar"].map((name) => leader("PATCH", path, { name, version: 1 })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const dropped = (await leader("DELETE", path)).body;
  expect(new Set(dropped.statementIds)).toEqual(new Set([ids[0], ids[1]]));
  expect(await themes()).toEqual([]);
  expect(await under("none")).toHaveLength(3);
  await leader("POST", `${journey}/themes`, { themes: [dropped] });
  expect(await themes()).toMatchObject([{ count: 2 }]);
});

test("what is said in a theme is named on its slide, and the next round takes it over", async () => {
  await make("Tilbageringning", ids[0]!, ids[1]!);
  await leader("PUT", `${journey}/picked`, { statementIds: [ids[0]], before: [] });
  const meeting = (await leader("POST", `${journey}/meetings`)).body.id;
  await leader("POST", `/api/preparation/meetings/${meeting}/slides/made`);
  const slides = (await leader("GET", `/api/preparation/meetings/${meeting}/slides`)).body.slides;
  const titled = (origin: string) => slides.find((slide: { madeFrom: string }) => slide.madeFrom === origin);
  expect(titled("themes").body).toBe("• Tilbageringning (2 udsagn)");
  expect(titled(`statement.${ids[0]}`).title).toBe("Det siger kunderne: Tilbageringning");
  const next = (await leader("POST", `${journey}/next-round`)).body.id;
  expect((await leader("GET", `/api/preparation/journeys/${next}/themes`)).body).toMatchObject([
    { name: "Tilbageringning", count: 1 },
  ]);
});
