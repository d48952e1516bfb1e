import fc from "fast-check";
import { expect, test } from "vitest";
import { spent } from "./model/decide/vote.ts";
import type { Actor } from "./model/decide.ts";
import { applyPatch, type Room } from "./model/room.ts";
import { emptyState, evolve, type Touched } from "./model/state.ts";
import { passOf } from "./passes.ts";
import { hash, lead, play } from "./testing/play.ts";
import { commonPatch, commonRoom, concerned, isConcerned, privatePatch, type Viewer } from "./view.ts";

const seats = ["anna", "bo", "carla"];
/** Their devices hold a key for what they write, and get passes as the meeting goes on. */
const viewersOf = (): Viewer[] => [
  ...seats.map((seatId): Viewer => ({ as: "seat", seatId, keys: new Set([hash(`the key of ${seatId}`)]) })),
  { as: "leader", personId: "karen", keys: new Set() },
  { as: "screen" },
];
const roomOf = (state: ReturnType<typeof play>["state"], viewer: Viewer): Room =>
  applyPatch(commonRoom(state), privatePatch(state, viewer, "everything") ?? {});

type Step = { who: string; what: string; note: number; other: number; text: string };
const step = fc.record<Step>({
  who: fc.constantFrom("karen", ...seats),
  what: fc.constantFrom(
    ...[
      "go",
      "go",
      "add",
      "add",
      "add",
      "add",
      "change",
      "withdraw",
      "agree",
      "close",
      "reveal",
      "again",
      "draw",
    ],
    ...[
      "place",
      "takeIn",
      "gather",
      "move",
      "merge",
      "hide",
      "undo",
      "vote",
      "cast",
      "cast",
      "propose",
      "consent",
      "rename",
      "bring",
      "paste",
      "join",
      "pass",
      "pass",
    ],
  ),
  note: fc.nat(5),
  other: fc.nat(9),
  text: fc.string({ minLength: 1, maxLength: 4 }),
});

/** Rounds in which nothing is stored, and two who have a pass in each: by chance alone hardly a walk comes so far. */
const toTheVoices: Step[] = [
  { who: "karen", what: "again", note: 2, other: 0, text: "a" },
  { who: seats[0]!, what: "add", note: 0, other: 0, text: "a" },
  { who: "karen", what: "reveal", note: 0, other: 0, text: "a" },
  { who: "karen", what: "go", note: 0, other: 5, text: "a" },
  { who: "karen", what: "again", note: 2, other: 5, text: "a" },
  { who: "karen", what: "propose", note: 0, other: 0, text: "a" },
  { who: "karen", what: "vote", note: 2, other: 0, text: "a" },
  { who: seats[0]!, what: "pass", note: 0, other: 0, text: "a" },
  { who: seats[1]!, what: "pass", note: 0, other: 0, text: "a" },
];
/** Steps of anybody, in every other walk after those. */
const walk = (length: fc.ArrayConstraints) =>
  fc
    .tuple(fc.boolean(), fc.array(step, length))
    .map(([isFurther, steps]) => [...(isFurther ? toTheVoices : []), ...steps]);

