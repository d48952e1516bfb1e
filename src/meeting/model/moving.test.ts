import { beforeEach, describe, expect, test } from "vitest";
import { lead, play } from "../testing/play.ts";
import { mayReopen } from "./closing.ts";
import { renewing } from "./decide/room.ts";
import type { Actor } from "./decide.ts";
import { minutesLeft } from "./reading.ts";
import { groupsInUse, theMeeting } from "./state.ts";
import { lacksOf, saysSomething } from "./wording.ts";

let game: ReturnType<typeof play>;
let people: Actor[];
beforeEach(() => {
  game = play();
  people = ["anna", "bo", "cilla", "dorte", "erik"].map(game.sit);
});
const refusalOf = (answer: unknown) => (answer as { refusal?: string }).refusal;
const isOpen = (roundId: string) => game.state.rounds.get(roundId)!.isOpen;

describe("moving on", () => {
  test("closes what is left behind; coming back finds it open again", () => {
    const round = game.go("dialogue");
    game.go("groups");
    expect(isOpen(round)).toBe(false);
    game.go("dialogue");
    expect(isOpen(round)).toBe(true);
    expect(game.state.stages.get("dialogue")!.roundIds).toEqual([round]);
  });

  test("leaves open what was to stay open, or has a time of its own", () => {
    const kept = game.go("dialogue");
    game.act(lead, { type: "round.keep", roundId: kept, staysOpen: true });
    const timed = game.go("wall");
    game.act(lead, { type: "round.deadline", roundId: timed, deadline: "2026-03-09T09:00:00.000Z" });
    game.go("decision");
    expect([isOpen(kept), isOpen(timed)]).toEqual([true, true]);
  });

  test("does not open again what the leader closed by hand", () => {
    const round = game.go("dialogue");
    game.act(lead, { type: "round.close", roundId: round });
    game.go("groups");
    game.go("dialogue");
    expect(isOpen(round)).toBe(false);
  });
});

describe("group work", () => {
  const sizes = () =>
    groupsInUse(game.state)
      .map(({ id }) => [...game.state.seats.values()].filter(({ groupId }) => groupId === id).length)
      .sort();

  test("that nobody made groups for begins with pairs by lot, and nobody is alone", () => {
    game.go("examples");
    expect(sizes()).toEqual([2, 3]);
    const answer = game.act(people[0]!, {
      ...({ type: "note.add", roundId: "examples-r", noteId: "n1", text: "Vi ringer" } as const),
    });
    expect(refusalOf(answer)).toBeUndefined();
  });

  test("begins with pairs also where the agenda has no stage for groups", () => {
    game.state.stages.delete("groups");
    game.state.meeting.get("meeting")!.stageOrder = ["lobby", "examples", "wall"];
    game.go("examples");
    expect(sizes()).toEqual([2, 3]);
    expect(game.state.meeting.get("meeting")!.stageOrder[2]).toBe("examples");
  });

  test("puts whoever is in none of the groups into the smallest", () => {
    game.go("groups");
    game.act(lead, { type: "groups.make", roundId: "groups-r", names: ["A", "B"] });
    game.go("examples");
    expect(sizes()).toEqual([2, 3]);
  });

  test("has a group for the first who comes to a room that was empty", () => {
    const empty = play();
    empty.go("examples");
    empty.sit("anna");
    expect(empty.state.seats.get("anna")!.groupId).not.toBeNull();
  });
});

