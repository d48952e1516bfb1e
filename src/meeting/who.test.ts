/**
 * Who did it makes no difference: where writing is hidden or not stored, others are sent the same bytes, in the same
 * frames, at the same moments, whichever of two people wrote, agreed, voted, doubted or began to type.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "./model/decide.ts";
import type { FromServer } from "./model/frames.ts";
import type { Mode } from "./model/kinds.ts";
import { passOf } from "./passes.ts";
import { makePresence } from "./presence.ts";
import type { Onlooker } from "./telling.ts";
import { makeTelling } from "./telling.ts";
import { hash, lead, play } from "./testing/play.ts";
import type { Viewer } from "./view.ts";

const kinds = ["dialogue", "wall", "vote", "decision"] as const;
const whats = [
  "add",
  "add",
  "add",
  "change",
  "withdraw",
  "agree",
  "cast",
  "cast",
  "consent",
  "pass",
  "writing",
  "done",
];
const leads = [
  "reveal",
  "close",
  "open",
  "vote",
  "propose",
  "go",
  "takeIn",
  "hide",
  "gather",
  "undo",
  "takeAlong",
];
type Step = { who: "anna" | "bo" | "carla" | "karen"; what: string; note: number; other: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    who: fc.constantFrom("anna", "bo", "carla"),
    what: fc.constantFrom(...whats),
    note: fc.nat(5),
    other: fc.nat(9),
  }),
  fc.record({
    who: fc.constant("karen" as const),
    what: fc.constantFrom(...leads),
    note: fc.nat(5),
    other: fc.nat(9),
  }),
);

/** Everything that Carla, Karen and the screen are sent, frame by frame, with the step that it followed. */
async function sentIn(steps: Step[], mode: Mode, acting: (who: Step["who"]) => Step["who"]) {
  const game = play();
  const { state } = game;
  for (const seat of ["anna", "bo", "carla"]) game.sit(seat);
  for (const kind of kinds)
    if (kind !== "vote") game.act(lead, { type: "round.open", stageId: kind, roundId: `r-${kind}`, mode });
  const openVote = (roundId: string) =>
    game.act(lead, {
      ...{
        type: "vote.open",
        stageId: "vote",
        roundId,
        mode,
        budget: 3,
        maxPerOption: 2,
        excludesOwn: false,
      },
      options: ["x", "y"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] })),
    });
  openVote("r-vote");
  game.act(lead, { type: "stage.go", stageId: "dialogue", roundId: "unused" });

  const telling = makeTelling(() => new Date(0));
  const sent: string[] = [];
  let place = -1;
  const looks = (name: string, viewer: Viewer): void => {
    const send = (frame: Buffer) => sent.push(`${place} ${name} ${frame.toString("latin1")}`);
    const onlooker: Onlooker = { viewer, send };
    telling.welcome(onlooker, state, 0, {});
  };
  looks("carla", { as: "seat", seatId: "carla", keys: new Set([hash("the key of carla")]) });
  looks("karen", { as: "leader", personId: "karen", keys: new Set() });
  looks("screen", { as: "screen" });
  const presence = makePresence({
    onlookers: telling.onlookers,
    settled: async (look) => look(state, 0),
  });
  for (const seat of ["anna", "bo", "carla"]) presence.come(seat, []);

  const passes = new Map<string, string>();
  for (const [index, { who, what, note, other }] of steps.entries()) {
    place = index;
    const name = acting(who);
    const actor: Actor = name === "karen" ? lead : { as: "seat", seatId: name };
    const key = `the key of ${name}`;
    const rounds = [...state.rounds.keys()];
    const roundId = rounds[other % rounds.length]!;
    const noteId = `n${note}`;
    const held = (id: string | undefined) => ({ pass: passes.get(`${name} ${id}`) });
    const acts = {
      add: () => game.act(actor, { type: "note.add", roundId, noteId, text: `tekst ${index}`, key }),
      change: () =>
        game.act(actor, {
          ...{ type: "note.change", noteId, key },
          changes: [{ field: "text", was: state.notes.get(noteId)?.text ?? "", value: `ny ${index}` }],
        }),
      withdraw: () => game.act(actor, { type: "note.withdraw", noteId, key }),
      agree: () =>
        game.act(actor, {
          ...{ type: "note.agree", noteId, agrees: other % 3 > 0 },
          ...held(state.notes.get(noteId)?.roundId),
        }),
      cast: () =>
        game.act(actor, {
          ...{ type: "vote.cast", roundId, optionId: note % 2 ? "x" : "y", dots: other % 4 },
          ...held(roundId),
        }),
      consent: () =>
        game.act(actor, {
          ...{ type: "consent.give", decisionId: `d${note % 2}`, answer: other % 2 ? "yes" : "concern" },
          ...{ reason: `fordi ${index}` },
          ...held(state.decisions.get(`d${note % 2}`)?.roundId),
        }),
      pass: () => {
        const taken = game.act(actor, { type: "pass.take", roundId, pad: "p".repeat(32) });
        const pass = passOf(state, roundId, name, "p".repeat(32));
        if (pass) passes.set(`${name} ${roundId}`, pass);
        return taken;
      },
      writing: () => presence.writing(name, roundId, other % 2 === 0),
      done: () => presence.done(name, roundId, other % 2 === 0),
      reveal: () => game.act(lead, { type: "round.reveal", roundId }),
      close: () => game.act(lead, { type: "round.close", roundId }),
      open: () =>
        game.act(lead, { type: "round.open", stageId: kinds[other % 4]!, roundId: `r${index}`, mode }),
      vote: () => openVote(`r${index}`),
      propose: () =>
        game.act(lead, {
          ...{ type: "decision.propose", decisionId: `d${note % 2}`, act: "Vi ringer", noteIds: [] },
          ...{ clusterId: null, optionId: null },
        }),
      go: () => game.act(lead, { type: "stage.go", stageId: kinds[other % 4]!, roundId: `r${index}` }),
      takeIn: () => game.act(lead, { type: "tray.takeIn", roundId }),
      hide: () => game.act(lead, { type: "wall.hide", noteIds: [noteId], isHidden: other % 2 === 0 }),
      gather: () =>
        game.act(lead, {
          ...{ type: "wall.gather", noteIds: [noteId], clusterId: `c${index}`, name: "K" },
          roundId: "r-wall",
        }),
      undo: () =>
        game.act(lead, { type: "step.undo", opId: [...state.ops.keys()].at(-1 - (other % 3)) ?? "" }),
      takeAlong: () => game.act(lead, { type: "note.takeAlong", noteId, isTakenAlong: other % 2 === 0 }),
    } as const;
    const touched = acts[what as keyof typeof acts]();
    if (Array.isArray(touched)) telling.tell(state, index, touched);
    await presence.tellAtOnce();
  }
  return { sent, state };
}

