import { beforeEach, describe, expect, test } from "vitest";
import { hash, lead, play } from "../testing/play.ts";
import { countVotes } from "./decide/vote.ts";
import type { Actor } from "./decide.ts";

let game: ReturnType<typeof play>;
let anna: Actor;
let bo: Actor;
beforeEach(() => {
  game = play();
  anna = game.sit("anna");
  bo = game.sit("bo");
});
const refusalOf = (answer: unknown) => (answer as { refusal?: string }).refusal;
const write = (who: Actor, roundId: string, noteId: string, more: object = {}) =>
  game.act(who, { type: "note.add", roundId, noteId, text: `tekst ${noteId}`, ...more });

describe("leading", () => {
  test("is held by one of the named leaders; the others take over by saying from whom", () => {
    const ole: Actor = { as: "leader", personId: "ole", name: "Ole" };
    expect(refusalOf(game.act(ole, { type: "stage.go", stageId: "points", roundId: "r" }))).toBe(
      "notLeading",
    );
    expect(refusalOf(game.act(ole, { type: "lead.take", from: null }))).toBe("leadTaken");
    game.act(ole, { type: "lead.take", from: "karen" });
    expect(game.state.meeting.get("meeting")).toMatchObject({ leadingId: "ole", leadingName: "Ole" });
    expect(refusalOf(game.act(lead, { type: "stage.go", stageId: "points", roundId: "r" }))).toBe(
      "notLeading",
    );
  });

  test("is nothing that a participant can take", () => {
    expect(refusalOf(game.act(anna, { type: "stage.go", stageId: "vote", roundId: "r" }))).toBe("notLeading");
    expect(refusalOf(game.act(anna, { type: "lead.take", from: "karen" }))).toBe("notThere");
  });

  test("completing a stage and moving the room are two acts", () => {
    game.act(lead, { type: "stage.complete", stageId: "lobby", isCompleted: true });
    expect(game.state.meeting.get("meeting")!.stageId).toBe("lobby");
    game.go("points");
    expect(game.state.stages.get("points")!.isCompleted).toBe(false);
  });
});

