import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { withoutHidden } from "./comments.reads.ts";
import type { Results } from "./results.wire.ts";
import { fillPulse, type SamplePulse } from "./sampleResponses.ts";
import { unitWithDecisions } from "./testing/unit.ts";

type Unit = Awaited<ReturnType<typeof unitWithDecisions>>;
let unit: Unit;
let people: { id: string; name: string }[];
beforeAll(async () => {
  unit = await unitWithDecisions();
  people = (await unit.leader("GET", `/api/organisation/people?unitId=${unit.unitId}`)).body.people.filter(
    ({ email }: { email: string }) => email !== "karen@nordvarme.example",
  );
});
afterAll(() => unit?.close());
beforeEach(() =>
  inOrganisation(unit.db, unit.organisationId, async (tx) => {
    for (const table of ["resultSeen", "pulse", "customer", "auditEntry"] as const)
      await tx.deleteFrom(table).execute();
  }),
);

/** A measurement in which the employees, in the order of their names, got so many answers. */
const held = (answered: number[], more: Partial<SamplePulse> = {}) =>
  inOrganisation(unit.db, unit.organisationId, (tx) =>
    fillPulse(tx, unit.organisationId, {
      ...{ unitId: unit.unitId, journeyId: unit.journeyId, previousPulseId: null, round: 1, title: "Måling" },
      ...{ startedAt: new Date(), closedAt: null, comments: ["Tak for hjælpen"] },
      questions: unit.behaviourIds.map((behaviourId, index) => ({
        ...{
          behaviourId,
          textDa: `Spørgsmål ${index + 1}`,
          textEn: `Question ${index + 1}`,
          previousQuestionId: null,
        },
      })),
      people: answered.map((count, index) => ({
        personId: people[index]!.id,
        asked: count + 3,
        answered: count,
      })),
      shares: () => [0, 0.1, 0.2, 0.4, 0.3],
      ...more,
    }),
  );
const unitResults = async (who = unit.leader) =>
  (await who("GET", `/api/pulse/results/units/${unit.unitId}`)).body;
const personPath = (index: number) => `/api/pulse/results/people/${people[index]!.id}`;
const as = (name: string) => unit.signedInAs(`${name}@nordvarme.example`);

describe("what is shown", () => {
  test("of a unit with answers enough: the mean with its interval, how they spread, and the comments", async () => {
    await held([12, 9, 7, 11], { comments: ["Tak"], title: "Med kommentarer" });
    const [pulse] = (await unitResults()).pulses;
    expect(pulse).toMatchObject({ asked: 51, answered: 39, released: 39 });
    for (const { tier, n, estimate, counts } of pulse.questions) {
      expect(tier).toBe("full");
      expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(n);
      expect(estimate.low).toBeLessThan(estimate.mean);
      expect(estimate.high).toBeGreaterThan(estimate.mean);
    }
    expect(pulse.comments.length).toBeGreaterThan(0);
    expect(Object.keys(pulse.comments[0])).toEqual(["id", "text", "behaviourId", "isCovered"]);
  });

  test("of a unit with too few: that some came, and nothing else", async () => {
    await held([2, 1, 1]);
    const results = await unitResults();
    expect(results.pulses[0]).toMatchObject({ answered: 4, released: 0, comments: [] });
    for (const question of results.pulses[0].questions)
      expect(question).toMatchObject({
        tier: "none",
        n: null,
        estimate: null,
        counts: null,
        didNotComeUp: null,
      });
  });

  test("of a unit with answers about two employees only: nothing", async () => {
    await held([8, 8]);
    expect((await unitResults()).pulses[0].released).toBe(0);
  });

  test("a change is told against the same question of the round before, and a reworded one has none", async () => {
    const [first, second] = unit.behaviourIds as [string, string];
    const question = (behaviourId: string, previousQuestionId: string | null) => ({
      ...{ behaviourId, textDa: "Q", textEn: "Q", previousQuestionId },
    });
    const before = await held([40, 40, 40], {
      startedAt: new Date("2026-01-05"),
      questions: [question(first, null), question(second, null)],
      shares: () => [0.3, 0.3, 0.2, 0.1, 0.1],
    });
    await held([40, 40, 40], {
      ...{ round: 2, title: "Anden", previousPulseId: before.pulseId },
      questions: [question(first, before.questionIds[0]!), question(second, null)],
      shares: () => [0.05, 0.05, 0.1, 0.4, 0.4],
    });
    const [now] = (await unitResults()).pulses;
    expect(now.questions.map(({ change }: { change: unknown }) => change)).toMatchObject([
      { isChange: true, before: expect.any(Number) },
      null,
    ]);
  });

  test("the file has the same frozen figures as the page", async () => {
    await held([12, 12, 12]);
    const { questions } = (await unitResults()).pulses[0];
    const file = (await unit.leader("GET", `/api/pulse/results/units/${unit.unitId}/figures.csv`))
      .body as string;
    const lines = file.trim().split("\r\n").slice(1);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(`"${questions[0].counts[4]}"`);
  });
});

