import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { meetingUnit } from "./testing/unit.ts";

let unit: Awaited<ReturnType<typeof meetingUnit>>;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

/** Two in one group and a third in another, at a list that is written in this mode. */
async function groups(mode: "named" | "hidden" | "notStored") {
  const { id, code } = await unit.plan();
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  await karen.act({ type: "lead.take", from: null });
  const stageOf = (kind: string) =>
    room.meeting.meeting!.stageOrder.find((stage) => room.stages[stage]!.kind === kind)!;
  const [anna, bo, cilla] = [
    await unit.joined(code, ["Anna"]),
    await unit.joined(code, ["Bo"]),
    await unit.joined(code, ["Cilla"]),
  ];
  const grouping = newId();
  await karen.act({ type: "stage.go", stageId: stageOf("groups"), roundId: grouping });
  await karen.act({ type: "groups.make", roundId: grouping, names: ["Vinduet", "Døren"] });
  const byName = Object.values(karen.room().groups);
  for (const [seat, name] of [
    [anna, "Vinduet"],
    [bo, "Vinduet"],
    [cilla, "Døren"],
  ] as const)
    await karen.act({
      ...{ type: "groups.place", seatId: seat.seatId },
      groupId: byName.find((group) => group.name === name)!.id,
    });
  const roundId = newId();
  await karen.act({ type: "round.open", stageId: stageOf("examples"), roundId, mode });
  return { karen, anna, bo, cilla, roundId };
}
type Group = Awaited<ReturnType<typeof groups>>;

const told = ({ frames }: Group["anna"]) => frames.filter(({ type }) => type === "writes");
/** Everything that was said before has been answered, and what it led to sent. */
const settled = async ({ anna, bo, cilla, karen, roundId }: Group) => {
  for (const each of [anna, bo, cilla])
    await each.act({ type: "seat.rename", seatId: each.seatId, names: ["X"] });
  await karen.act({ type: "round.keep", roundId, staysOpen: true });
};

test("who is at the keys, and where, is told to her own group and to nobody else", async () => {
  const group = await groups("named");
  const { anna, bo, cilla, karen, roundId } = group;
  anna.send({ type: "writing", roundId, isWriting: true, place: "n1 text" });
  expect(await bo.seen((frame) => frame.type === "writes" && frame)).toEqual({
    ...{ type: "writes", seatId: anna.seatId, place: "n1 text" },
  });
  // A phone that is gone writes no more.
  await anna.close();
  await bo.seen((frame) => frame.type === "writes" && frame.place === null);
  await karen.act({ type: "round.keep", roundId, staysOpen: true });
  await cilla.act({ type: "seat.rename", seatId: cilla.seatId, names: ["Cille"] });
  expect(told(cilla)).toEqual([]);
  expect(told(karen as Group["anna"])).toEqual([]);
});

test.each(["hidden", "notStored"] as const)("where writing is %s nobody is told", async (mode) => {
  const group = await groups(mode);
  group.anna.send({ type: "writing", roundId: group.roundId, isWriting: true, place: "n1 text" });
  group.anna.send({ type: "writing", roundId: group.roundId, isWriting: false });
  await settled(group);
  expect([group.anna, group.bo, group.cilla].flatMap(told)).toEqual([]);
});