describe("writing", () => {
  test("what comes after a round was closed lies in its tray until it is taken in", () => {
    const round = game.go("dialogue");
    write(anna, round, "n1");
    game.act(lead, { type: "round.close", roundId: round });
    write(bo, round, "n2");
    expect(game.state.notes.get("n1")!.isLate).toBe(false);
    expect(game.state.notes.get("n2")!.isLate).toBe(true);
    game.act(lead, { type: "tray.takeIn", roundId: round });
    expect(game.state.notes.get("n2")!.isLate).toBe(false);
  });

  test("what comes when the answers are shown stands among them at a place drawn by lot, not where it came", () => {
    const round = game.go("dialogue");
    for (const id of ["n1", "n2", "n3"]) write(anna, round, id);
    game.act(lead, { type: "round.reveal", roundId: round });
    const placeOf = (id: string) => {
      const { rank } = game.state.notes.get(id)!;
      return [...game.state.notes.values()].filter((note) => note.rank < rank).length;
    };
    const come = (places: Set<number>, andThen = () => {}) => {
      write(bo, round, "late");
      andThen();
      places.add(placeOf("late"));
      game.act(bo, { type: "note.withdraw", noteId: "late" });
    };
    const [whileOpen, fromTray] = [new Set<number>(), new Set<number>()];
    for (let time = 0; time < 40; time++) come(whileOpen);
    game.act(lead, { type: "round.close", roundId: round });
    for (let time = 0; time < 40; time++)
      come(fromTray, () => game.act(lead, { type: "tray.takeIn", roundId: round }));
    expect([...whileOpen].sort()).toEqual([0, 1, 2, 3]);
    expect([...fromTray].sort()).toEqual([0, 1, 2, 3]);
  });

  test("reopening makes a new round beside the old one and deletes nothing", () => {
    const round = game.go("dialogue");
    write(anna, round, "n1");
    game.act(lead, { type: "round.open", stageId: "dialogue", roundId: "again", mode: "named" });
    expect(game.state.stages.get("dialogue")!.roundIds).toEqual([round, "again"]);
    expect(game.state.notes.has("n1")).toBe(true);
    expect(game.state.rounds.get(round)!.isOpen).toBe(false);
  });

  test("only its author changes an answer, and only what she had before her", () => {
    const round = game.go("dialogue");
    write(anna, round, "n1");
    const change = (who: Actor, was: string, value: string) =>
      game.act(who, { type: "note.change", noteId: "n1", changes: [{ field: "text", was, value }] });
    expect(refusalOf(change(bo, "tekst n1", "x"))).toBe("notThere");
    change(anna, "tekst n1", "ny tekst");
    expect(refusalOf(change(anna, "tekst n1", "for sent"))).toBe("changedMeanwhile");
    expect(game.state.notes.get("n1")!.text).toBe("ny tekst");
  });

  test("a group's list is everyone's in the group, and nobody else's", () => {
    game.go("groups");
    game.act(lead, { type: "groups.make", roundId: "groups-r", names: ["A", "B"] });
    const [a, b] = [...game.state.groups.keys()] as [string, string];
    game.act(lead, { type: "groups.place", seatId: "anna", groupId: a });
    game.act(lead, { type: "groups.place", seatId: "bo", groupId: b });
    const carla = game.sit("carla");
    game.act(lead, { type: "groups.place", seatId: "carla", groupId: a });
    const round = game.go("examples");
    write(anna, round, "n1");
    const facet = { field: "facet.say", was: "", value: "“Goddag”" };
    const change = (who: Actor) => game.act(who, { type: "note.change", noteId: "n1", changes: [facet] });
    expect(refusalOf(change(bo))).toBe("notThere");
    expect(refusalOf(change(carla))).toBeUndefined();
    expect(game.state.notes.get("n1")!.facets).toEqual({ say: { label: "", text: "“Goddag”" } });
  });

  test("drawn as often as one likes, each time beside the lists that are written", () => {
    for (let times = 0; times < 30; times++) {
      game.act(lead, { type: "groups.draw", roundId: game.go("groups"), size: 2 });
      write(anna, game.go("examples"), `n${times}`);
    }
    expect(game.state.stages.get("groups")!.roundIds).toHaveLength(30);
    // An id that grew each time would be too long to be sent one day.
    const ids = [...game.state.rounds.keys(), ...game.state.groups.keys()];
    expect(Math.max(...ids.map((id) => id.length))).toBeLessThan(40);
  });

  const drawn = (size: number, away: string[] = []): string[][] => {
    game.act(lead, { type: "groups.draw", roundId: game.go("groups"), size, away });
    const seats = [...game.state.seats.values()];
    const inUse = [...new Set(seats.map(({ groupId }) => groupId))];
    return inUse.map((group) => seats.filter(({ groupId }) => groupId === group).map(({ id }) => id));
  };

  test("none is larger than was asked for, counted in people and not in phones", () => {
    for (const id of ["carla", "dan"]) game.sit(id);
    game.state.seats.get("dan")!.names = ["Dan", "Esther"];
    const people = drawn(3).map((ids) => ids.length + (ids.includes("dan") ? 1 : 0));
    expect(people.toSorted()).toEqual([2, 3]);
  });

  test("who shares a phone is a pair already, and nobody is paired with one who has left", () => {
    for (const id of ["carla", "dan", "frida"]) game.sit(id);
    game.state.seats.get("dan")!.names = ["Dan", "Esther"];
    for (let times = 0; times < 20; times++) {
      const here = drawn(2, ["frida"]).map((ids) => ids.filter((id) => id !== "frida"));
      const people = here.map((ids) => ids.length + (ids.includes("dan") ? 1 : 0));
      expect(people.toSorted()).toEqual([2, 3]);
      expect(game.state.seats.get("frida")!.groupId).not.toBeNull();
    }
  });

  test("who comes late is put in the smallest group", () => {
    game.go("groups");
    game.act(lead, { type: "groups.draw", roundId: "groups-r", size: 1 });
    expect(game.state.groups.size).toBe(2);
    const first = game.state.seats.get("anna")!.groupId!;
    game.act(lead, { type: "groups.place", seatId: "bo", groupId: first });
    game.sit("carla");
    expect(game.state.seats.get("carla")!.groupId).not.toBe(first);
  });
});