describe("who sees an employee's results", () => {
  test("she herself first; her leader after her, and every reading of the leader's is written down", async () => {
    await held([12, 6, 12]);
    const anna = await as("anna.lund");
    const hidden = (await unit.leader("GET", personPath(0))).body;
    expect(hidden.pulses[0]).toMatchObject({ released: 0, questions: [], comments: [] });
    const own = (await anna("GET", "/api/pulse/results/mine")).body;
    expect(own.pulses[0].released).toBe(12);
    expect((await unit.leader("GET", personPath(0))).body.pulses[0].questions).toEqual(
      own.pulses[0].questions,
    );
    const entries = await inOrganisation(unit.db, unit.organisationId, (tx) =>
      tx
        .selectFrom("auditEntry")
        .select(["action", "aboutPersonId"])
        .where("action", "like", "results.%")
        .execute(),
    );
    expect(entries).toEqual(Array(2).fill({ action: "results.read", aboutPersonId: people[0]!.id }));
  });

  test("her leader too, once they have lain open for a week", async () => {
    await held([12, 12, 12], { startedAt: new Date(Date.now() - 8 * 86_400_000) });
    expect((await unit.leader("GET", personPath(1))).body.pulses[0].released).toBe(12);
  });

  test("from five to nine answers the mean and no more", async () => {
    await held([12, 6, 12]);
    const bo = await as("bo.kjaer");
    const { questions, comments } = (await bo("GET", "/api/pulse/results/mine")).body.pulses[0];
    const withMean = questions.filter(({ tier }: { tier: string }) => tier === "mean");
    expect(withMean.length).toBeGreaterThan(0);
    for (const question of withMean) expect(question).toMatchObject({ counts: null, didNotComeUp: null });
    expect(comments).toEqual([]);
  });

  test("that there is something new is said until she has looked, and saying so opens nothing", async () => {
    const { pulseId } = await held([12, 2, 12]);
    const [anna, bo] = [await as("anna.lund"), await as("bo.kjaer")];
    const unseen = async (who: typeof anna) => (await who("GET", "/api/pulse/results/mine/unseen")).body;
    expect(await unseen(anna)).toMatchObject([{ pulseId }]);
    // Two answers are too few to be there.
    expect(await unseen(bo)).toEqual([]);
    expect((await unit.leader("GET", personPath(0))).body.pulses[0].released).toBe(0);
    await anna("GET", "/api/pulse/results/mine");
    expect(await unseen(anna)).toEqual([]);
  });

  test("nobody else: not a colleague, an administrator, HR, or the leader of another unit", async () => {
    await held([12, 12, 12], { startedAt: new Date(Date.now() - 8 * 86_400_000) });
    const other = (await unit.leader("POST", "/api/organisation/units", { name: "Butikken" })).body.id;
    const roles = { administrator: null, hr: null, leader: other, employee: unit.unitId };
    for (const [role, unitId] of Object.entries(roles)) {
      const email = `nogen-${role}@nordvarme.example`;
      await unit.leader("POST", "/api/organisation/people", { name: role, email, roles: [{ role, unitId }] });
      const visit = await unit.signedInAs(email);
      const answer = await visit("GET", personPath(0));
      expect([role, answer.status]).toEqual([role, 404]);
      expect((await visit("GET", `/api/pulse/results/units/${unit.unitId}/people`)).status, role).toBe(404);
    }
    expect((await unit.browser()("GET", personPath(0))).status).toBe(401);
  });

  test("the list of employees is in the order of their names and has no figure in it", async () => {
    await held([5, 40, 12, 2]);
    const list = (await unit.leader("GET", `/api/pulse/results/units/${unit.unitId}/people`)).body;
    expect(list.map(({ name }: { name: string }) => name).slice(0, 4)).toEqual(
      people.map(({ name }) => name).slice(0, 4),
    );
    for (const entry of list) expect(Object.keys(entry).sort()).toEqual(["name", "personId", "state"]);
  });
});

