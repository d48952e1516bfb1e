import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { lead, play } from "../testing/play.ts";
import type { Actor } from "./decide.ts";
import type { State } from "./state.ts";

let game: ReturnType<typeof play>;
let anna: Actor;
beforeEach(() => {
  game = play();
  anna = game.sit("anna");
  game.sit("bo");
});
const refusalOf = (answer: unknown) => (answer as { refusal?: string }).refusal;
const lastOp = () => [...game.state.ops.keys()].at(-1)!;
const undo = () => game.act(lead, { type: "step.undo", opId: lastOp() });

describe("every step of the leader's can be taken back", () => {
  test("moving on: the room stands where it stood, with its round open and the time that was left", () => {
    const round = game.go("dialogue");
    const before = { ...game.state.meeting.get("meeting")! };
    game.go("groups");
    expect(game.state.rounds.get(round)!.isOpen).toBe(false);
    undo();
    expect(game.state.meeting.get("meeting")).toEqual(before);
    expect(game.state.rounds.get(round)!.isOpen).toBe(true);
    undo();
    expect(game.state.meeting.get("meeting")!.stageId).toBe("groups");
  });

  test("moving on from a vote: its totals have been seen, and it stays closed", () => {
    game.go("vote");
    game.act(lead, {
      ...{ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", budget: 3, maxPerOption: 2 },
      ...{ options: [{ id: "x", text: "x", clusterId: null, noteIds: [] }], excludesOwn: false },
    });
    game.go("decision");
    undo();
    expect(game.state.meeting.get("meeting")!.stageId).toBe("vote");
    expect(game.state.rounds.get("v")).toMatchObject({ isOpen: false, isRevealed: true });
  });

  test("a stage that was added is gone again, unless the room is there", () => {
    game.act(lead, {
      ...({ type: "stage.add", kind: "dialogue", question: "Hvad så?" } as const),
      ...{ stageId: "more", after: "dialogue" },
    });
    const added = lastOp();
    game.go("more");
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: added }))).toBe("changedMeanwhile");
    expect(game.state.stages.has("more")).toBe(true);
  });

  test("a closed round is open again, and a tray that was taken in lies there again", () => {
    const round = game.go("dialogue");
    game.act(lead, { type: "round.close", roundId: round });
    game.act(anna, { type: "note.add", roundId: round, noteId: "late", text: "for sent" });
    game.act(lead, { type: "tray.takeIn", roundId: round });
    undo();
    expect(game.state.notes.get("late")!.isLate).toBe(true);
  });

  test("groups that were drawn are as they were, unless somebody has written in their lists", () => {
    game.go("groups");
    game.act(lead, { type: "groups.make", roundId: "groups-r", names: ["Nord", "Syd"] });
    const [north] = [...game.state.groups.keys()] as [string];
    game.act(lead, { type: "groups.place", seatId: "anna", groupId: north });
    game.act(lead, { type: "groups.draw", roundId: "groups-r", size: 2 });
    const drawn = lastOp();
    expect(game.state.groups.has(north)).toBe(false);
    undo();
    expect([...game.state.groups.values()].map(({ name }) => name)).toEqual(["Nord", "Syd"]);
    expect(game.state.seats.get("anna")!.groupId).toBe(north);
    undo();
    const list = game.go("examples");
    game.act(anna, { type: "note.add", roundId: list, noteId: "n", text: "Vi ringer tilbage" });
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: drawn }))).toBe("changedMeanwhile");
    expect(game.state.notes.has("n")).toBe(true);
  });

  test("what everybody has seen stands among the steps and is not taken back, nor is the step before it in its place", () => {
    const round = game.go("dialogue");
    game.act(anna, { type: "note.add", roundId: round, noteId: "n", text: "Vi ringer tilbage" });
    game.act(lead, { type: "round.reveal", roundId: round });
    expect(game.state.ops.get(lastOp())!.what).toBe("round.reveal");
    expect(refusalOf(undo())).toBe("alreadySeen");
    expect(game.state.rounds.get(round)!.isRevealed).toBe(true);
    game.go("vote");
    game.act(lead, {
      ...{ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", budget: 3, maxPerOption: 2 },
      ...{ options: [{ id: "x", text: "x", clusterId: null, noteIds: [] }], excludesOwn: false },
    });
    game.act(anna, { type: "vote.cast", roundId: "v", optionId: "x", dots: 1 });
    game.act(lead, { type: "round.close", roundId: "v" });
    expect(game.state.ops.get(lastOp())!.what).toBe("vote.close");
    expect(refusalOf(undo())).toBe("alreadySeen");
    expect(game.state.rounds.get("v")).toMatchObject({ isOpen: false, isRevealed: true });
    expect(game.state.meeting.get("meeting")!.stageId).toBe("vote");
  });

  test("nobody but the one who leads takes a step back", () => {
    game.go("dialogue");
    const ole: Actor = { as: "leader", personId: "ole", name: "Ole" };
    expect(refusalOf(game.act(ole, { type: "step.undo", opId: lastOp() }))).toBe("notLeading");
    expect(refusalOf(game.act(anna, { type: "step.undo", opId: lastOp() }))).toBe("notArranged");
  });
});

