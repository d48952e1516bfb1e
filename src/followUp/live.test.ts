import { afterAll, beforeAll, expect, test } from "vitest";
import { decideBehaviours } from "#behaviour/store.ts";
import { type Body, meetingUnit } from "#meeting/testing/unit.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { fillPulse } from "#pulse/sampleResponses.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
let behaviourIds: string[];
const reviews = "/api/follow-up/review-meetings";

beforeAll(async () => {
  unit = await meetingUnit();
  behaviourIds = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    decideBehaviours(
      tx,
      unit.organisationId,
      ["Vi ringer tilbage", "Vi siger, hvem der har sagen"].map((act) => ({
        ...{ unitId: unit.unitId, journeyId: unit.journeyId, act, evidence: {}, decidedAt: new Date() },
      })),
    ),
  );
  await unit.leader("POST", "/api/behaviour/actions", { unitId: unit.unitId, title: "Hæng tavlen op" });
});
afterAll(() => unit?.close());

async function planned() {
  const { id } = (await unit.leader("POST", reviews, { unitId: unit.unitId, kind: "result" })).body;
  const path = `${reviews}/${id}`;
  return { path, read: async () => (await unit.leader("GET", path)).body };
}

test("a review is held in the live room: the guide's agenda, what was promised last on the first slide, what it decides comes back", async () => {
  const { path, read } = await planned();
  const both = await Promise.all([1, 2].map(() => unit.leader("POST", `${path}/live`, {})));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const meetingId: string = both[0]!.body.id;
  expect(both[1]!.body.id, "opened by two at once it is one").toBe(meetingId);
  const { agenda } = (await unit.leader("GET", `/api/preparation/meetings/${meetingId}`)).body;
  expect(agenda.map(({ stage }: { stage: string }) => stage)).toEqual([
    ...["points", "dialogue", "dialogue", "dialogue", "dialogue", "dialogue", "decision", "nextSteps"],
  ]);
  const { slides } = (await unit.leader("GET", `/api/preparation/meetings/${meetingId}/slides`)).body;
  expect(slides.map(({ title }: { title: string }) => title)).toEqual([
    "Resultatmøde: Nordvarme",
    "Det lovede I sidst",
  ]);
  expect(slides[1].body).toContain("Hæng tavlen op");

  await unit.leader("POST", `/api/meeting/meetings/${meetingId}/open`, {});
  expect((await read()).live).toEqual({ id: meetingId, state: "running" });
  const karen = await unit.console(meetingId);
  const { room } = await karen.welcome();
  const stageId = Object.values(room.stages).find(({ kind }) => kind === "decision")!.id;
  expect(await karen.act({ type: "stage.go", stageId, roundId: newId() })).toBe("saved");
  const [keep, change] = behaviourIds as [string, string];
  const decide = async (act: string, replaces: string | null) => {
    const decisionId = newId();
    const from = { noteIds: [], clusterId: null, optionId: null, replaces };
    const done = [
      { type: "decision.propose", decisionId, act, ...from },
      { type: "decision.decide", decisionId, without: ["consent", "concern", "value"] },
    ] as Body[];
    for (const command of done) expect(await karen.act(command)).toBe("saved");
  };
  await decide("Vi siger navn og nummer", change);
  await decide("Vi skriver et resumé", null);
  expect((await read()).decisions, "before it closes nothing is decided").toEqual([]);
  expect(await karen.act({ type: "meeting.close" })).toBe("saved");

  const decided = async () =>
    (await read()).decisions.map((each: Record<string, unknown>) => [
      ...[each.choice, each.behaviourId, each.act, each.isInForce],
    ]);
  const made = [
    ["change", change, "Vi siger navn og nummer", true],
    ["start", null, "Vi skriver et resumé", true],
  ];
  expect(await decided()).toEqual(expect.arrayContaining(made));
  await karen.act({ type: "meeting.reopen" });
  expect(await decided(), "closing undone").toEqual([]);
  await karen.act({ type: "meeting.close" });

  const before = await read();
  expect(before.behaviours.map(({ id }: { id: string }) => id).sort()).toEqual([keep, change].sort());
  await unit.leader("POST", `${path}/decisions`, { behaviourId: keep, choice: "keep" });
  const { version } = await read();
  expect((await unit.leader("POST", `${path}/hold`, { version })).status).toBe(200);
  const held = await read();
  expect(held.state).toBe("held");
  expect(held.decisions).toHaveLength(3);
  const acts = (await unit.leader("GET", `/api/behaviour/behaviours?unitId=${unit.unitId}`)).body
    .filter(({ kind }: { kind: string }) => kind === "decided")
    .map(({ act }: { act: string }) => act);
  expect(acts.sort(), "each once").toEqual(
    ["Vi ringer tilbage", "Vi siger navn og nummer", "Vi skriver et resumé"].sort(),
  );
  expect((await unit.leader("POST", `${path}/live`, {})).status, "a held one is not opened").toBe(422);
});