describe("not stored", () => {
  test("the journal holds a key's hash instead of an author, and only the key can change the note", () => {
    game.go("lobby");
    game.act(lead, { type: "round.open", stageId: "dialogue", roundId: "r", mode: "notStored" });
    expect(refusalOf(write(anna, "r", "n1"))).toBe("needsKey");
    write(anna, "r", "n1", { key: "annas-secret-key-1" });
    expect(JSON.stringify(game.journal.at(-1))).not.toContain("anna");
    const changes = [{ field: "text", was: "tekst n1", value: "ny" }];
    expect(refusalOf(game.act(anna, { type: "note.change", noteId: "n1", changes }))).toBe("notThere");
    const key = "annas-secret-key-1";
    expect(refusalOf(game.act(anna, { type: "note.change", noteId: "n1", changes, key }))).toBeUndefined();
  });

  test("one pass per seat and round, which the journal does not connect with the seat", () => {
    game.act(lead, { type: "round.open", stageId: "dialogue", roundId: "r", mode: "notStored" });
    expect(
      refusalOf(game.act(anna, { type: "pass.take", roundId: "r", pad: "p".repeat(32) })),
    ).toBeUndefined();
    expect(refusalOf(game.act(anna, { type: "pass.take", roundId: "r", pad: "p".repeat(32) }))).toBe(
      "passTaken",
    );
    const id = `r ${hash("a-pass-of-somebody")}`;
    const record = { id, roundId: "r", hash: hash("a-pass-of-somebody") };
    game.take([{ type: "passes.made", set: { passes: { [id]: record } } }]);
    write(bo, "r", "n1", { key: "bos-secret-key-12" });
    game.act(lead, { type: "round.reveal", roundId: "r" });
    const agree = (pass: string) => game.act(anna, { type: "note.agree", noteId: "n1", agrees: true, pass });
    expect(refusalOf(agree("made-up-pass-12345"))).toBe("needsPass");
    expect(refusalOf(agree("a-pass-of-somebody"))).toBeUndefined();
  });

  test("before the first word a mode is turned both ways; then towards more anonymity only, and not to not stored", () => {
    const round = game.go("dialogue");
    const turn = (mode: "named" | "hidden" | "notStored") =>
      refusalOf(game.act(lead, { type: "round.mode", roundId: round, mode }));
    expect(turn("named")).toBeUndefined();
    expect(turn("notStored")).toBeUndefined();
    expect(turn("hidden")).toBeUndefined();
    write(anna, round, "n1");
    expect(turn("notStored")).toBe("alreadyWritten");
    expect(turn("named")).toBe("notLessAnonymous");
  });

  test("what was sent under a promise is not taken in under a lesser one", () => {
    const round = game.go("dialogue");
    const send = (mode: "named" | "hidden", noteId: string) =>
      refusalOf(game.act(anna, { type: "note.add", roundId: round, noteId, text: "Vi ringer", mode }));
    game.act(lead, { type: "round.mode", roundId: round, mode: "named" });
    expect(send("hidden", "n1")).toBe("lessAnonymousNow");
    expect(send("named", "n1")).toBeUndefined();
    game.act(lead, { type: "round.mode", roundId: round, mode: "hidden" });
    expect(send("named", "n2")).toBeUndefined();
  });

  test("a vote is never made less anonymous", () => {
    game.go("vote");
    const options = ["x", "y"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] }));
    game.act(lead, {
      ...({ type: "vote.open", stageId: "vote", roundId: "v", mode: "notStored", options } as const),
      ...{ budget: 3, maxPerOption: 2, excludesOwn: false },
    });
    const turn = (mode: "named" | "hidden") =>
      refusalOf(game.act(lead, { type: "round.mode", roundId: "v", mode }));
    expect(turn("hidden")).toBe("notLessAnonymous");
    expect(turn("named")).toBe("notLessAnonymous");
  });
});

