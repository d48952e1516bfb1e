import { beforeEach, describe, expect, test } from "vitest";
import { isRefusal } from "#platform/refusal.ts";
import { lead, play } from "../testing/play.ts";
import { commonRoom, privatePatch } from "../view.ts";
import { folded } from "./decide/person.ts";
import { type Actor, join } from "./decide.ts";
import { attendance } from "./outcome.ts";

let game: ReturnType<typeof play>;
const at = { now: "2026-03-02T09:40:00.000Z", lot: "lot" };
const called = (seatId: string) => game.state.seats.get(seatId)!.names;
const comes = (seatId: string, names: string[], isSame?: boolean) => {
  const events = join(game.state, { seatId, names, participantId: null, personId: null, isSame }, at);
  if (isRefusal(events)) return events.refusal;
  game.take(events);
  return { as: "seat", seatId } as Actor;
};
const refusalOf = (answer: unknown) => (answer as { refusal?: string }).refusal;
let mette: Actor;
let again: Actor;
beforeEach(() => {
  game = play();
  mette = comes("mette", ["Mette Holm"]) as Actor;
});

test("names are the same whatever their letters and blanks", () => {
  expect(folded("  mette   HOLM ")).toBe(folded("Mette Holm"));
});

describe("who types a name that is there already", () => {
  test("is asked first, and then has a seat and a name of her own", () => {
    expect(comes("second", [" mette  holm"])).toBe("nameTaken");
    comes("second", ["Mette Holm"], false);
    comes("third", ["Mette Holm"], false);
    expect([called("second"), called("third")]).toEqual([["Mette Holm (2)"], ["Mette Holm (3)"]]);
    expect(game.state.seats.get("second")!.claims).toBeNull();
  });

  test("is shown nothing that the first one wrote, also when the leader says that she is the same", () => {
    const round = game.go("dialogue");
    game.act(mette, { type: "note.add", roundId: round, noteId: "n1", text: "kun for mig" });
    comes("second", ["Mette Holm"], true);
    const sees = () =>
      JSON.stringify([
        commonRoom(game.state),
        privatePatch(game.state, { as: "seat", seatId: "second", keys: new Set() }, "everything"),
      ]);
    expect(sees()).not.toContain("kun for mig");
    game.act(lead, { type: "seat.merge", seatId: "second", into: "mette" });
    expect(sees()).not.toContain("kun for mig");
    const changes = [{ field: "text", was: "kun for mig", value: "x" }];
    const second: Actor = { as: "seat", seatId: "second" };
    expect(refusalOf(game.act(second, { type: "note.change", noteId: "n1", changes }))).toBe("notThere");
    game.act(lead, { type: "round.reveal", roundId: round });
    expect(
      privatePatch(game.state, { as: "seat", seatId: "second", keys: new Set() }, "everything")?.own,
    ).toBeUndefined();
  });
});

