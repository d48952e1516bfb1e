import { afterAll, beforeAll, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { dueInRound, type RoundPayload, roundJob } from "./round.store.ts";
import { meetingUnit } from "./testing/unit.ts";

type Unit = Awaited<ReturnType<typeof meetingUnit>>;
let unit: Unit;
beforeAll(async () => {
  unit = await meetingUnit();
});
afterAll(() => unit?.close());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

/** A question that is open ahead of the meeting until the day after the day after tomorrow. */
async function openAhead(mode: "named" | "hidden" | "notStored", deadline = hours(72)) {
  const { id, code } = await unit.plan(["anna", "bo"]);
  await unit.leader("POST", `/api/meeting/meetings/${id}/open`, {});
  const karen = await unit.console(id);
  const { room } = await karen.welcome();
  const order = room.meeting["meeting"]!.stageOrder;
  const stageId = order.find((stage) => room.stages[stage]!.kind === "dialogue")!;
  const roundId = newId();
  await karen.act({
    ...({ type: "round.open", stageId, roundId, mode, deadline } as const),
    ...{ tells: true, reminds: true },
  });
  return { id, code, karen, roundId, stageId, deadline };
}
type Open = Awaited<ReturnType<typeof openAhead>>;

const due = (what: RoundPayload["what"], { id, roundId }: Open, at: string) =>
  dueInRound(
    { organisationId: unit.organisationId, meetingId: id, roundId, what },
    { db: unit.db, hall: unit.hall, config: unit.config, now: new Date(at) },
  );
const mailsOf = (id: string, what: string) =>
  inOrganisation(unit.db, unit.organisationId, (tx) =>
    tx
      .selectFrom("mail")
      .select(["toEmail", "subject", "content"])
      .where("about", "=", id)
      .where("kind", "=", `meeting.round.${what}`)
      .orderBy("toEmail")
      .execute(),
  );
const planned = async (roundId: string) => {
  const { rows } = await unit.pool.query(
    "select key, run_at from graphile_worker.jobs where task_identifier = $1 and key like $2 order by key",
    [roundJob, `%${roundId}%`],
  );
  return rows.map(({ key, run_at }) => [key.split(" ").at(-1), (run_at as Date).toISOString()]);
};

test("opening ahead asks for a mail now, a reminder a day before and the closing, in the command's own transaction", async () => {
  const open = await openAhead("hidden");
  const jobs = Object.fromEntries(await planned(open.roundId));
  expect(Object.keys(jobs)).toEqual(["close", "remind", "tell"]);
  expect(jobs["close"]).toBe(open.deadline);
  expect(jobs["remind"]).toBe(new Date(Date.parse(open.deadline) - 24 * 3_600_000).toISOString());
});

test("the invited are told once, each in her own words and with a link that knows her", async () => {
  const open = await openAhead("hidden");
  await due("tell", open, hours(0));
  await due("tell", open, hours(1));
  const mails = await mailsOf(open.id, "tell");
  expect(mails.map(({ toEmail }) => toEmail)).toEqual(["anna@nordvarme.example", "bo@nordvarme.example"]);
  const { text } = mails[0]!.content as unknown as { text: string };
  expect(text).toContain("Ingen får vist, hvem der skrev, heller ikke lederen.");
  expect(text).toMatch(new RegExp(`/m/${open.code}\\?k=\\S{16,}`));
  expect(open.karen.room().rounds[open.roundId]!.toldAt).toBeTruthy();
});

test("who has said that she is done is not reminded, and the others are once", async () => {
  const open = await openAhead("hidden");
  const anna = await unit.joined(open.code, [], `${open.code} anna`);
  anna.send({ type: "done", roundId: open.roundId, isDone: true });
  await anna.act({ type: "note.add", roundId: open.roundId, noteId: newId(), text: "i god tid" });
  await due("remind", open, hours(49));
  await due("remind", open, hours(50));
  expect((await mailsOf(open.id, "remind")).map(({ toEmail }) => toEmail)).toEqual(["bo@nordvarme.example"]);
});

test("where nothing is stored nobody is kept as done, and all are reminded alike", async () => {
  const open = await openAhead("notStored");
  const anna = await unit.joined(open.code, [], `${open.code} anna`);
  anna.send({ type: "done", roundId: open.roundId, isDone: true });
  await anna.act({ type: "seat.rename", seatId: anna.seatId, names: ["anna"] });
  const { rows } = await unit.pool.query("select 1 from round_done where round_id = $1", [open.roundId]);
  expect(rows).toEqual([]);
  await due("remind", open, hours(49));
  expect(await mailsOf(open.id, "remind")).toHaveLength(2);
});

test("after the deadline it is closed for everybody who looks on; asked too early it waits", async () => {
  const open = await openAhead("named");
  const anna = await unit.joined(open.code, [], `${open.code} anna`);
  const round = () => anna.room().rounds[open.roundId]!;
  await due("close", open, hours(71));
  expect(round().isOpen).toBe(true);
  await due("close", open, hours(72.01));
  await anna.seen((frame) => frame.type === "changes" && frame.set.rounds?.[open.roundId]?.isOpen === false);
  expect(await anna.act({ type: "note.add", roundId: open.roundId, noteId: newId(), text: "sent" })).toBe(
    "saved",
  );
  await anna.seen(() => round().trayCount === 1);
});

test("the reminder is taken away with the deadline, and without a wish for it there is none", async () => {
  const open = await openAhead("hidden");
  await open.karen.act({ type: "round.deadline", roundId: open.roundId, deadline: null });
  await due("remind", open, hours(49));
  await due("close", open, hours(73));
  expect(await mailsOf(open.id, "remind")).toEqual([]);
  await open.karen.act({ type: "round.deadline", roundId: open.roundId, deadline: hours(96) });
  expect(open.karen.room().rounds[open.roundId]).toMatchObject({ isOpen: true, remindsAt: null });
});

test("a time that has passed is refused beside its field", async () => {
  const { karen, roundId } = await openAhead("hidden");
  expect(await karen.act({ type: "round.deadline", roundId, deadline: hours(-1) })).toBe("deadlinePassed");
});
