import { afterAll, beforeAll, expect, test } from "vitest";
import { readPresentation } from "#platform/documents/testing/readPresentation.ts";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let journeyId: string;
let path: string;
type Slide = {
  id: string;
  title: string;
  body: string;
  madeFrom: string;
  isHidden: boolean;
  version: number;
};

beforeAll(async () => {
  server = await testServer();
  const first = await server.firstLeader();
  leader = first.leader;
  journeyId = (await leader("POST", "/api/guide/journeys", { unitId: first.unitId })).body.id;
  const step = `/api/guide/journeys/${journeyId}/steps/meeting`;
  await leader("PATCH", step, { answers: { alive: "Vi holder, hvad vi lover." }, version: 1 });
  const statements = [{ text: "I ringer aldrig tilbage." }];
  const said = `/api/preparation/journeys/${journeyId}/statements`;
  const { ids } = (await leader("POST", said, { statements, origin: "typed", source: "Panelet" })).body;
  await leader("PUT", `/api/preparation/journeys/${journeyId}/picked`, { statementIds: ids, before: [] });
  await leader("POST", "/api/behaviour/behaviours", { journeyId, kind: "leadersOwn", act: "jeg lytter med" });
  const { body } = await leader("POST", `/api/preparation/journeys/${journeyId}/meetings`);
  path = `/api/preparation/meetings/${body.id}/slides`;
});
afterAll(() => server.close());

const slides = async (): Promise<Slide[]> => (await leader("GET", path)).body.slides;
const made = (all: Slide[], from: string) => all.find(({ madeFrom }) => madeFrom.startsWith(from))!;

test("slides come out of what has been put in, and made again they keep what was written in them", async () => {
  // They come with the plan.
  expect((await leader("POST", `${path}/made`)).body).toEqual({ made: 0, changed: 0, removed: 0 });
  const first = await slides();
  expect(made(first, "point.1").body).toBe("Vi holder, hvad vi lover.");
  expect(made(first, "statement.").body).toBe("“I ringer aldrig tilbage.”\n\n— Panelet");
  expect(made(first, "behaviours.").body).toBe("jeg lytter med");

  const { id, version } = made(first, "point.1");
  expect((await leader("PATCH", `${path}/${id}`, { body: "Mine ord", version })).status).toBe(200);
  const stale = await leader("PATCH", `${path}/${id}`, { body: "Andres ord", version });
  expect([stale.status, made(stale.body.current.slides, "point.1").body]).toEqual([409, "Mine ord"]);
  expect((await leader("POST", `${path}/made`)).body).toEqual({ made: 0, changed: 0, removed: 0 });
  expect(made(await slides(), "point.1").body).toBe("Mine ord");
});

test("what they are made from changes: that is said, in whichever language one looks, until they are made again", async () => {
  const news = async (as = leader) => (await as("GET", path)).body.hasNews;
  const inEnglish = await server.signedInAs("karen@nordvarme.example", "en");
  expect([await news(), await news(inEnglish)]).toEqual([false, false]);
  await leader("POST", "/api/behaviour/behaviours", {
    journeyId,
    kind: "pointedTo",
    act: "vi ringer tilbage",
  });
  expect([await news(), await news(inEnglish)]).toEqual([true, true]);
  expect((await leader("POST", `${path}/made`)).body).toEqual({ made: 1, changed: 0, removed: 0 });
  expect(await news()).toBe(false);
});

test("a deleted slide comes back where it stood, and hidden ones stay hidden", async () => {
  const before = await slides();
  const gone = before[2]!;
  await leader("DELETE", `${path}/${gone.id}`);
  expect(await slides()).toHaveLength(before.length - 1);
  const { version: _, ...slide } = gone;
  const back = await leader("POST", path, { ...slide, after: before[1]!.id });
  expect(back.status).toBe(200);
  expect((await slides()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  const { id, version } = (await slides())[2]!;
  await leader("PATCH", `${path}/${id}`, { isHidden: true, version });
  await leader("POST", `${path}/made`);
  expect((await slides()).find((each) => each.id === id)?.isHidden).toBe(true);
});

test("the order is kept whole; one that leaves a slide out or names another is refused", async () => {
  const ids = (await slides()).map(({ id }) => id).reverse();
  expect((await leader("PUT", `${path}/order`, { slideIds: ids })).status).toBe(200);
  expect((await slides()).map(({ id }) => id)).toEqual(ids);
  const nobody = "00000000-0000-4000-8000-000000000000";
  for (const wrong of [ids.slice(1), [nobody, ...ids.slice(1)], [ids[1], ...ids.slice(1)]])
    expect((await leader("PUT", `${path}/order`, { slideIds: wrong })).status).toBe(409);
});

test("made anew the slides stay in their language, until somebody chooses the other; what was written by hand stays", async () => {
  const inEnglish = await server.signedInAs("karen@nordvarme.example", "en");
  const asked = async (as = leader) => (await as("GET", path)).body.locale;
  const titles = async () => (await slides()).filter(({ madeFrom }) => madeFrom?.startsWith("point."));
  const before = await titles();
  expect([await asked(), await asked(inEnglish)]).toEqual(["da", "da"]);
  await inEnglish("POST", `${path}/made`);
  expect(await titles()).toEqual(before);

  await inEnglish("POST", `${path}/made?locale=en`);
  expect([await asked(), await asked(inEnglish)]).toEqual(["en", "en"]);
  const after = await titles();
  const isHers = ({ body }: Slide) => body === "Mine ord";
  expect(after.filter(isHers)).toEqual(before.filter(isHers));
  for (const slide of after.filter((each) => !isHers(each)))
    expect(slide.title).not.toBe(before.find(({ id }) => id === slide.id)?.title);
  await leader("POST", `${path}/made?locale=da`);
  expect(await asked(inEnglish)).toBe("da");
  expect((await leader("POST", `${path}/made?locale=fr`)).status).toBe(422);
});

test("the shown slides come as a PowerPoint file, with what stands in them and their notes", async () => {
  const [first] = await slides();
  const speakerNotes = "Sig det roligt.\nVent på svar.";
  await leader("PATCH", `${path}/${first!.id}`, { speakerNotes, version: first!.version });
  const { status, bytes, headers } = await leader("GET", `${path}.pptx`);
  expect([status, headers.get("content-type")]).toEqual([200, expect.stringContaining("presentationml")]);
  const shown = (await slides()).filter(({ isHidden }) => !isHidden);
  const deck = readPresentation(bytes).slides;
  expect(shown.length).toBeLessThan((await slides()).length);
  expect(deck.map(({ texts }) => texts.filter(Boolean)[0])).toEqual(shown.map(({ title }) => title));
  expect(deck[0]!.notes.slice(0, 2)).toEqual(speakerNotes.split("\n"));
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect((await leader("GET", `/api/preparation/meetings/${nobody}/slides.pptx`)).status).toBe(404);
  expect((await server.browser()("GET", `${path}.pptx`)).status).toBe(401);
});

test("bad input is told, and a slide of another meeting is not found", async () => {
  const [slide] = await slides();
  const long = await leader("PATCH", `${path}/${slide!.id}`, {
    body: "x".repeat(100_000),
    version: slide!.version,
  });
  expect(long.body.errors[0].field).toBe("body");
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect((await leader("DELETE", `${path}/${nobody}`)).status).toBe(404);
  expect((await leader("POST", path, { after: nobody, point: 6 })).status).toBe(422);
  expect((await leader("GET", `/api/preparation/meetings/${nobody}/slides`)).status).toBe(404);
  expect((await server.browser()("GET", path)).status).toBe(401);
});