describe("the wall", () => {
  beforeEach(() => {
    game.go("wall");
    const notes = ["n1", "n2", "n3"].map((noteId) => ({ noteId, text: noteId }));
    game.act(lead, { type: "wall.paste", roundId: "wall-r", notes });
  });
  const gather = () =>
    game.act(lead, {
      type: "wall.gather",
      noteIds: ["n1", "n2"],
      clusterId: "c1",
      name: "Svar",
      roundId: "wall-r",
    });
  const lastOp = () => [...game.state.ops.keys()].at(-1)!;

  test("begins with what the groups proposed and what was marked to be taken along", () => {
    game = play();
    anna = game.sit("anna");
    game.go("groups");
    game.act(lead, { type: "groups.draw", roundId: "groups-r", size: 2 });
    write(anna, game.go("examples"), "e1");
    const dialogue = game.go("dialogue");
    for (const id of ["d1", "d2"]) write(anna, dialogue, id);
    game.act(lead, { type: "round.reveal", roundId: dialogue });
    game.act(lead, { type: "note.takeAlong", noteId: "d1", isTakenAlong: true });
    game.go("wall");
    const wallOf = (id: string) => game.state.notes.get(id)!.wallId;
    expect(["e1", "d1", "d2"].map(wallOf)).toEqual(["wall-r", "wall-r", null]);
  });

  test("what was gathered comes apart again by undo, and together by redo", () => {
    gather();
    const op = lastOp();
    expect(game.state.notes.get("n1")!.clusterId).toBe("c1");
    game.act(lead, { type: "step.undo", opId: op });
    expect([game.state.clusters.size, game.state.notes.get("n1")!.clusterId]).toEqual([0, null]);
    game.act(lead, { type: "step.undo", opId: op });
    expect([game.state.clusters.size, game.state.notes.get("n1")!.clusterId]).toEqual([1, "c1"]);
  });

  test("an undo leaves where it is what somebody else has moved since, and takes back the rest", () => {
    gather();
    const op = lastOp();
    const cluster = (id: string) => game.state.notes.get(id)!.clusterId;
    game.act(lead, { type: "wall.addCluster", roundId: "wall-r", clusterId: "c2", name: "Andet" });
    game.act(lead, { type: "wall.move", noteIds: ["n1"], clusterId: "c2" });
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: op }))).toBeUndefined();
    expect([cluster("n1"), cluster("n2")]).toEqual(["c2", null]);
    // Taking it again is about the same notes as taking it back was.
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: op }))).toBeUndefined();
    expect([cluster("n1"), cluster("n2")]).toEqual(["c2", "c1"]);
    game.act(lead, { type: "wall.move", noteIds: ["n2"], clusterId: "c2" });
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: op }))).toBeUndefined();
    expect([cluster("n1"), cluster("n2"), game.state.clusters.has("c1")]).toEqual(["c2", "c2", false]);
  });

  test("an undo of which nothing stands any more is refused", () => {
    game.act(lead, { type: "wall.addCluster", roundId: "wall-r", clusterId: "c1", name: "Et" });
    game.act(lead, { type: "wall.move", noteIds: ["n1"], clusterId: "c1" });
    const op = lastOp();
    game.act(lead, { type: "wall.move", noteIds: ["n1"], clusterId: null });
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: op }))).toBe("changedMeanwhile");
  });

  test("an undo never leaves a note in a cluster that is gone: two who arrange at once lose nothing", () => {
    gather();
    const gathered = lastOp();
    game.act(lead, { type: "wall.move", noteIds: ["n3"], clusterId: "c1" });
    // The cluster stays for what somebody else has hung there.
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: gathered }))).toBeUndefined();
    expect(game.state.clusters.has("c1")).toBe(true);
    expect(["n1", "n2", "n3"].map((id) => game.state.notes.get(id)!.clusterId)).toEqual([null, null, "c1"]);

    game.act(lead, { type: "wall.move", noteIds: ["n3"], clusterId: null });
    const movedOut = lastOp();
    game.act(lead, { type: "wall.removeCluster", clusterId: "c1" });
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: movedOut }))).toBe("changedMeanwhile");
  });

  test("a note that others lie under takes none of them with it when it is withdrawn", () => {
    write(anna, "wall-r", "mine");
    game.act(lead, { type: "wall.mergeNotes", noteIds: ["n1"], into: "mine" });
    game.act(anna, { type: "note.withdraw", noteId: "mine" });
    expect(game.state.notes.get("n1")).toMatchObject({ mergedInto: null, wallId: "wall-r" });
  });

  test("what the leader took out of sight no participant brings back; she can, also where it hangs on no wall", () => {
    game.act(lead, { type: "round.arrange", roundId: "wall-r", participantsArrange: true });
    game.act(lead, { type: "wall.hide", noteIds: ["n1"], isHidden: true });
    expect(refusalOf(game.act(anna, { type: "step.undo", opId: lastOp() }))).toBe("notArranged");
    const dialogue = game.go("dialogue");
    write(anna, dialogue, "d1");
    game.act(lead, { type: "wall.hide", noteIds: ["d1"], isHidden: true });
    expect(refusalOf(game.act(lead, { type: "step.undo", opId: lastOp() }))).toBeUndefined();
    expect(game.state.notes.get("d1")!.isHidden).toBe(false);
  });

  test("a suggestion is applied as a whole to what it was computed on, or not at all; and undone at one press", () => {
    const arrange = () =>
      game.act(lead, {
        type: "wall.arrange",
        roundId: "wall-r",
        clusters: [
          { clusterId: "ringe", name: "Ringe", noteIds: ["n1", "n2"] },
          { clusterId: "svare", name: "Svare", noteIds: ["n3"] },
        ],
      });
    const where = () => ["n1", "n2", "n3"].map((id) => game.state.notes.get(id)!.clusterId);
    game.act(lead, {
      type: "wall.gather",
      noteIds: ["n3"],
      clusterId: "k",
      name: "Andet",
      roundId: "wall-r",
    });
    expect(refusalOf(arrange())).toBe("changedMeanwhile");
    expect(where()).toEqual([null, null, "k"]);
    game.act(lead, { type: "step.undo", opId: lastOp() });
    arrange();
    expect(where()).toEqual(["ringe", "ringe", "svare"]);
    game.act(lead, { type: "step.undo", opId: lastOp() });
    expect(where()).toEqual([null, null, null]);
    expect(game.state.clusters.size).toBe(0);
  });

  test("a note that says two things becomes two beside each other, by the same author, and one again by undo", () => {
    write(anna, "wall-r", "m1", { text: "Vi ringer. Vi smiler." });
    write(bo, "wall-r", "m2");
    const split = (was: string) =>
      game.act(lead, {
        ...{ type: "wall.split", noteId: "m1", was },
        ...{ texts: ["Vi ringer.", "Vi smiler."], noteIds: ["m1b"] },
      });
    expect(refusalOf(split("Vi griner."))).toBe("changedMeanwhile");
    split("Vi ringer. Vi smiler.");
    const [first, second, third] = ["m1", "m1b", "m2"].map((id) => game.state.notes.get(id)!);
    expect([first!.text, second!.text]).toEqual(["Vi ringer.", "Vi smiler."]);
    expect(second!.author).toEqual(first!.author);
    expect(second!.rank).toBeGreaterThan(first!.rank);
    expect(second!.rank).toBeLessThan(third!.rank);
    game.act(lead, { type: "step.undo", opId: lastOp() });
    expect(game.state.notes.get("m1")!.text).toBe("Vi ringer. Vi smiler.");
    expect(game.state.notes.has("m1b")).toBe(false);
  });

  test("what was pasted can be undone and redone", () => {
    const op = lastOp();
    for (const count of [0, 3]) {
      game.act(lead, { type: "step.undo", opId: op });
      expect(game.state.notes.size).toBe(count);
    }
  });

  test("says who arranged it only where its round is named", () => {
    game.act(lead, { type: "round.arrange", roundId: "wall-r", participantsArrange: true });
    const move = () => game.act(anna, { type: "wall.move", noteIds: ["n1"], clusterId: null });
    move();
    expect(game.state.ops.get(lastOp())!.by).toBe("navn-anna");
    game.act(lead, { type: "round.mode", roundId: "wall-r", mode: "hidden" });
    move();
    expect(game.state.ops.get(lastOp())!.by).toBe("");
  });

  test("participants arrange it where its round lets them", () => {
    const move = () => game.act(anna, { type: "wall.move", noteIds: ["n3"], clusterId: null, before: "n1" });
    expect(refusalOf(move())).toBe("notArranged");
    game.act(lead, { type: "round.arrange", roundId: "wall-r", participantsArrange: true });
    expect(refusalOf(move())).toBeUndefined();
    const order = [...game.state.notes.values()].sort((a, b) => a.rank - b.rank).map(({ id }) => id);
    expect(order).toEqual(["n3", "n1", "n2"]);
  });

  test("nobody hangs up an answer that its author has not let go of", () => {
    write(anna, game.go("dialogue"), "secret");
    const bring = game.act(lead, { type: "wall.bring", roundId: "wall-r", noteIds: ["secret"] });
    expect(refusalOf(bring)).toBe("notThere");
  });
});