describe("deciding", () => {
  const from = { noteIds: [], clusterId: null, optionId: null };
  const propose = (act: string, valueId: string | null = null) =>
    game.act(lead, { type: "decision.propose", decisionId: "d", act, valueId, ...from });
  beforeEach(() => game.go("decision"));

  test("needs words: “Vi …” is only the beginning of some", () => {
    expect(["Vi", "Vi …", "We ...", " vi  "].map(saysSomething)).toEqual([false, false, false, false]);
    expect(["Vi ringer", "Viser vejen", "We call back"].map(saysSomething)).toEqual([true, true, true]);
    expect(refusalOf(propose("Vi …"))).toBe("wordingEmpty");
    propose("Vi ringer tilbage");
    const changes = [{ field: "act", was: "Vi ringer tilbage", value: "Vi" }];
    const answer = game.act(lead, { type: "decision.change", decisionId: "d", changes });
    expect(answer).toMatchObject({ refusal: "wordingEmpty", field: "act" });
  });

  test("without having asked, or without a value, is said to her once; then she may", () => {
    propose("Vi ringer tilbage");
    const decide = (without?: ("consent" | "value")[]) =>
      refusalOf(game.act(lead, { type: "decision.decide", decisionId: "d", ...(without && { without }) }));
    expect(decide()).toBe("nobodyAsked");
    expect(decide(["consent"])).toBe("noValue");
    expect(decide(["consent", "value"])).toBeUndefined();
    expect(game.state.decisions.get("d")!.decidedAt).not.toBeNull();
  });

  test("asks for nothing that is not there: no people, no values", () => {
    expect(lacksOf({ answers: 0, unread: 0, valueId: null }, { people: 0, values: 0 })).toEqual([]);
    expect(lacksOf({ answers: 2, unread: 0, valueId: "v" }, { people: 3, values: 2 })).toEqual([]);
  });
});

describe("slides that are made anew while the room is open", () => {
  const slide = (id: string, position: number, title = id) => ({
    ...{ id, position, title, point: 1, body: "", speakerNotes: "" },
  });
  const renew = (...slides: ReturnType<typeof slide>[]) => {
    const events = renewing(game.state, slides);
    if (!("refusal" in events)) game.take(events);
    return events;
  };
  const shown = () => [...game.state.slides.values()].sort((a, b) => a.position - b.position);

  test("show what is there now, and the one on show stays on show wherever it stands", () => {
    renew(slide("a", 0), slide("b", 1), slide("c", 2));
    game.act(lead, { type: "slide.show", slide: 1 });
    renew(slide("a", 0), slide("new", 1), slide("b", 2, "b, skrevet om"));
    expect(shown().map(({ title }) => title)).toEqual(["a", "new", "b, skrevet om"]);
    expect(theMeeting(game.state).slide).toBe(2);
  });

  test("where the one on show is gone, the one in its place is shown", () => {
    renew(slide("a", 0), slide("b", 1));
    game.act(lead, { type: "slide.show", slide: 1 });
    renew(slide("a", 0));
    expect(theMeeting(game.state).slide).toBe(0);
  });

  test("that say the same are no change", () => {
    renew(slide("a", 0));
    expect(renew(slide("a", 0))).toEqual([]);
  });
});

describe("closing", () => {
  test("can be undone for a minute, and everything is as it was", () => {
    const round = game.go("wall");
    game.act(lead, { type: "meeting.close" });
    expect(isOpen(round)).toBe(false);
    expect(refusalOf(game.act(people[0]!, { type: "meeting.reopen" }))).toBe("notLeading");
    game.act(lead, { type: "meeting.reopen" });
    expect(game.state.meeting.get("meeting")).toMatchObject({ state: "open", closedAt: null });
    expect(isOpen(round)).toBe(true);
  });

  test("stands once the minute is over", () => {
    expect(mayReopen("2026-03-02T09:30:00.000Z", "2026-03-02T09:30:59.000Z")).toBe(true);
    expect(mayReopen("2026-03-02T09:30:00.000Z", "2026-03-02T09:31:01.000Z")).toBe(false);
    game.act(lead, { type: "meeting.close" });
    game.take([{ type: "x", set: { meeting: { meeting: { closedAt: "2026-03-02T09:00:00.000Z" } } } }]);
    expect(refusalOf(game.act(lead, { type: "meeting.reopen" }))).toBe("minutesAreSent");
  });
});

test("a stage of five minutes has five left when it begins, whatever a phone's clock says", () => {
  const ends = "2026-03-02T09:05:00.000Z";
  expect(minutesLeft(ends, Date.parse("2026-03-02T08:59:58.000Z"))).toBe(5);
  expect(minutesLeft(ends, Date.parse("2026-03-02T09:04:30.000Z"))).toBe(1);
  expect(minutesLeft(ends, Date.parse("2026-03-02T09:06:00.000Z"))).toBe(0);
});