test("what customers say is drawn in the room and in the minutes as it was when it was opened, and only what may be shown", async () => {
  const people = await Promise.all(
    ["Anna", "Bo", "Carla"].map((name) =>
      unit.leader("POST", "/api/organisation/people", {
        ...{ name, email: `${name.toLowerCase()}@nordvarme.example`, locale: "da" },
        roles: [{ role: "employee", unitId: unit.unitId }],
      }),
    ),
  );
  const round = (title: string, share: readonly number[]) =>
    inOrganisation(unit.db, unit.organisationId, (tx) =>
      fillPulse(tx, unit.organisationId, {
        ...{ unitId: unit.unitId, journeyId: unit.journeyId, previousPulseId: null, round: 1, title },
        ...{ startedAt: new Date(), closedAt: null, comments: [] },
        questions: [
          {
            ...{ behaviourId: behaviourIds[0]!, previousQuestionId: null },
            ...{ textDa: "Der blev ringet tilbage", textEn: "Somebody called back" },
          },
        ],
        people: people.map(({ body }) => ({ personId: body.id, asked: 15, answered: 12 })),
        shares: () => [...share] as never,
      }),
    );
  await round("Efterår", [0, 0.1, 0.2, 0.4, 0.3]);
  const { path, read } = await planned();
  const meetingId: string = (await unit.leader("POST", `${path}/live`, {})).body.id;
  await unit.leader("POST", `/api/meeting/meetings/${meetingId}/open`, {});
  const onTheDay = (await read()).results;
  const [asked] = onTheDay.pulses[0].questions;
  await round("Vinter", [0.5, 0.5, 0, 0, 0]);

  const karen = await unit.console(meetingId);
  const { room } = await karen.welcome();
  const slide = Object.values(room.slides).find(({ answered }) => answered)!;
  expect(slide).toMatchObject({
    title: "Der blev ringet tilbage",
    answered: { source: "Efterår", mean: asked.estimate, counts: asked.counts },
  });
  expect((await read()).results, "the review shows what the room looks at").toEqual(onTheDay);
  await karen.act({ type: "meeting.close" });
  const minutes = (await unit.leader("GET", `/api/thread/meetings/${meetingId}/minutes`)).body;
  expect(minutes.answered).toEqual([{ question: slide.title, answered: slide.answered }]);
  await unit.leader("POST", `${path}/hold`, { version: (await read()).version });
  expect((await read()).results, "and keeps it").toEqual(onTheDay);

  const next = await planned();
  expect((await next.read()).results.pulses[0].title).toBe("Vinter");
});

test("a review whose room was called off is off for everybody once its day is taken away, and begins anew with a new room", async () => {
  const { path, read } = await planned();
  await unit.leader("PATCH", path, {
    when: { day: "2030-03-04", time: "10:00" },
    version: (await read()).version,
  });
  const first: string = (await unit.leader("POST", `${path}/live`, {})).body.id;
  await unit.leader("POST", `/api/meeting/meetings/${first}/open`, {});
  const plan = async () => (await unit.leader("GET", `/api/preparation/meetings/${first}`)).body;
  const off = await unit.leader("POST", `/api/preparation/meetings/${first}/cancel`, {
    ...{ message: "", version: (await plan()).version },
  });
  expect(off.body.told, "the room has mailed nobody: calendars have the review").toBe(0);
  expect((await read()).live.state).toBe("cancelled");
  await unit.leader("PATCH", path, { when: null, version: (await read()).version });
  const mails = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    tx.selectFrom("mail").select(["kind", "toEmail"]).where("about", "=", path.split("/").at(-1)!).execute(),
  );
  const told = (kind: string) =>
    mails
      .filter((mail) => mail.kind === kind)
      .map(({ toEmail }) => toEmail)
      .sort();
  expect(told("review.invitation")).not.toEqual([]);
  expect(told("review.cancellation"), "whoever was asked hears of it, once").toEqual(
    told("review.invitation"),
  );
  const second: string = (await unit.leader("POST", `${path}/live`, {})).body.id;
  expect(second).not.toBe(first);
});
