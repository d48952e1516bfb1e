import { beforeEach, describe, expect, test } from "vitest";
import { lead, play } from "../testing/play.ts";
import { commonRoom } from "../view.ts";
import type { Actor } from "./decide.ts";
import { outcomeOf } from "./outcome.ts";
import { lastStep } from "./reading.ts";
import { standingsOf } from "./standing.ts";

let game: ReturnType<typeof play>;
let people: Actor[];
beforeEach(() => {
  game = play();
  people = ["anna", "bo", "cilla", "dorte", "erik", "finn"].map(game.sit);
});
const refusalOf = (answer: unknown) => (answer as { refusal?: string }).refusal;

describe("a decision", () => {
  const from = { noteIds: [], clusterId: null, optionId: null };
  const shown = () => commonRoom(game.state).decisions.d!;
  const say = (who: number, answer: "yes" | "concern", reason = "", wording?: string) =>
    game.act(people[who]!, { type: "consent.give", decisionId: "d", answer, reason, wording });
  const reword = (was: string, value: string, field = "act") =>
    game.act(lead, { type: "decision.change", decisionId: "d", changes: [{ field, was, value }] });
  const decide = (without: ("consent" | "few" | "concern" | "value")[] = []) =>
    refusalOf(game.act(lead, { type: "decision.decide", decisionId: "d", without }));
  const undo = () => {
    const ops = Object.fromEntries(game.state.ops);
    const last = lastStep({ ...commonRoom(game.state), ops } as never);
    return refusalOf(game.act(lead, { type: "step.undo", opId: last!.id }));
  };
  beforeEach(() => {
    game.go("decision");
    game.act(lead, { type: "decision.propose", decisionId: "d", act: "Vi ringer", ...from });
  });

  test("a consent is for the words it was given to", () => {
    for (const who of [0, 1, 2]) say(who, "yes");
    say(3, "concern", "Om mandagen er vi få");
    reword("Vi ringer", "Vi ringer tilbage samme dag");
    expect(shown()).toMatchObject({ yes: 0, concerns: 0, stale: 4 });
    say(0, "yes");
    expect(shown()).toMatchObject({ yes: 1, concerns: 0, stale: 3 });
    decide(["few", "value"]);
    expect(outcomeOf(game.state).decisions[0]!.evidence.consent).toEqual({ yes: 1, concerns: [] });
  });

  test("the situation and what is said are words as well; a capital, a space and a full stop are not, nor is the value", () => {
    say(0, "yes");
    reword("Vi ringer", " vi  ringer.");
    reword("", "open", "valueId");
    expect(shown()).toMatchObject({ yes: 1, stale: 0 });
    reword("", "en kunde venter", "situation");
    expect(shown()).toMatchObject({ yes: 0, stale: 1 });
    say(0, "yes");
    reword("", "Det er Bo", "facet.say");
    expect(shown()).toMatchObject({ yes: 0, stale: 1 });
  });

  test("an answer that was on its way when the words changed is an answer to the earlier ones", () => {
    const { wording } = shown();
    reword("Vi ringer", "Vi ringer aldrig");
    say(0, "yes", "", wording);
    expect(shown()).toMatchObject({ yes: 0, stale: 1 });
  });

  test("when a change of words is taken back, what was said to them holds again, and nothing else", () => {
    say(0, "yes");
    reword("Vi ringer", "Vi ringer aldrig");
    say(1, "yes");
    expect(undo()).toBeUndefined();
    expect(shown()).toMatchObject({ act: "Vi ringer", yes: 1, stale: 1 });
    reword("Vi ringer", "Vi ringer i morgen");
    expect(shown()).toMatchObject({ yes: 0, stale: 2 });
  });

  test("what is shown of the concerns is what there was to show: a later one waits for her word", () => {
    say(0, "concern", "Hvad med fredag?");
    expect(shown()).toMatchObject({ concerns: 1, unread: 1, reasons: [] });
    game.act(lead, { type: "decision.reveal", decisionId: "d" });
    expect(shown()).toMatchObject({ unread: 0, reasons: [{ reason: "Hvad med fredag?" }] });
    say(1, "concern", "Og i ferien?");
    say(0, "concern", "Hvad med fredag aften?");
    expect(shown()).toMatchObject({ concerns: 2, unread: 2, reasons: [] });
    expect(refusalOf(game.act(people[1]!, { type: "decision.reveal", decisionId: "d" }))).toBe("notLeading");
  });

  test("with a concern that nobody has read, or while most have not answered, is said to her first; then she may", () => {
    say(0, "yes");
    expect(decide(["value"])).toBe("fewAnswered");
    say(1, "yes");
    say(2, "concern", "Hvad med fredag?");
    expect(decide(["value"])).toBe("concernUnread");
    game.act(lead, { type: "decision.reveal", decisionId: "d" });
    expect(decide(["value"])).toBeUndefined();
  });

  test("can be taken back with one step, and that it was decided before is seen", () => {
    decide(["consent", "value"]);
    expect(
      lastStep({ ...commonRoom(game.state), ops: Object.fromEntries(game.state.ops) } as never),
    ).toMatchObject({ what: "decision.decide" });
    expect(undo()).toBeUndefined();
    expect(shown()).toMatchObject({ decidedAt: null, reopened: 1 });
  });

  test("a reopening is not taken back once the words are others", () => {
    decide(["consent", "value"]);
    game.act(lead, { type: "decision.reopen", decisionId: "d" });
    const opId = [...game.state.ops.keys()].at(-1)!;
    reword("Vi ringer", "Vi ringer aldrig");
    expect(refusalOf(game.act(lead, { type: "step.undo", opId }))).toBe("changedMeanwhile");
  });
});