describe("the vote", () => {
  const open = (more: object = {}) => {
    game.go("vote");
    const options = ["x", "y", "z"].map((id) => ({ id, text: id, clusterId: null, noteIds: [`note-${id}`] }));
    const rules = { budget: 3, maxPerOption: 2, excludesOwn: false, mode: "hidden" as const, ...more };
    game.act(lead, { type: "vote.open", stageId: "vote", roundId: "v", options, ...rules });
  };
  const cast = (who: Actor, optionId: string, dots: number) =>
    refusalOf(game.act(who, { type: "vote.cast", roundId: "v", optionId, dots }));

  test("opened twice is one vote, and what was given in it stands", () => {
    open();
    cast(anna, "x", 2);
    const rules = { budget: 3, maxPerOption: 2, excludesOwn: false, mode: "hidden" as const };
    const options = ["x", "y"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] }));
    game.act(lead, { type: "vote.open", stageId: "vote", roundId: "w", options, ...rules });
    expect(game.state.stages.get("vote")!.roundIds).toEqual(["v"]);
    expect(game.state.rounds.get("v")!.isOpen).toBe(true);
    expect(game.state.ballots.size).toBe(1);
  });

  test("has a budget and a limit for each option, and can be changed until it is closed", () => {
    open();
    expect([cast(anna, "x", 3), cast(anna, "x", 2), cast(anna, "y", 2)]).toEqual([
      "tooManyOnOne",
      undefined,
      "outOfDots",
    ]);
    expect([cast(anna, "x", 0), cast(anna, "y", 2)]).toEqual([undefined, undefined]);
    game.act(lead, { type: "round.close", roundId: "v" });
    expect(cast(anna, "y", 1)).toBe("voteIsClosed");
  });

  test("its limits are never lowered below what somebody has spent", () => {
    open();
    cast(anna, "x", 2);
    cast(anna, "y", 1);
    const lower = (budget: number, maxPerOption: number) =>
      refusalOf(game.act(lead, { type: "vote.budget", roundId: "v", budget, maxPerOption }));
    expect([lower(2, 2), lower(3, 1), lower(3, 2), lower(5, 5)]).toEqual([
      ...["alreadySpent", "alreadySpent", undefined, undefined],
    ]);
  });

  test("one's own notes get none of one's dots where the leader wants it so", () => {
    const wall = game.go("wall");
    write(anna, wall, "note-x");
    open({ excludesOwn: true });
    expect([cast(anna, "x", 1), cast(bo, "x", 1)]).toEqual(["ownNotes", undefined]);
  });

  test("closing shows the totals; ties are ties, and go to a second round in one step", () => {
    open();
    cast(anna, "x", 2);
    cast(bo, "y", 2);
    cast(bo, "z", 1);
    game.act(lead, { type: "round.close", roundId: "v" });
    const results = game.state.rounds.get("v")!.vote!.results!;
    expect(results.map(({ optionId, dots, place, isTied }) => [optionId, dots, place, isTied])).toEqual([
      ["x", 2, 1, true],
      ["y", 2, 1, true],
      ["z", 1, 3, false],
    ]);
    game.act(lead, { type: "vote.second", of: "v", roundId: "v2", optionIds: ["x", "y"], budget: 1 });
    expect(game.state.rounds.get("v2")!.vote).toMatchObject({ budget: 1, secondOf: "v" });
    expect(game.state.rounds.get("v")!.vote!.results).toEqual(results);
  });

  test("no dots at all is no tie", () => {
    expect(countVotes([{ id: "x", text: "", clusterId: null, noteIds: [] }], [])).toEqual([
      { optionId: "x", dots: 0, voters: 0, place: 1, isTied: false },
    ]);
  });
});

