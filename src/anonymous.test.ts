/**
 * Who wrote it? Who voted for it? One meeting in which Anna writes, agrees, votes and has her doubts where writing is
 * hidden and where it is not stored; then everything that leaves the product is read: every frame of every view, every
 * route with every id there is, documents and mails, the log and every row of every table. Nothing may hold both what she
 * wrote and who she is.
 */
import { CompiledQuery } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyPatch, emptyRoom } from "#meeting/model/room.ts";
import { meetingUnit } from "#meeting/testing/unit.ts";
import { inSystem } from "#platform/database/index.ts";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { newId } from "#platform/id.ts";

type Unit = Awaited<ReturnType<typeof meetingUnit>>;
type Socket = Awaited<ReturnType<Unit["socket"]>> & { seatId?: string };
let unit: Unit;
/** Whatever says that it is Anna. */
let anna: string[];
/** What she did, by how it was to be kept: texts, and ids that others are shown. */
const done = { hidden: [] as string[], notStored: [] as string[] };
const logged: string[] = [];
let others: Record<string, Socket>;

beforeAll(async () => {
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  unit = await meetingUnit(log);
  const { leader, unitId } = unit;
  const names = ["Anna Anker", "Bo Brandt", "Carla Colding"];
  const person = async (name: string) =>
    leader("POST", "/api/organisation/people", {
      ...{ name, email: `${name.split(" ")[0]!.toLowerCase()}@nordvarme.example` },
      roles: [{ role: "employee", unitId }],
    });
  for (const name of names) await person(name);
  const { id, code } = await unit.plan(names);
  await leader("POST", `/api/meeting/meetings/${id}/open`, {});

  const karen = await unit.console(id);
  const screen = await unit.console(id, "screen");
  const room = (await karen.welcome()).room;
  const [first, second, third] = await Promise.all(
    names.map((name) => unit.joined(code, [], `${code} ${name}`)),
  );
  const she = first!;
  others = { karen, screen, bo: second!, carla: third! };
  const people = await inSystem(unit.db, (tx) =>
    tx
      .selectFrom("participant")
      .select(["id", "personId", "email"])
      .where("meetingId", "=", id)
      .where("name", "=", names[0]!)
      .execute(),
  );
  anna = [
    names[0]!,
    she.seatId,
    she.token,
    ...people.flatMap((row) => [row.id, row.personId, row.email]),
  ].filter((each) => each !== null);

  const stages = Object.values(room.stages);
  const stage = (kind: string, place = 0) => stages.filter((each) => each.kind === kind)[place]!.id;
  const go = async (kind: string, place = 0) => {
    const roundId = newId();
    await karen.act({ type: "stage.go", stageId: stage(kind, place), roundId });
    return roundId;
  };
  const saved = async (answer: Promise<string>) => expect(await answer).toBe("saved");
  const passOf = async (socket: Socket, roundId: string) => {
    // Every phone takes its own as soon as it sees the round.
    for (const each of [second!, third!])
      await saved(each.act({ type: "pass.take", roundId, pad: "q".repeat(32) }));
    await saved(socket.act({ type: "pass.take", roundId, pad: "p".repeat(32) }));
    return socket.seen((frame) => (frame.type === "yours" ? frame.passes?.[roundId] : null));
  };

  for (const [place, mode] of (["hidden", "notStored"] as const).entries()) {
    const isKept = mode === "hidden";
    const own = done[mode];
    const roundId = newId();
    await karen.act({ type: "round.open", stageId: stage("dialogue", place), roundId, mode });
    await go("dialogue", place);
    // Others write before and after her: order must not tell.
    const text = `ANNAS SVAR ${mode}`;
    const noteId = newId();
    own.push(text, noteId);
    const key = (name: string) => (isKept ? {} : { key: `only-on-the-phone-of-${name}` });
    const write = (socket: Socket, of: string, note: string, words: string) =>
      saved(socket.act({ type: "note.add", roundId, noteId: note, text: words, ...key(of) }));
    await write(second!, "bo", newId(), "Bos svar");
    she.send({ type: "writing", roundId, isWriting: true });
    she.send({ type: "draft", roundId, place: "note", content: `${text} kladde`, ...key("anna-draft") });
    await she.seen(
      (frame) => frame.type === "yours" && frame.drafts?.some((each) => each.roundId === roundId),
    );
    own.push(`${text} kladde`);
    await write(she, "anna", noteId, text);
    she.send({ type: "done", roundId, isDone: true });
    await karen.seen((frame) => frame.type === "presence" && frame.presence.done > 0);
    await write(third!, "carla", newId(), "Carlas svar");
    await karen.act({ type: "round.reveal", roundId });
    const pass = isKept ? undefined : await passOf(she, roundId);
    await saved(she.act({ type: "note.agree", noteId, agrees: true, ...(pass ? { pass } : {}) }));
    await karen.act({ type: "note.takeAlong", noteId, isTakenAlong: true });

    const voteId = newId();
    const option = newId();
    await go("vote");
    await karen.act({
      ...{ type: "vote.open", stageId: stage("vote"), roundId: voteId, mode, budget: 3, maxPerOption: 3 },
      options: [option, newId()].map((each) => ({ id: each, text: "Vi …", clusterId: null, noteIds: [] })),
      excludesOwn: false,
    });
    const votePass = isKept ? undefined : await passOf(she, voteId);
    await saved(
      she.act({
        type: "vote.cast",
        roundId: voteId,
        optionId: option,
        dots: 2,
        ...(votePass ? { pass: votePass } : {}),
      }),
    );
    own.push(option);
    await karen.act({ type: "round.close", roundId: voteId });

    const decisionId = newId();
    const consent = newId();
    await karen.act({ type: "round.open", stageId: stage("decision"), roundId: consent, mode });
    await go("decision");
    await karen.act({
      ...{ type: "decision.propose", decisionId, act: `Vi gør det ${mode}`, noteIds: [noteId] },
      ...{ clusterId: null, optionId: option },
    });
    const consentPass = isKept ? undefined : await passOf(she, consent);
    const reason = `ANNAS TVIVL ${mode}`;
    own.push(reason);
    await saved(
      she.act({
        ...{ type: "consent.give", decisionId, answer: "concern", reason },
        ...(consentPass ? { pass: consentPass } : {}),
      }),
    );
    await karen.act({ type: "decision.reveal", decisionId });
    await saved(karen.act({ type: "decision.decide", decisionId, without: ["few", "value"] }));
  }
  await go("wall");
  await go("close");
  await saved(karen.act({ type: "meeting.close" }));
});
afterAll(() => unit?.close());