describe("two seats of one person", () => {
  beforeEach(() => {
    again = comes("again", ["Mette Holm"], true) as Actor;
  });
  const merge = () => game.act(lead, { type: "seat.merge", seatId: "again", into: "mette" });

  test("count once from the moment the leader says so, and twice again when she takes it back", () => {
    expect(game.state.seats.get("again")!.claims).toBe("mette");
    expect(attendance(game.state)).toBe(2);
    merge();
    expect(attendance(game.state)).toBe(1);
    expect(called("again")).toEqual(["Mette Holm"]);
    game.act(lead, { type: "seat.part", seatId: "again" });
    expect(attendance(game.state)).toBe(2);
    expect(called("again")).toEqual(["Mette Holm (2)"]);
  });

  test("are nobody's to put together but the leader's", () => {
    expect(refusalOf(game.act(again, { type: "seat.merge", seatId: "again", into: "mette" }))).toBe(
      "notLeading",
    );
  });

  test("have one vote: that of the newer seat, and from then on the one that was cast last", () => {
    const options = ["a", "b"].map((id) => ({ id, text: id, clusterId: null, noteIds: [] }));
    game.go("vote");
    game.act(lead, {
      ...({ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", options } as const),
      ...{ budget: 3, maxPerOption: 3, excludesOwn: false },
    });
    const cast = (who: Actor, optionId: string) =>
      game.act(who, { type: "vote.cast", roundId: "v", optionId, dots: 3 });
    cast(mette, "a");
    cast(again, "b");
    const totals = () => [...game.state.ballots.values()].map(({ dots }) => dots);
    merge();
    expect(totals()).toEqual([{ b: 3 }]);
    cast(mette, "a");
    expect(totals()).toEqual([{ a: 3 }]);
    expect(
      privatePatch(game.state, { as: "seat", seatId: "again", keys: new Set() }, "everything")?.ballots,
    ).toBeUndefined();
  });

  test("leave what was counted and shown as it is", () => {
    const options = [{ id: "a", text: "a", clusterId: null, noteIds: [] }];
    game.go("vote");
    game.act(lead, {
      ...({ type: "vote.open", stageId: "vote", roundId: "v", mode: "hidden", options } as const),
      ...{ budget: 1, maxPerOption: 1, excludesOwn: false },
    });
    for (const who of [mette, again])
      game.act(who, { type: "vote.cast", roundId: "v", optionId: "a", dots: 1 });
    game.act(lead, { type: "round.close", roundId: "v" });
    merge();
    expect(game.state.rounds.get("v")!.vote!.results).toMatchObject([{ dots: 2 }]);
  });

  test("get one pass between them", () => {
    merge();
    game.act(lead, { type: "round.open", stageId: "dialogue", roundId: "r", mode: "notStored" });
    game.act(mette, { type: "pass.take", roundId: "r", pad: "p".repeat(32) });
    expect(refusalOf(game.act(again, { type: "pass.take", roundId: "r", pad: "p".repeat(32) }))).toBe(
      "passTaken",
    );
  });

  test("are not made one while each has a voice where nobody's name is stored: nobody could say which is hers", () => {
    const options = [{ id: "a", text: "a", clusterId: null, noteIds: [] }];
    const vote = { type: "vote.open", stageId: "vote", roundId: "v", mode: "notStored", options } as const;
    game.go("vote");
    game.act(lead, { ...vote, ...{ budget: 1, maxPerOption: 1, excludesOwn: false } });
    game.act(mette, { type: "pass.take", roundId: "v", pad: "p".repeat(32) });
    const merged = () => game.act(lead, { type: "seat.merge", seatId: "again", into: "mette" });
    game.act(again, { type: "pass.take", roundId: "v", pad: "q".repeat(32) });
    expect(refusalOf(merged())).toBe("twoVoices");
    expect(attendance(game.state)).toBe(2);
    // When it is over, what was counted stands, and she is one again.
    game.act(lead, { type: "round.close", roundId: "v" });
    expect(refusalOf(merged())).toBe("twoVoices");
    game.go("close");
    expect(refusalOf(merged())).toBeUndefined();
    expect(attendance(game.state)).toBe(1);
  });

  test("are made one while only one of them has a voice there, and get no second one", () => {
    game.act(lead, { type: "round.open", stageId: "dialogue", roundId: "r", mode: "notStored" });
    game.act(again, { type: "pass.take", roundId: "r", pad: "p".repeat(32) });
    merge();
    expect(attendance(game.state)).toBe(1);
    expect(refusalOf(game.act(mette, { type: "pass.take", roundId: "r", pad: "q".repeat(32) }))).toBe(
      "passTaken",
    );
  });

  test("are in one group, and what is left of them when one is taken out is still a person", () => {
    merge();
    game.go("groups");
    game.act(lead, { type: "groups.make", roundId: "groups-r", names: ["A"] });
    const [group] = [...game.state.groups.keys()];
    game.act(lead, { type: "groups.place", seatId: "mette", groupId: group! });
    expect(game.state.seats.get("again")!.groupId).toBe(group);
    game.act(lead, { type: "seat.remove", seatId: "mette" });
    expect(attendance(game.state)).toBe(1);
  });
});