/** Everybody tries everything at once; what the rules refuse changes nothing. */
function run(
  steps: Step[],
  after: (game: ReturnType<typeof play>, touched: Touched[], viewers: Viewer[]) => void,
) {
  const game = play();
  const viewers = viewersOf();
  const passes = new Map<string, string>();
  const passIn = (who: string, roundId: string | undefined) => passes.get(`${who} ${roundId}`);
  for (const seat of seats) game.sit(seat);
  const kinds = ["dialogue", "groups", "examples", "wall", "vote", "decision"];
  const modes = ["named", "hidden", "notStored"] as const;
  for (const [place, { who, what, note, other, text }] of steps.entries()) {
    const actor: Actor = who === "karen" ? lead : { as: "seat", seatId: who };
    const kind = kinds[other % kinds.length]!;
    const rounds = [...game.state.rounds.keys()];
    const roundId = rounds[other % Math.max(1, rounds.length)] ?? `r${place}`;
    const noteId = `n${note}`;
    const clusters = [...game.state.clusters.keys()];
    const key = `the key of ${who}`;
    const wallId = rounds.find((id) => game.state.rounds.get(id)!.kind === "wall") ?? "";
    const done = (() => {
      switch (what) {
        case "go":
          return game.act(lead, { type: "stage.go", stageId: kind, roundId: `r${place}` });
        case "add":
          return game.act(actor, {
            type: "note.add",
            roundId,
            noteId,
            text: `private ${text} of ${who}`,
            key,
          });
        case "change":
          return game.act(actor, {
            ...{ type: "note.change", noteId, key },
            changes: [
              { field: "text", was: game.state.notes.get(noteId)?.text ?? "", value: `${text} of ${who}` },
            ],
          });
        case "withdraw":
          return game.act(actor, { type: "note.withdraw", noteId, key });
        case "agree":
          return game.act(actor, {
            ...{ type: "note.agree", noteId, agrees: other % 2 === 0 },
            pass: passIn(who, game.state.notes.get(noteId)?.roundId),
          });
        case "pass": {
          // As a phone does: in every round that it sees.
          const pad = who.padEnd(32, "x");
          const viewer = viewers.find((each) => each.as === "seat" && each.seatId === who);
          return rounds.flatMap((id) => {
            const taken = game.act(actor, { type: "pass.take", roundId: id, pad });
            const pass = passOf(game.state, id, who, pad);
            if (!Array.isArray(taken) || !pass || viewer?.as !== "seat") return [];
            passes.set(`${who} ${id}`, pass);
            (viewer.keys as Set<string>).add(hash(pass));
            return taken;
          });
        }
        case "close":
          return game.act(lead, { type: "round.close", roundId });
        case "reveal":
          return game.act(lead, { type: "round.reveal", roundId });
        case "again":
          return game.act(lead, {
            type: "round.open",
            stageId: kind,
            roundId: `r${place}`,
            mode: modes[note % 3]!,
          });
        case "draw":
          return game.act(lead, { type: "groups.draw", roundId, size: 2 });
        case "place":
          return game.act(lead, {
            ...{ type: "groups.place", seatId: seats[other % 3]! },
            groupId: [...game.state.groups.keys()][note] ?? null,
          });
        case "takeIn":
          return game.act(lead, { type: "tray.takeIn", roundId });
        case "gather":
          return game.act(lead, {
            ...{
              type: "wall.gather",
              noteIds: [noteId],
              clusterId: `c${place}`,
              name: text,
              roundId: wallId,
            },
          });
        case "move":
          return game.act(lead, {
            type: "wall.move",
            noteIds: [noteId],
            clusterId: clusters[other % 3] ?? null,
            before: `n${other}`,
          });
        case "merge":
          return game.act(lead, { type: "wall.mergeNotes", noteIds: [noteId], into: `n${other % 6}` });
        case "hide":
          return game.act(lead, { type: "wall.hide", noteIds: [noteId], isHidden: other % 2 === 0 });
        case "undo":
          return game.act(lead, {
            type: "step.undo",
            opId: [...game.state.ops.keys()].at(-1 - (other % 3)) ?? "",
          });
        case "vote":
          return game.act(lead, {
            ...{ type: "vote.open", stageId: "vote", roundId: `r${place}`, mode: modes[note % 3]! },
            options: ["x", "y"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] })),
            ...{ budget: 3, maxPerOption: 2, excludesOwn: false },
          });
        case "cast":
          return game.act(actor, {
            type: "vote.cast",
            roundId,
            optionId: note % 2 ? "x" : "y",
            dots: other % 4,
            pass: passIn(who, roundId),
          });
        case "rename":
          return game.act(actor, { type: "seat.rename", seatId: who, names: [`navn-${who}-${place}`] });
        case "bring":
          return game.act(lead, { type: "wall.bring", roundId: wallId, noteIds: [noteId] });
        case "paste":
          return game.act(lead, { type: "wall.paste", roundId: wallId, notes: [{ noteId, text }] });
        case "join":
          return game.act(lead, {
            type: "wall.mergeClusters",
            from: clusters[note] ?? "",
            into: clusters[0] ?? "",
          });
        case "propose":
          return game.act(lead, {
            ...{ type: "decision.propose", decisionId: `d${note}`, act: text, noteIds: [] },
            ...{ clusterId: null, optionId: null },
          });
        default:
          return game.act(actor, {
            ...{ type: "consent.give", decisionId: `d${note}`, answer: other % 2 ? "yes" : "concern" },
            reason: `reason of ${who}`,
            pass: passIn(who, game.state.decisions.get(`d${note}`)?.roundId),
          });
      }
    })();
    if (Array.isArray(done)) after(game, done, viewers);
  }
  return { ...game, viewers };
}

test("replaying the journal gives the same state", () => {
  fc.assert(
    fc.property(walk({ minLength: 20, maxLength: 80 }), (steps) => {
      const { state, journal } = run(steps, () => undefined);
      const again = emptyState();
      for (const event of JSON.parse(JSON.stringify(journal))) evolve(again, event);
      expect(again).toEqual(state);
    }),
  );
});

test("a view that applies what it is sent stands where a fresh one begins", () => {
  fc.assert(
    fc.property(walk({ minLength: 20, maxLength: 80 }), (steps) => {
      const rooms = new Map<Viewer, Room>();
      const { state } = run(steps, (game, touched, viewers) => {
        if (rooms.size === 0) {
          for (const viewer of viewers) rooms.set(viewer, roomOf(game.state, viewer));
          return;
        }
        const patch = commonPatch(game.state, touched);
        const whose = concerned(game.state, touched);
        for (const viewer of viewers) {
          let room = applyPatch(rooms.get(viewer)!, patch);
          if (isConcerned(whose, viewer))
            room = applyPatch(room, privatePatch(game.state, viewer, touched) ?? {});
          rooms.set(viewer, room);
        }
      });
      for (const [viewer, room] of rooms) expect(room).toEqual(roomOf(state, viewer));
    }),
    { numRuns: 300 },
  );
});