const isHers = (text: string): boolean => anna.some((each) => text.includes(each));

/** The innermost objects that hold one of these, keys included: what stands side by side in one is connected. */
function recordsWith(what: readonly string[], value: unknown): object[] {
  if (value === null || typeof value !== "object") return [];
  const within = Object.entries(value).flatMap(([key, each]) => {
    const inner = recordsWith(what, each);
    if (inner.length > 0) return inner;
    const isHere = what.includes(key) || (typeof each === "string" && what.some((one) => each.includes(one)));
    return isHere ? [each !== null && typeof each === "object" ? each : value] : [];
  });
  return [...new Set(within)];
}
const connected = (what: readonly string[], value: unknown): object[] =>
  recordsWith(what, value).filter((record) => isHers(JSON.stringify(record)));

test("the test itself would see it: where writing is named, note and name stand in one record", () => {
  const record = { notes: { n1: { id: "n1", text: `${done.hidden[0]}`, author: anna[0] } } };
  expect(connected(done.hidden, record)).toHaveLength(1);
  expect(
    connected(done.hidden, { notes: { n1: { text: done.hidden[0] } }, seats: { s: { names: [anna[0]] } } }),
  ).toEqual([]);
});

test("no view of the meeting is sent anything that connects her with what she wrote, agreed with, chose or doubted", () => {
  const all = [...done.hidden, ...done.notStored];
  for (const [name, { frames }] of Object.entries(others)) {
    expect(frames.length, name).toBeGreaterThan(20);
    expect(JSON.stringify(frames), name).toContain(done.notStored[0]);
    expect(connected(all, frames), name).toEqual([]);
  }
});

test("who is writing and who is done are numbers wherever the room is in a round that is not named", () => {
  let counted = 0;
  for (const { frames } of Object.values(others)) {
    let room = emptyRoom();
    for (const frame of frames) {
      if (frame.type === "welcome") room = applyPatch(frame.room, frame.yours);
      if (frame.type === "changes") room = applyPatch(room, frame.set);
      if (frame.type !== "presence") continue;
      const { roundIds } = room.stages[room.meeting["meeting"]!.stageId]!;
      const mode = room.rounds[roundIds.at(-1) ?? ""]?.mode;
      if (mode === "hidden" || mode === "notStored") {
        counted++;
        expect(frame.presence.seats).toBeUndefined();
      }
    }
  }
  // Told every so often: while she was writing it must have been seen.
  expect(counted).toBeGreaterThan(0);
});

test("before the others are shown everything at once, they are told how many, not what and not in which order", () => {
  const { bo } = others;
  const texts = Object.values(bo!.room().notes)
    .filter(({ text }) => text.includes("svar") || text.includes("SVAR"))
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith("ANNAS SVAR"))).toHaveLength(2);
  const revealed = bo!.frames.findIndex((frame) => JSON.stringify(frame).includes(done.hidden[0]!));
  const before = JSON.stringify(bo!.frames.slice(0, revealed));
  expect(before).not.toContain(done.hidden[1]);
});