describe("the decision", () => {
  const propose = () => {
    game.go("decision");
    game.act(lead, {
      ...{ type: "decision.propose", decisionId: "d", act: "Vi ringer tilbage", noteIds: [] },
      ...{ clusterId: null, optionId: null },
    });
  };
  const consent = (who: Actor, answer: "yes" | "concern", reason = "") =>
    refusalOf(game.act(who, { type: "consent.give", decisionId: "d", answer, reason }));

  test("is checked for consent; a concern says why", () => {
    propose();
    expect([consent(anna, "yes"), consent(bo, "concern"), consent(bo, "concern", "tiden")]).toEqual([
      ...[undefined, "sayWhy", undefined],
    ]);
  });

  test("is an act of its own, and can be reopened with a trace", () => {
    propose();
    game.act(lead, { type: "decision.decide", decisionId: "d", without: ["consent", "value"] });
    const reword = [{ field: "act", was: "Vi ringer tilbage", value: "x" }];
    const change = () =>
      refusalOf(game.act(lead, { type: "decision.change", decisionId: "d", changes: reword }));
    expect(change()).toBe("decidedAlready");
    game.act(lead, { type: "decision.reopen", decisionId: "d" });
    expect(game.state.decisions.get("d")).toMatchObject({ decidedAt: null, reopened: 1 });
    expect(change()).toBeUndefined();
  });
});

test("after the meeting is closed nothing is taken in, and what was open is closed", () => {
  const round = game.go("dialogue");
  game.act(lead, { type: "meeting.close" });
  expect(game.state.rounds.get(round)!.isOpen).toBe(false);
  expect(refusalOf(write(anna, round, "n1"))).toBe("meetingIsClosed");
});