const step = fc.record({
  what: fc.constantFrom(
    "gather",
    "move",
    "merge",
    "hide",
    "join",
    "split",
    "order",
    "go",
    "time",
    "dissolve",
  ),
  one: fc.nat(5),
  other: fc.nat(5),
});
const there = ({ meeting, stages, rounds, clusters, notes, groups, seats }: State) =>
  structuredClone({ meeting, stages, rounds, clusters, notes, groups, seats });
const stagesToWalk = ["wall", "points", "decision", "nextSteps"];

test("whatever was done: taking all of it back, the last first, restores what was; taking it again brings all of it back", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      game = play();
      game.sit("anna");
      for (const stage of stagesToWalk) game.go(stage);
      const wall = game.go("wall");
      const texts = ["a", "b", "c", "d", "e", "f"];
      const notes = texts.map((text) => ({ noteId: text, text }));
      game.act(lead, { type: "wall.paste", roundId: wall, notes });
      const before = there(game.state);
      const first = game.state.ops.size;
      for (const [place, { what, one, other }] of steps.entries()) {
        const clusters = [...game.state.clusters.keys()];
        const [note, into] = [texts[one]!, texts[other]!];
        const some = clusters[other % Math.max(1, clusters.length)] ?? "";
        const id = `k${place}`;
        if (what === "gather")
          game.act(lead, { type: "wall.gather", noteIds: [note], clusterId: id, name: id, roundId: wall });
        if (what === "move")
          game.act(lead, { type: "wall.move", noteIds: [note], clusterId: some || null, before: into });
        if (what === "merge") game.act(lead, { type: "wall.mergeNotes", noteIds: [note], into });
        if (what === "hide") game.act(lead, { type: "wall.hide", noteIds: [note], isHidden: one > other });
        if (what === "join")
          game.act(lead, { type: "wall.mergeClusters", from: clusters[0] ?? "", into: some });
        if (what === "dissolve") game.act(lead, { type: "wall.removeCluster", clusterId: some });
        if (what === "order")
          game.act(lead, { type: "wall.orderClusters", roundId: wall, order: [...clusters].reverse() });
        if (what === "split")
          game.act(lead, {
            ...{ type: "wall.split", noteId: note, was: game.state.notes.get(note)!.text },
            ...{ texts: [`${note}1`, `${note}2`], noteIds: [id] },
          });
        if (what === "go")
          game.act(lead, { type: "stage.go", stageId: stagesToWalk[one % 4]!, roundId: `r${place}` });
        if (what === "time") game.act(lead, { type: "stage.time", endsAt: `2026-03-02T10:0${one}:00.000Z` });
      }
      const after = there(game.state);
      const ops = [...game.state.ops.keys()].slice(first);
      for (const opId of [...ops].reverse())
        expect(refusalOf(game.act(lead, { type: "step.undo", opId }))).toBeUndefined();
      expect(there(game.state)).toEqual(before);
      for (const opId of ops) expect(refusalOf(game.act(lead, { type: "step.undo", opId }))).toBeUndefined();
      expect(there(game.state)).toEqual(after);
    }),
    { numRuns: 300 },
  );
});