const swapped = (who: Step["who"]): Step["who"] => (who === "anna" ? "bo" : who === "bo" ? "anna" : who);

for (const mode of ["hidden", "notStored"] as const)
  test(`who did it makes no difference to what others are sent, where writing is ${mode}`, async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 70 }), async (steps) => {
        const one = await sentIn(steps, mode, (who) => who);
        const other = await sentIn(steps, mode, swapped);
        expect(other.sent).toEqual(one.sent);
        written += one.state.notes.size + one.state.ballots.size + one.state.agrees.size;
      }),
      { numRuns: 80 },
    );
    expect(written).toBeGreaterThan(100);
  });

test("and would, where it is named: what this test looks at is what is sent", async () => {
  const steps: Step[] = [
    { who: "anna", what: "add", note: 0, other: 0 },
    { who: "karen", what: "reveal", note: 0, other: 0 },
  ];
  const one = await sentIn(steps, "named", (who) => who);
  const other = await sentIn(steps, "named", swapped);
  expect(other.sent).not.toEqual(one.sent);
  const isShown = (frames: string[]) => frames.some((frame) => frame.includes('navn-anna"'));
  expect(isShown(one.sent)).toBe(true);
  const frames = one.sent.map((frame) => frame.slice(frame.indexOf("{")));
  expect(frames.some((frame) => (JSON.parse(frame) as FromServer).type === "presence")).toBe(true);
});
