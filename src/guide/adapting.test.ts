import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "../testing/server.ts";

let server: TestServer;
let karen: ReturnType<TestServer["browser"]>;
let unitId: string;
let journeyId: string;
const guide = "/api/guide/guides/liveOutValues";

beforeAll(async () => {
  server = await testServer();
  // Who sets the installation up administers it, and leads its first unit.
  ({ leader: karen, unitId } = await server.firstLeader());
  journeyId = (await karen("POST", "/api/guide/journeys", { unitId })).body.id;
});
afterAll(() => server.close());

const draft = async () => (await karen("GET", `${guide}/draft`)).body.draft;
const change = async (fields: Record<string, string>) =>
  karen("PATCH", `${guide}/draft`, { fields, version: (await draft()).version });
const publish = async () => karen("POST", `${guide}/editions`, { version: (await draft()).version });
const journey = async (id = journeyId) => (await karen("GET", `/api/guide/journeys/${id}`)).body;

test("a guide is copied as a draft that nobody else sees, once however often it is begun", async () => {
  expect(await draft()).toBeNull();
  expect((await karen("PUT", `${guide}/draft`, {})).body).toEqual({ version: 1 });
  await change({ "guide.da.title": "Vores vej" });
  expect((await karen("PUT", `${guide}/draft`, {})).body).toEqual({ version: 2 });
  expect((await draft()).fields["guide.da.title"]).toBe("Vores vej");
  expect((await karen("GET", guide)).body.guide.title).not.toBe("Vores vej");
});

test("two who adapt at once: the second is told, and shown what the first wrote", async () => {
  const { version } = await draft();
  const send = (title: string) =>
    karen("PATCH", `${guide}/draft`, { fields: { "guide.en.title": title }, version });
  expect((await send("Our way")).status).toBe(200);
  const late = await send("Another way");
  expect([late.status, late.body.current.fields["guide.en.title"]]).toEqual([409, "Our way"]);
});

test("a field that no guide has is refused, and so is a text without end", async () => {
  expect((await change({ "step.convey.da.madeUp": "x" })).status).toBe(422);
  const long = await change({ "step.convey.da.guidance": "x".repeat(100_000) });
  expect([long.status, long.body.errors[0].field]).toEqual([422, "fields.step.convey.da.guidance"]);
});

test("an invalid guide is not published: each place is named, in words, and the draft stays", async () => {
  await change({ "step.convey.da.title": "", "step.meeting.companion": "liveOutValues" });
  const refused = await publish();
  expect(refused.status).toBe(422);
  expect(refused.body.title).toBe("Guiden kan ikke udgives endnu. Der er 2 steder at rette.");
  expect(refused.body.errors).toEqual([
    { field: "step.convey.da.title", message: "Her mangler en tekst." },
    {
      field: "step.meeting.companion",
      message: expect.stringContaining("Guiderne fører i ring: Værdierne, som"),
    },
  ]);
  expect((await draft()).fields["step.meeting.companion"]).toBe("liveOutValues");
  await change({ "step.convey.da.title": "Fortæl det", "step.meeting.companion": "" });
});

test("what is published is what new journeys begin on; a running one keeps its edition until its leader moves it", async () => {
  // A question of the first step is taken out, and something stands in the journey's answer to it.
  const before = await journey();
  const first = before.guide.steps[0].prompts.map(({ key }: { key: string }) => key);
  const answer = (stepKey: string, promptKey: string, words: string, version: number) =>
    karen("PATCH", `/api/guide/journeys/${journeyId}/steps/${stepKey}`, {
      answers: { [promptKey]: words },
      version,
    });
  await answer("convey", first[0], "På mødet", 1);
  await change({ "step.convey.prompts": first.slice(1).join(" ") });
  const published = await publish();
  expect([published.status, published.body.version]).toEqual([200, 1]);
  expect(await draft()).toBeNull();

  const running = await journey();
  expect(running.guide).toEqual(before.guide);
  expect(running.newer).toEqual({
    guideId: published.body.guideId,
    version: 1,
    lost: [before.guide.steps[0].prompts[0].question],
  });
  const move = async () =>
    karen("PUT", `/api/guide/journeys/${journeyId}/edition`, {
      guideId: published.body.guideId,
      version: (await journey()).version,
    });
  expect((await move()).status).toBe(422);
  // Taken out of the answer, nothing is lost any more.
  await answer("convey", first[0], "", 2);
  expect((await journey()).newer.lost).toEqual([]);
  expect((await move()).status).toBe(200);
  const after = await journey();
  expect([after.guide.steps[0].title, after.newer, after.edition.version]).toEqual(["Fortæl det", null, 1]);

  const fresh = (await karen("POST", "/api/guide/journeys", { unitId })).body.id;
  expect((await journey(fresh)).guide.title).toBe("Vores vej");
});

