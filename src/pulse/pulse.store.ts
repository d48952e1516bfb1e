import { sql } from "kysely";
import { listBehaviours } from "#behaviour/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { followMain } from "./cards/beside.store.ts";
import { languagesOf, mostScaleQuestions, openQuestion, suggestQuestion } from "./model/questions.ts";
import { noticeMissing, obstaclesOf, type PulseState, wallClock } from "./model/sending.ts";
import { insertQuestions, type QuestionInput, questionsOf } from "./questions.store.ts";
import { text } from "./text.ts";
import type { Pulse, PulseChange, PulseSummary } from "./wire.ts";

export async function unitOfPulse(
  tx: Transaction,
  organisationId: string,
  id: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom("pulse")
    .select("unitId")
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    // One of cards is reached by the one it stands beside.
    .where("source", "=", "lot")
    .executeTakeFirst();
  return row?.unitId;
}

/** One at a time: a second press, or two leaders at once, get the measurement that the first one made. */
export async function createPulse(
  tx: Transaction,
  organisationId: string,
  { journeyId, createdBy, now }: { journeyId: string; createdBy: string; now: Date },
): Promise<{ id: string; isNew: boolean }> {
  const journey = await tx
    .selectFrom("journey")
    .select(["unitId", "round"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", journeyId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const pulses = tx
    .selectFrom("pulse")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("source", "=", "lot");
  const draft = await pulses
    .where("journeyId", "=", journeyId)
    .where("state", "=", "draft")
    .executeTakeFirst();
  if (draft) return { id: draft.id, isNew: false };
  const previous = await pulses
    .where("unitId", "=", journey.unitId)
    .where("state", "!=", "draft")
    .orderBy("createdAt", "desc")
    .executeTakeFirst();
  const id = newId();
  await tx
    .insertInto("pulse")
    .values({
      organisationId,
      id,
      unitId: journey.unitId,
      journeyId,
      previousPulseId: previous?.id ?? null,
      round: journey.round,
      title: text("da")("default.title", {
        year: wallClock(now, "UTC").day.slice(0, 4),
        round: journey.round,
      }),
      lotSeed: newId(),
      senderName: await senderOf(tx, organisationId, journey.unitId),
      introDa: text("da")("default.intro"),
      introEn: text("en")("default.intro"),
      noticeText: text("da")("default.notice"),
      createdBy,
    })
    .execute();
  await insertQuestions(
    tx,
    organisationId,
    id,
    await firstQuestions(tx, organisationId, journeyId, journey.unitId, previous?.id),
  );
  return { id, isNew: true };
}

async function senderOf(tx: Transaction, organisationId: string, unitId: string): Promise<string> {
  const { unit, organisation } = await tx
    .selectFrom("unit")
    .innerJoin("organisation", "organisation.organisationId", "unit.organisationId")
    .select(["unit.name as unit", "organisation.name as organisation"])
    .where("unit.organisationId", "=", organisationId)
    .where("unit.id", "=", unitId)
    .executeTakeFirstOrThrow();
  return (unit === organisation ? unit : `${unit}, ${organisation}`).slice(0, 200);
}

/** The journey's decided behaviours, else the unit's, in the words of the round before where it asked about them. */
async function firstQuestions(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  unitId: string,
  previousId: string | undefined,
): Promise<QuestionInput[]> {
  // What the leader has promised to show her employees, no customer can see.
  const decided = async (of: { journeyId: string } | { unitId: string }) =>
    (await listBehaviours(tx, organisationId, { ...of, kinds: ["decided"] })).filter(
      ({ isLeaders }) => !isLeaders,
    );
  const ofJourney = await decided({ journeyId });
  const behaviours = ofJourney.length > 0 ? ofJourney : await decided({ unitId });
  const before = previousId ? await questionsOf(tx, organisationId, previousId) : [];
  const scale = behaviours.slice(0, mostScaleQuestions).map((behaviour): QuestionInput => {
    const asked = before.find((question) => question.behaviourId === behaviour.id);
    const texts = asked ? { textDa: asked.textDa, textEn: asked.textEn } : suggestQuestion(behaviour);
    return { kind: "scale", behaviourId: behaviour.id, ...texts };
  });
  const open = before.find((question) => question.kind === "open");
  return [
    ...scale,
    {
      kind: "open",
      behaviourId: null,
      textDa: open?.textDa ?? openQuestion.textDa,
      textEn: open?.textEn ?? openQuestion.textEn,
    },
  ];
}

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export async function readPulse(
  tx: Transaction,
  organisationId: string,
  id: string,
  now: Date,
): Promise<Pulse | null> {
  const row = await tx
    .selectFrom("pulse")
    .innerJoin("unit", (join) =>
      join.onRef("unit.organisationId", "=", "pulse.organisationId").onRef("unit.id", "=", "pulse.unitId"),
    )
    .innerJoin("organisation", "organisation.organisationId", "pulse.organisationId")
    .selectAll("pulse")
    .select([
      "unit.name as unitName",
      "unit.timeZone",
      "organisation.noticeDays",
      "organisation.restingDays",
      "organisation.branding",
      sql<number>`(select count(*)::int from contact c
        where c.organisation_id = pulse.organisation_id and c.pulse_id = pulse.id)`.as("contacts"),
      sql<boolean>`exists (select from customer_import i where i.organisation_id = pulse.organisation_id
        and i.pulse_id = pulse.id and i.state in ('waiting', 'reading', 'taking'))`.as("isImporting"),
      sql<boolean>`exists (select from pulse b where b.organisation_id = pulse.organisation_id
        and b.beside_pulse_id = pulse.id)`.as("hasCards"),
    ])
    .where("pulse.organisationId", "=", organisationId)
    .where("pulse.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const questions = await questionsOf(tx, organisationId, id);
  const [sendFrom, sendUntil] = [row.sendFrom.slice(0, 5), row.sendUntil.slice(0, 5)];
  const languages = languagesOf(questions);
  const firstDay = wallClock(
    row.startedAt ?? (row.opensAt && row.opensAt > now ? row.opensAt : now),
    row.timeZone,
  ).day;
  const state = row.state as PulseState;
  const scaleQuestions = questions.filter(({ kind }) => kind === "scale").length;
  return {
    ...{ id: row.id, unitId: row.unitId, unitName: row.unitName, timeZone: row.timeZone },
    ...{ journeyId: row.journeyId, title: row.title, round: row.round, state },
    ...{ opensAt: isoOf(row.opensAt), closesAt: isoOf(row.closesAt) },
    ...{ dailyCeiling: row.dailyCeiling, sendFrom, sendUntil, sendWeekdays: row.sendWeekdays },
    ...{ reminderAfterDays: row.reminderAfterDays, contactsPerEmployee: row.contactsPerEmployee },
    ...{ senderName: row.senderName, introDa: row.introDa, introEn: row.introEn },
    ...{ noticeOn: row.noticeOn, noticeText: row.noticeText, noticeTold: row.noticeTold },
    ...{ representativeToldOn: row.representativeToldOn, noticeDays: row.noticeDays },
    noticeMissing: noticeMissing(row.noticeOn, firstDay, row.noticeDays),
    restingDays: row.restingDays,
    isBranded: row.branding === "consented",
    ...{ testedAt: isoOf(row.testedAt), startedAt: isoOf(row.startedAt), closedAt: isoOf(row.closedAt) },
    ...{ questions, languages, contacts: row.contacts, version: row.version },
    hasCards: row.hasCards,
    obstacles:
      state === "draft"
        ? obstaclesOf({ ...row, sendFrom, sendUntil, scaleQuestions, languages: languages.length }, now)
        : [],
  };
}

export async function listPulses(
  tx: Transaction,
  organisationId: string,
  filter: { unitIds: "all" | string[]; unitId?: string | undefined; journeyId?: string | undefined },
): Promise<PulseSummary[]> {
  if (filter.unitIds !== "all" && filter.unitIds.length === 0) return [];
  const count = (of: string) => sql<number>`(select count(*)::int ${sql.raw(of)}
    and organisation_id = pulse.organisation_id)`;
  let query = tx
    .selectFrom("pulse")
    .select(["id", "unitId", "journeyId", "title", "round", "state"])
    .select([
      count("from contact where pulse_id = pulse.id").as("contacts"),
      count("from request where pulse_id = pulse.id").as("asked"),
      count("from request where answered_at is not null and pulse_id = pulse.id").as("answered"),
    ])
    .where("organisationId", "=", organisationId)
    .where("source", "=", "lot");
  if (filter.unitIds !== "all") query = query.where("unitId", "in", filter.unitIds);
  if (filter.unitId) query = query.where("unitId", "=", filter.unitId);
  if (filter.journeyId) query = query.where("journeyId", "=", filter.journeyId);
  const rows = await query
    .orderBy((select) => select.fn.coalesce("startedAt", "createdAt"), "desc")
    .orderBy("round", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as PulseState }));
}

/** While it runs, only how and how long it is sent can be changed; once closed, only what it is called. */
const changeableWhile: Record<PulseState, "all" | readonly (keyof PulseChange)[]> = {
  draft: "all",
  open: ["title", "closesAt", "dailyCeiling", "sendFrom", "sendUntil", "sendWeekdays", "reminderAfterDays"],
  paused: ["title", "closesAt", "dailyCeiling", "sendFrom", "sendUntil", "sendWeekdays", "reminderAfterDays"],
  closed: ["title"],
};

export async function changePulse(
  tx: Transaction,
  organisationId: string,
  id: string,
  change: PulseChange,
  now: Date,
): Promise<{ version: number } | Refusal> {
  const { version, ...columns } = change;
  const row = await tx
    .selectFrom("pulse")
    .select(["state", "version"])
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.version !== version) return refuse("changedMeanwhile", { status: 409 });
  const changeable = changeableWhile[row.state as PulseState];
  const fixed = (Object.keys(columns) as (keyof PulseChange)[]).find(
    (column) => changeable !== "all" && !changeable.includes(column),
  );
  if (fixed) return refuse("alreadySent", { field: fixed, status: 409 });
  // Answers are taken until the end that customers were told: it can be put off, not brought into the past.
  if (
    row.state !== "draft" &&
    columns.closesAt !== undefined &&
    !(columns.closesAt && new Date(columns.closesAt) > now)
  )
    return refuse("windowPast", { field: "closesAt" });
  await tx
    .updateTable("pulse")
    .set({ ...columns, version: version + 1 })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
  await followMain(tx, { organisationId, pulseId: id });
  return { version: version + 1 };
}

export async function markTested(
  tx: Transaction,
  organisationId: string,
  id: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable("pulse")
    .set({ testedAt: now })
    .where("organisationId", "=", organisationId)
    .where("id", "=", id)
    .execute();
}