test("what is agreed about following up is kept field by field: nobody writes over what another wrote", () => {
  game.act(lead, { type: "plan.set", how: "På mail efter opkaldet" });
  game.act(lead, { type: "plan.set", askOn: "i marts" });
  expect(outcomeOf(game.state).plan).toEqual({
    how: "På mail efter opkaldet",
    askOn: "i marts",
    resultsOn: "",
  });
});

describe("a vote", () => {
  const option = (id: string) => ({ id, text: id, clusterId: null, noteIds: [] });
  const open = () =>
    game.act(lead, {
      ...({ type: "vote.open", stageId: "vote", roundId: "v1", mode: "hidden" } as const),
      ...{ options: ["x", "y", "z", "w"].map(option), budget: 3, maxPerOption: 3, excludesOwn: false },
    });
  const cast = (who: number, roundId: string, optionId: string, dots: number) =>
    refusalOf(game.act(people[who]!, { type: "vote.cast", roundId, optionId, dots }));
  const abstain = (who: number, abstains = true) =>
    refusalOf(game.act(people[who]!, { type: "vote.abstain", roundId: "v1", abstains }));
  const turnout = () => {
    const { voters, abstained } = commonRoom(game.state).rounds.v1!.vote!;
    return { voters, abstained };
  };
  const rounds = () => ["v1", "v2", "v3"].flatMap((id) => game.state.rounds.get(id) ?? []);
  beforeEach(() => {
    game.go("vote");
    open();
  });

  test("giving no dots is an answer of its own, and can be changed like any other until the vote is closed", () => {
    expect(abstain(0)).toBeUndefined();
    expect(turnout()).toEqual({ voters: 0, abstained: 1 });
    cast(1, "v1", "x", 1);
    expect(abstain(1)).toBe("dotsGiven");
    expect(cast(0, "v1", "y", 2)).toBeUndefined();
    expect(turnout()).toEqual({ voters: 2, abstained: 0 });
    cast(0, "v1", "y", 0);
    abstain(0);
    abstain(0, false);
    expect(turnout()).toEqual({ voters: 1, abstained: 0 });
    game.act(lead, { type: "round.close", roundId: "v1" });
    expect(abstain(2)).toBe("voteIsClosed");
  });

  test("a round among the tied orders them, and no dot of it is added to what they got before", () => {
    cast(0, "v1", "x", 3);
    cast(1, "v1", "y", 2);
    cast(2, "v1", "z", 2);
    cast(3, "v1", "w", 1);
    game.act(lead, { type: "round.close", roundId: "v1" });
    expect(standingsOf(rounds()).map(({ option: { id }, place, isTied }) => [id, place, isTied])).toEqual([
      ["x", 1, false],
      ["y", 2, true],
      ["z", 2, true],
      ["w", 4, false],
    ]);
    const optionIds = ["y", "z"];
    game.act(lead, { type: "vote.second", of: "v1", roundId: "v2", optionIds, budget: 1 });
    for (const who of [0, 1, 2]) cast(who, "v2", "z", 1);
    game.act(lead, { type: "round.close", roundId: "v2" });
    // Three dots in the second round are not more than the three of the first.
    const standings = standingsOf(rounds());
    expect(standings.map(({ option: { id }, place }) => [id, place])).toEqual([
      ["x", 1],
      ["z", 2],
      ["y", 3],
      ["w", 4],
    ]);
    expect(standings[1]!.rounds.map(({ dots, of }) => [dots, of])).toEqual([
      [2, 4],
      [3, 2],
    ]);

    game.go("decision");
    game.act(lead, {
      ...{ type: "decision.propose", decisionId: "d", act: "Vi ringer", noteIds: [] },
      ...{ clusterId: null, optionId: "z" },
    });
    game.act(lead, { type: "decision.decide", decisionId: "d", without: ["consent", "value"] });
    expect(outcomeOf(game.state).decisions[0]!.evidence.vote).toEqual({
      ...{ dots: 2, voters: 1, place: 2, of: 4, isTied: true },
      again: [{ dots: 3, voters: 3, place: 1, of: 2, isTied: false }],
    });
  });

  test("a new vote stands for itself: the one before it says nothing of it", () => {
    cast(0, "v1", "x", 3);
    game.act(lead, { type: "round.close", roundId: "v1" });
    game.act(lead, {
      ...({ type: "vote.open", stageId: "vote", roundId: "v2", mode: "hidden" } as const),
      ...{ options: ["p", "q"].map(option), budget: 3, maxPerOption: 3, excludesOwn: false },
    });
    expect(standingsOf(rounds()).map(({ option: { id } }) => id)).toContain("x");
    game.act(lead, { type: "round.close", roundId: "v2" });
    expect(standingsOf(rounds()).map(({ option: { id } }) => id)).toEqual(["p", "q"]);
    expect(standingsOf(rounds(), "x")[0]).toMatchObject({ option: { id: "x" }, place: 1 });
  });
});
