import { sql } from "kysely";
import { audit } from "#organisation/audit.ts";
import { heldToday } from "#organisation/heldToday.ts";
import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { type Refusal, refuse } from "#platform/refusal.ts";
import { mayLeaderSee } from "./model/release.ts";
import { look } from "./results.reads.ts";
import type { CommentChange, Remark, Results, UnseenResults } from "./results.wire.ts";
import type { Whose } from "./whose.reads.ts";

/** Her own results; that she has seen them is kept, for her leader sees them after her. */
export async function readOwn(
  tx: Transaction,
  organisationId: string,
  whose: Whose,
  now: Date,
): Promise<Results> {
  const { results, seenAt } = await look(tx, organisationId, whose);
  const { personId } = whose.of;
  const isNew = results.pulses.filter(({ pulseId, released }) => released > 0 && !seenAt.has(pulseId));
  if (personId && isNew.length > 0)
    await tx
      .insertInto("resultSeen")
      .values(isNew.map(({ pulseId }) => ({ organisationId, personId, pulseId, firstSeenAt: now })))
      // She looks in two windows at once.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return results;
}

/** Measurements with answers for her to see that she has not looked at, the newest first. Asking opens none of them. */
export async function unseenOf(
  tx: Transaction,
  organisationId: string,
  personId: string,
): Promise<UnseenResults> {
  const { rows } = await sql<UnseenResults[number]>`select pulse.id as pulse_id, pulse.title from pulse
    where pulse.organisation_id = ${organisationId}
      and exists (select from response where response.organisation_id = pulse.organisation_id
        and response.pulse_id = pulse.id and response.person_id = ${personId}
        and response.person_batch_id is not null)
      and not exists (select from result_seen where result_seen.organisation_id = pulse.organisation_id
        and result_seen.pulse_id = pulse.id and result_seen.person_id = ${personId})
    order by pulse.started_at desc, pulse.id`.execute(tx);
  return rows;
}

/**
 * An employee's results as her leader may see them: what she has seen herself, or what has lain open for a week. Written
 * down in the audit log in the same transaction: nobody reads a person's results unseen.
 */
export async function readForLeader(
  tx: Transaction,
  organisationId: string,
  whose: Whose,
  leaderId: string,
  now: Date,
): Promise<Results> {
  const { results, seenAt } = await look(tx, organisationId, whose);
  const pulses = results.pulses.map((pulse) => {
    const releasedAt = pulse.releasedAt ? new Date(pulse.releasedAt) : null;
    if (!releasedAt || mayLeaderSee(releasedAt, seenAt.get(pulse.pulseId) ?? null, now)) return pulse;
    return { ...pulse, released: 0, releasedAt: null, questions: [], comments: [], remarks: [] };
  });
  await audit(tx, organisationId, {
    personId: leaderId,
    action: "results.read",
    aboutPersonId: whose.of.personId,
    details: { pulseIds: pulses.filter(({ released }) => released > 0).map(({ pulseId }) => pulseId) },
  });
  return { ...results, pulses };
}

/** The unit's employees in alphabetical order, and whether there is anything to see: no figure, and no other order. */
export async function listPeople(tx: Transaction, organisationId: string, unitId: string, now: Date) {
  const { rows } = await sql<{
    personId: string;
    name: string;
    pulseId: string | null;
    answered: number;
    releasedAt: Date | null;
    firstSeenAt: Date | null;
  }>`select person.id as person_id, person.name, latest.pulse_id, coalesce(latest.answered, 0) as answered,
      latest.released_at, result_seen.first_seen_at
    from person
    join role_assignment r on r.organisation_id = person.organisation_id and r.person_id = person.id
      and r.role = 'employee' and r.unit_id = ${unitId} and ${heldToday("r")}
    left join lateral (
      select response.pulse_id, count(*)::int as answered, min(b.released_at) as released_at
      from response join pulse on pulse.organisation_id = response.organisation_id and pulse.id = response.pulse_id
      left join release_batch b on b.organisation_id = response.organisation_id and b.id = response.person_batch_id
      where response.organisation_id = person.organisation_id and response.person_id = person.id
      group by response.pulse_id) latest on true
    left join result_seen on result_seen.organisation_id = person.organisation_id
      and result_seen.person_id = person.id and result_seen.pulse_id = latest.pulse_id
    where person.organisation_id = ${organisationId} and person.archived_at is null
    order by person.name collate "da-x-icu", person.id`.execute(tx);
  const stateOf = ({ answered, releasedAt, firstSeenAt }: (typeof rows)[number]): StateOfPerson =>
    releasedAt
      ? mayLeaderSee(releasedAt, firstSeenAt, now)
        ? "open"
        : "hers"
      : answered > 0
        ? "waiting"
        : "none";
  // Of all the measurements she was in, what is furthest: a new one that begins closes no earlier one.
  const people = new Map<string, { personId: string; name: string; state: StateOfPerson }>();
  for (const row of rows) {
    const { personId, name } = row;
    const [state, before] = [stateOf(row), people.get(personId)?.state ?? "none"];
    const isFurther = statesOfPeople.indexOf(state) > statesOfPeople.indexOf(before);
    people.set(personId, { personId, name, state: isFurther ? state : before });
  }
  return [...people.values()];
}