test("which journeys walk which edition stands there; the product's guide comes back, and the own one again", async () => {
  const editions = async () => (await karen("GET", `${guide}/editions`)).body;
  const seen = (list: { guideId: string | null; isInForce: boolean; journeys: unknown[] }[]) =>
    list.map(({ guideId, isInForce, journeys }) => [guideId !== null, isInForce, journeys.length]);
  expect(seen(await editions())).toEqual([
    [true, true, 2],
    [false, false, 0],
  ]);
  const { guideId } = (await karen("DELETE", `${guide}/editions`)).body;
  expect(seen(await editions())).toEqual([
    [true, false, 2],
    [false, true, 0],
  ]);
  expect((await karen("GET", guide)).body.guideId).toBeNull();
  expect((await karen("POST", `${guide}/editions/${guideId}/again`)).status).toBe(200);
  expect((await karen("GET", guide)).body.guideId).toBe(guideId);
});

test("a step that is new is added to a journey that goes over, and one that is gone and empty is left out", async () => {
  await karen("PUT", `${guide}/draft`, {});
  const { fields } = await draft();
  const steps = fields.steps.split(" ").filter((key: string) => key !== "dialogue");
  const words = {
    title: "Nyt",
    guidance: "Gør det.",
    activity: "Gør",
    responsible: "Alle",
    mistakes: "Intet.",
  };
  const added = Object.fromEntries(
    ["da", "en"].flatMap((language) => [
      ...Object.entries(words).map(([part, text]) => [`step.extra.${language}.${part}`, text]),
      [`step.extra.prompt.what.${language}.question`, "Hvad?"],
    ]),
  );
  await change({
    ...added,
    steps: [...steps, "extra"].join(" "),
    "step.extra.prompts": "what",
    "step.extra.minutes": "5",
  });
  const { guideId, version } = (await publish()).body;
  expect(version).toBe(2);
  const { version: at } = await journey();
  await karen("PUT", `/api/guide/journeys/${journeyId}/edition`, { guideId, version: at });
  const keys = (await journey()).progress.map(({ stepKey }: { stepKey: string }) => stepKey);
  expect(keys).toEqual([...steps, "extra"]);
  // What the meeting's plan, its slides and the papers are made of does without a step that is not there.
  const planned = await karen("POST", `/api/preparation/journeys/${journeyId}/meetings`, {});
  expect(planned.status).toBe(200);
  expect((await karen("POST", `/api/preparation/meetings/${planned.body.id}/slides/made`, {})).status).toBe(
    200,
  );
  expect((await karen("GET", `/api/thread/journeys/${journeyId}/guide.pdf`)).status).toBe(200);
});

test("a draft that was discarded is brought back as it was", async () => {
  await karen("PUT", `${guide}/draft`, {});
  await change({ "guide.da.purpose": "At det mærkes." });
  const { fields } = await draft();
  await karen("DELETE", `${guide}/draft`);
  expect((await karen("PATCH", `${guide}/draft`, { fields: {}, version: 2 })).status).toBe(404);
  await karen("PUT", `${guide}/draft`, { fields });
  expect((await draft()).fields).toEqual(fields);
});