test("before the reveal nothing of an answer reaches anybody but its author", () => {
  fc.assert(
    fc.property(walk({ minLength: 20, maxLength: 80 }), (steps) => {
      run(steps, ({ state }, touched, viewers) => {
        for (const viewer of viewers) {
          const sent = JSON.stringify([
            commonPatch(state, touched).notes ?? {},
            privatePatch(state, viewer, touched)?.notes ?? {},
          ]);
          for (const { kind, id } of touched) {
            const note = kind === "notes" ? state.notes.get(id) : undefined;
            const round = note && state.rounds.get(note.roundId);
            if (!note || round?.kind !== "dialogue" || round.isRevealed || note.wallId) continue;
            const isMine =
              note.author &&
              (("seatId" in note.author && viewer.as === "seat" && viewer.seatId === note.author.seatId) ||
                ("personId" in note.author && viewer.as === "leader") ||
                ("keyHash" in note.author && viewer.as !== "screen" && viewer.keys.has(note.author.keyHash)));
            if (!isMine) expect(sent).not.toContain(JSON.stringify(note.text));
          }
        }
      });
    }),
  );
});

test("of a note that is not on show others are not even told that it is there: not its id, not when it came", () => {
  fc.assert(
    fc.property(walk({ minLength: 20, maxLength: 80 }), (steps) => {
      const shown = new Set<string>();
      run(steps, ({ state }, touched) => {
        const patch = commonPatch(state, touched);
        for (const [id, note] of Object.entries(patch.notes ?? {})) {
          if (note) shown.add(id);
          expect(shown).toContain(id);
        }
      });
    }),
  );
});

const wallStep = fc.record<Step>({
  who: fc.constantFrom("karen", ...seats),
  what: fc.constantFrom(
    "add",
    "withdraw",
    "gather",
    "gather",
    "move",
    "merge",
    "join",
    "undo",
    "undo",
    "bring",
    "again",
    "paste",
  ),
  note: fc.nat(5),
  other: fc.nat(9),
  text: fc.string({ minLength: 1, maxLength: 4 }),
});
const toTheWall: Step[] = [
  { who: "karen", what: "go", note: 0, other: 3, text: "-" },
  ...[0, 1, 2, 3].map((note) => ({ who: "karen", what: "paste", note, other: 0, text: "-" })),
];

test("no note on the wall is ever in a cluster, or under a note, that is not there", () => {
  fc.assert(
    fc.property(fc.array(wallStep, { minLength: 20, maxLength: 80 }), (steps) => {
      const { state } = run([...toTheWall, ...steps], () => undefined);
      for (const { clusterId, mergedInto, wallId } of state.notes.values()) {
        if (clusterId) expect(state.clusters.get(clusterId)?.roundId).toBe(wallId);
        if (mergedInto) expect(state.notes.get(mergedInto)).toMatchObject({ mergedInto: null, wallId });
      }
    }),
    { numRuns: 300 },
  );
});

test("where writing is not named no view says who wrote, and no view at all says who voted for what", () => {
  fc.assert(
    fc.property(walk({ minLength: 20, maxLength: 80 }), (steps) => {
      const { state, viewers } = run(steps, () => undefined);
      for (const viewer of viewers) {
        const room = roomOf(state, viewer);
        for (const note of Object.values(room.notes))
          if (state.rounds.get(note.roundId)!.mode !== "named") expect(note.author).toBe("");
        expect(Object.keys(room)).not.toContain("agrees");
        const others = seats.filter((seat) => viewer.as !== "seat" || seat !== viewer.seatId);
        const votes = JSON.stringify([room.rounds, room.ballots]);
        for (const seat of others) expect(votes).not.toContain(seat);
      }
    }),
  );
});

test("the steps above do use passes: votes, agreement and consent in rounds where nothing is stored", () => {
  const used = { ballots: 0, agrees: 0, consents: 0 };
  for (const steps of fc.sample(walk({ minLength: 60, maxLength: 80 }), {
    numRuns: 300,
    seed: 5,
  })) {
    const { state } = run(steps, () => undefined);
    for (const kind of ["ballots", "agrees", "consents"] as const)
      for (const { voter } of state[kind].values()) if (!seats.includes(voter)) used[kind]++;
  }
  for (const count of Object.values(used)) expect(count).toBeGreaterThan(0);
});

test("nobody ever has more dots out than the budget, nor more on one option than the limit", () => {
  fc.assert(
    fc.property(walk({ minLength: 20, maxLength: 80 }), (steps) => {
      const { state } = run(steps, () => undefined);
      for (const ballot of state.ballots.values()) {
        const { budget, maxPerOption } = state.rounds.get(ballot.roundId)!.vote!;
        expect(spent(ballot)).toBeLessThanOrEqual(budget);
        expect(Math.max(0, ...Object.values(ballot.dots))).toBeLessThanOrEqual(maxPerOption);
      }
    }),
  );
});