/** From nothing to what her leader may read. */
const statesOfPeople = ["none", "waiting", "hers", "open"] as const;
type StateOfPerson = (typeof statesOfPeople)[number];

/** What an employee says about her own results before anybody else takes them up. */
export async function addRemark(
  tx: Transaction,
  organisationId: string,
  personId: string,
  remark: { pulseId: string; kind: Remark["kind"]; text: string },
): Promise<{ id: string } | Refusal> {
  const hers = await tx
    .selectFrom("releaseBatch")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("pulseId", "=", remark.pulseId)
    .where("personId", "=", personId)
    .executeTakeFirst();
  if (!hers) return refuse("resultsUnknown", { field: "pulseId", status: 404 });
  const id = newId();
  await tx
    .insertInto("resultRemark")
    .values({ organisationId, id, personId, ...remark })
    .execute();
  return { id };
}

export async function removeRemark(
  tx: Transaction,
  organisationId: string,
  personId: string,
  id: string,
): Promise<{ done: true } | Refusal> {
  const removed = await tx
    .deleteFrom("resultRemark")
    .where("organisationId", "=", organisationId)
    .where("personId", "=", personId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return removed ? { done: true } : refuse("resultsUnknown", { status: 404 });
}

/** What is hidden of a comment from now on. A word is one with and without a comma after it, in large letters and small. */
const hiddenWords = (hide: readonly string[], show: readonly string[] | "all") => sql<string[]>`array(
  select distinct bare_word(word) from unnest(comment_hidden_words || ${[...hide]}::text[]) word
  where bare_word(word) <> '' ${
    show === "all"
      ? sql`and bare_word(word) in (select bare_word(word) from unnest(${[...hide]}::text[]) word)`
      : sql`and bare_word(word) not in (select bare_word(word) from unnest(${[...show]}::text[]) word)`
  })`;

/**
 * A comment that names somebody is taken out of sight everywhere, the whole of it or the words that do; what one is about
 * is said by whoever reads it.
 */
export async function changeComment(
  tx: Transaction,
  organisationId: string,
  unitId: string,
  responseId: string,
  { isHidden, behaviourId, hideWords, showWords }: CommentChange,
  changedBy: string,
): Promise<{ done: true } | Refusal> {
  if (behaviourId) {
    const theirs = await tx
      .selectFrom("behaviour")
      .select("id")
      .where("organisationId", "=", organisationId)
      .where("unitId", "=", unitId)
      .where("id", "=", behaviourId)
      .executeTakeFirst();
    if (!theirs) return refuse("resultsUnknown", { field: "behaviourId" });
  }
  const set = {
    ...(isHidden === undefined ? {} : { commentHiddenBy: isHidden ? changedBy : null }),
    ...(behaviourId === undefined ? {} : { commentBehaviourId: behaviourId }),
    ...(hideWords || showWords ? { commentHiddenWords: hiddenWords(hideWords ?? [], showWords ?? []) } : {}),
  };
  // Only what has been released may be touched: nobody learns by trying that an answer is there.
  const comment = tx
    .selectFrom("response")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("unitId", "=", unitId)
    .where("id", "=", responseId)
    .where("comment", "<>", "")
    .where((where) =>
      where.or([where("unitBatchId", "is not", null), where("personBatchId", "is not", null)]),
    );
  if (!(await comment.executeTakeFirst())) return refuse("resultsUnknown", { status: 404 });
  if (Object.keys(set).length > 0)
    await tx
      .updateTable("response")
      .set(set)
      .where("organisationId", "=", organisationId)
      .where("id", "=", responseId)
      .execute();
  return { done: true };
}