test("what an employee says about her results stands beside them, and can be taken back", async () => {
  const { pulseId } = await held([12, 12, 12]);
  const anna = await as("anna.lund");
  const remark = { pulseId, kind: "notMine", text: "Den 5. var jeg på ferie" };
  const { id } = (await anna("POST", "/api/pulse/results/mine/remarks", remark)).body;
  await anna("GET", "/api/pulse/results/mine");
  expect((await unit.leader("GET", personPath(0))).body.pulses[0].remarks).toMatchObject([
    { text: remark.text },
  ]);
  const bo = await as("bo.kjaer");
  expect((await bo("DELETE", `/api/pulse/results/mine/remarks/${id}`)).status).toBe(404);
  expect((await anna("DELETE", `/api/pulse/results/mine/remarks/${id}`)).status).toBe(200);
  const wrong = { ...remark, pulseId: "00000000-0000-4000-8000-000000000000" };
  expect((await anna("POST", "/api/pulse/results/mine/remarks", wrong)).status).toBe(404);
});

test("a hidden comment is gone from every view", async () => {
  await held([30, 30, 30]);
  const [comment] = (await unitResults()).pulses[0].comments;
  const path = `/api/pulse/results/units/${unit.unitId}/comments/${comment.id}`;
  expect((await unit.leader("PATCH", path, { isHidden: true })).status).toBe(200);
  expect(JSON.stringify(await unitResults())).not.toContain(comment.id);
});

describe("words of a comment that tell of a third person", () => {
  const said = "Tak til Søren, (og til SØREN Bæk Holm) for hjælpen. Sørens kollega var også sød.";
  async function commented() {
    const { pulseId } = await held([30, 30, 30], { comments: [said] });
    const [comment] = (await unitResults()).pulses[0].comments;
    const path = `/api/pulse/results/units/${unit.unitId}/comments/${comment.id}`;
    return {
      comment,
      change: async (json: object) => {
        expect((await unit.leader("PATCH", path, json)).status).toBe(200);
        return (await unitResults()).pulses[0].comments[0];
      },
      find: async (search: string) =>
        (
          await unit.leader(
            "GET",
            `/api/pulse/results/units/${unit.unitId}/comments?pulseId=${pulseId}&search=${search}`,
          )
        ).body.total,
    };
  }

  test("are hidden wherever they stand, and several in a row by one mark; a search does not find them", async () => {
    const { comment, change, find } = await commented();
    expect(comment).toMatchObject({ text: said, isCovered: false });
    expect(await find("søren bæk")).toBe(1);
    expect(await change({ hideWords: ["Søren,", "Bæk", "Holm)"] })).toMatchObject({
      text: "Tak til […], (og til […]) for hjælpen. Sørens kollega var også sød.",
      isCovered: true,
    });
    expect(await find("holm")).toBe(0);
    expect(await find("kollega")).toBe(1);
  });

  test("are hidden beside those that were before, and shown again, some or all", async () => {
    const { change } = await commented();
    await change({ hideWords: ["Bæk", "Holm"] });
    await change({ hideWords: ["kollega"] });
    expect((await change({ showWords: ["kollega"] })).text).toBe(
      "Tak til Søren, (og til SØREN […]) for hjælpen. Sørens kollega var også sød.",
    );
    expect(await change({ showWords: "all" })).toMatchObject({ text: said, isCovered: false });
  });

  test("are not in the files, nor in what an employee sees of her own", async () => {
    const { change } = await commented();
    await change({ hideWords: ["Søren", "Bæk", "Holm", "Sørens"] });
    const everybody = await Promise.all(
      ["anna.lund", "bo.kjaer", "carla.moe"].map(async (name) =>
        (await as(name))("GET", "/api/pulse/results/mine"),
      ),
    );
    expect(JSON.stringify(everybody)).toContain("Tak til […], (og til […]) for hjælpen. […] kollega");
    expect(JSON.stringify(everybody)).not.toMatch(/søren|bæk|holm\b/iu);
  });

  test("that is what a frozen picture shows from then on, and nothing of what is hidden as a whole", async () => {
    const { change } = await commented();
    const frozen: Results = await unitResults();
    const now = () =>
      inOrganisation(unit.db, unit.organisationId, (tx) => withoutHidden(tx, unit.organisationId, frozen));
    expect(await now()).toEqual(frozen);
    await change({ hideWords: ["kollega"] });
    expect((await now()).pulses[0]!.comments[0]!.text).toContain("Sørens […] var");
    await change({ isHidden: true });
    expect((await now()).pulses[0]!.comments).toEqual([]);
  });
});