/** Every row of every table, as the one who runs the database can read it. */
async function everyRow(): Promise<{ table: string; row: string }[]> {
  return inSystem(unit.db, async (tx) => {
    const ask = async <Row>(query: string) => (await tx.executeQuery<Row>(CompiledQuery.raw(query))).rows;
    const tables = await ask<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const rows: { table: string; row: string }[] = [];
    for (const { schema, name } of tables)
      for (const { row } of await ask<{ row: string }>(
        `select row_to_json(t)::text as row from "${schema}"."${name}" t`,
      ))
        rows.push({ table: name, row });
    return rows;
  });
}

test("no table says who wrote or voted where it is not stored; where it is hidden, only the journal and her own drafts do", async () => {
  const rows = await everyRow();
  const holding = (what: readonly string[]) =>
    rows.filter(({ row }) => what.some((each) => row.includes(each)));
  // Where it is hidden the product knows, and nothing else does: so much for that this test can see.
  const known = holding(done.hidden).filter(({ row }) => connected(done.hidden, JSON.parse(row)).length > 0);
  expect(new Set(known.map(({ table }) => table))).toEqual(new Set(["meeting_event", "draft"]));
  expect(holding(done.notStored).length).toBeGreaterThan(8);
  for (const { table, row } of holding(done.notStored)) {
    expect(connected(done.notStored, JSON.parse(row)), `${table}: ${row}`).toEqual([]);
    if (table === "meeting_event") expect(isHers(row), row).toBe(false);
  }
});

/** Ids, hashes and the like: what two records can have in common that nobody else's have. */
const tokensIn = (value: unknown): string[] =>
  JSON.stringify(value)
    .split(/[^\w-]+/)
    .filter((token) => token.length >= 16);

test("nor is there a way in two steps: nothing that stands with her alone stands with what she did where it is not stored", async () => {
  const rows = (await everyRow()).map(({ row }) => JSON.parse(row) as object);
  const standsWith = (who: readonly string[]) =>
    new Set(rows.flatMap((row) => recordsWith(who, row)).flatMap(tokensIn));
  // What the others have as well (rounds, the meeting, the unit) leads to nobody.
  const shared = new Set(["bo", "carla"].flatMap((name) => [...standsWith([others[name]!.seatId!])]));
  const hersAlone = new Set([...standsWith(anna)].filter((token) => !shared.has(token)));
  expect(hersAlone.size).toBeGreaterThan(5);
  const did = rows.flatMap((row) => recordsWith(done.notStored, row)).flatMap(tokensIn);
  expect(did.length).toBeGreaterThan(20);
  expect(did.filter((token) => hersAlone.has(token))).toEqual([]);
});

test("no route, document or mail connects them, whoever of the unit asks with whatever id there is", async () => {
  const rows = await everyRow();
  const ids = [
    ...new Set(rows.flatMap(({ row }) => row.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g) ?? [])),
  ];
  const { paths } = await (await unit.app.request("/api/openapi.json")).json();
  const gets = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    "get" in methods ? path : [],
  );
  expect(gets.length).toBeGreaterThan(30);
  const all = [...done.hidden, ...done.notStored];
  const bo = await unit.signedInAs("bo@nordvarme.example");
  let holding = 0;
  for (const [who, visit] of [
    ["leader", unit.leader],
    ["employee", bo],
  ] as const)
    for (const path of gets) {
      const { length } = path.match(/{\w+}/g) ?? [];
      if ((length ?? 0) > 1) continue;
      for (const id of length ? ids : [unit.unitId]) {
        const address = `${path.replace(/{\w+}/, id)}?unitId=${unit.unitId}`;
        const { status, body, bytes, headers } = await visit("GET", address);
        if (status !== 200) continue;
        const type = headers.get("content-type") ?? "";
        if (type.includes("wordprocessing")) {
          // A paragraph, a cell: what stands beside a note in a document.
          for (const text of readWord(bytes).texts)
            if (all.some((each) => text.includes(each))) {
              holding++;
              expect(isHers(text), `${who} ${address}: ${text}`).toBe(false);
            }
        } else if (type.includes("json")) {
          holding += recordsWith(all, body).length;
          expect(connected(all, body), `${who} ${address}`).toEqual([]);
        }
      }
    }
  expect(holding).toBeGreaterThan(10);
}, 120_000);

test("no line of the log says a word of it", () => {
  unit.parts.logger.info("what is logged is kept");
  const lines = logged.join("");
  expect(lines).toContain("what is logged is kept");
  for (const each of [...done.hidden, ...done.notStored, ...anna]) expect(lines).not.toContain(each);
});