describe("what customers wrote", () => {
  const unitComments = (query: string, who = unit.leader) =>
    who("GET", `/api/pulse/results/units/${unit.unitId}/comments?${query}`);
  const written = Array.from({ length: 60 }, (_, number) => `Kommentar ${number}: 100 % tilfreds`);

  test("comes page by page, each comment once, and is found by its words as they were typed", async () => {
    const { pulseId } = await held([200, 150, 150], { comments: written });
    const [pulse] = (await unitResults()).pulses;
    expect(pulse.comments).toHaveLength(20);
    expect(pulse.commentCount).toBeGreaterThan(40);
    const seen = new Set<string>();
    for (const page of [1, 2, 3]) {
      const { comments, total } = (await unitComments(`pulseId=${pulseId}&page=${page}`)).body;
      expect(total).toBe(pulse.commentCount);
      for (const { id } of comments) seen.add(id);
    }
    expect(seen.size).toBe(Math.min(60, pulse.commentCount));
    const found = (search: string) =>
      unitComments(`pulseId=${pulseId}&search=${encodeURIComponent(search)}`).then(({ body }) => body.total);
    expect(await found("100 % TILFREDS")).toBe(pulse.commentCount);
    expect(await found("100_% tilfreds")).toBe(0);
  });

  test("is tied to a behaviour of the unit and found by it; to another unit's it is not", async () => {
    const { pulseId } = await held([30, 30, 30], { comments: written });
    const [comment] = (await unitResults()).pulses[0].comments;
    const path = `/api/pulse/results/units/${unit.unitId}/comments/${comment.id}`;
    const behaviourId = unit.behaviourIds[0]!;
    expect((await unit.leader("PATCH", path, { behaviourId })).status).toBe(200);
    const { comments } = (await unitComments(`pulseId=${pulseId}&behaviourId=${behaviourId}`)).body;
    expect(comments).toEqual([{ ...comment, behaviourId }]);
    const unknown = { behaviourId: "00000000-0000-4000-8000-000000000000" };
    expect((await unit.leader("PATCH", path, unknown)).status).toBe(422);
  });

  test("is not told where the answers are too few to show how they spread, nor that it is there", async () => {
    const { pulseId } = await held([3, 3, 3], { comments: written });
    expect((await unitComments(`pulseId=${pulseId}`)).body).toEqual({ comments: [], total: 0 });
    const hidden = await inOrganisation(unit.db, unit.organisationId, (tx) =>
      tx.updateTable("response").set({ comment: "Kun mig" }).returning("id").execute(),
    );
    const path = `/api/pulse/results/units/${unit.unitId}/comments/${hidden[0]!.id}`;
    expect((await unit.leader("PATCH", path, { isHidden: true })).status).toBe(404);
  });

  test("about an employee is hers first, and then her leader's; nobody else asks for it", async () => {
    const { pulseId } = await held([30, 30, 30], { comments: written });
    const path = `${personPath(0)}/comments?pulseId=${pulseId}`;
    expect((await unit.leader("GET", path)).body.total).toBe(0);
    const anna = await as("anna.lund");
    const { total } = (await anna("GET", path)).body;
    await anna("GET", "/api/pulse/results/mine");
    expect(total).toBeGreaterThan(0);
    expect((await unit.leader("GET", path)).body.total).toBe(total);
    const bo = await as("bo.kjaer");
    expect((await bo("GET", path)).status).toBe(404);
  });
});
