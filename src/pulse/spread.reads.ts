/**
 * What of a unit's answers may be shown one by one: how they spread, and comments. An employee with few answers shows a mean
 * and nothing else. Where she alone has few, who takes the others' from the unit's would be left with hers, so they stand
 * in the unit's only with those of others who have few, when together they are as many as show one's own.
 */
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { kept } from "#platform/database/kept.ts";
import { fewestEmployees } from "./model/release.ts";
import { type Counts, total } from "./model/statistics.ts";

export type Spread = { counts: Counts; didNotComeUp: number };

type OpenSpread = Spread & { employees: number };

/** Of those whose own spread is shown, and how many they are; by question. */
async function openSpreads(
  tx: Transaction,
  organisationId: string,
  pulseIds: string[],
  fewestFull: number,
): Promise<Map<string, OpenSpread>> {
  const { rows } = await sql<
    { questionId: string } & OpenSpread
  >`select ${kept} question_id, array[sum(score1), sum(score2), sum(score3), sum(score4), sum(score5)]::int[] as counts,
      sum(did_not_come_up)::int as did_not_come_up, count(distinct person_id)::int as employees
    from rollup
    where organisation_id = ${organisationId} and pulse_id = any(${pulseIds}::uuid[]) and scope = 'person'
      and score1 + score2 + score3 + score4 + score5 >= ${fewestFull}
    group by question_id`.execute(tx);
  return new Map(rows.map(({ questionId, ...spread }) => [questionId, spread]));
}

const nothing: OpenSpread = { counts: [0, 0, 0, 0, 0], didNotComeUp: 0, employees: 0 };

/**
 * How a unit's answers spread, by question: with those of employees who have few, or without. Without them it takes as
 * many employees as any figure of a unit's, or it would be somebody's own.
 */
export async function spreadsOfUnit(
  tx: Transaction,
  organisationId: string,
  questions: readonly { pulseId: string; questionId: string; counts: Counts; didNotComeUp: number }[],
  minimum: number,
): Promise<Map<string, Spread>> {
  const pulseIds = [...new Set(questions.map(({ pulseId }) => pulseId))];
  if (pulseIds.length === 0) return new Map();
  const open = await openSpreads(tx, organisationId, pulseIds, 2 * minimum);
  return new Map(
    questions.map(({ questionId, ...all }): [string, Spread] => {
      const own = open.get(questionId) ?? nothing;
      if (total(all.counts) - total(own.counts) >= 2 * minimum) return [questionId, all];
      return [questionId, own.employees >= fewestEmployees ? own : nothing];
    }),
  );
}

/**
 * Which responses of a unit's measurements have comments that may be shown with it. The condition's text is always the same,
 * and what differs between measurements is no choice that an index could be picked by: reading begins with the comments.
 */
export async function openResponses(
  tx: Transaction,
  organisationId: string,
  pulseIds: string[],
  minimum: number,
): Promise<RawBuilder<boolean>> {
  const { rows } = await sql<{ pulseId: string; full: string[]; few: number }>`select ${kept} * from (
    with own as (
      select pulse_id, person_id, sum(responses) >= ${2 * minimum} as is_full from release_batch
      where organisation_id = ${organisationId} and pulse_id = any(${pulseIds}::uuid[]) and scope = 'person'
      group by pulse_id, person_id
    )
    select pulse.id as pulse_id,
      coalesce((select array_agg(person_id) from own where own.pulse_id = pulse.id and is_full), '{}')::uuid[] as full,
      -- Those that stand in nobody's own view, and those of employees who see no comments of their own.
      (select count(*) from response r where r.organisation_id = ${organisationId} and r.pulse_id = pulse.id
          and r.person_batch_id is null and r.unit_batch_id is not null)::int
        + (select count(*) from own join response r on r.organisation_id = ${organisationId}
            and r.person_id = own.person_id and r.pulse_id = own.pulse_id
          where own.pulse_id = pulse.id and not is_full and r.person_batch_id is not null
            and r.unit_batch_id is not null)::int as few
    from pulse where pulse.organisation_id = ${organisationId} and pulse.id = any(${pulseIds}::uuid[])) open`.execute(
    tx,
  );
  const [whole, rest] = [
    rows.filter(({ few }) => few >= 2 * minimum),
    rows.filter(({ few }) => few < 2 * minimum),
  ];
  const employees = rest
    .filter(({ full }) => full.length >= fewestEmployees)
    .flatMap(({ pulseId, full }) => full.map((personId) => ({ pulseId, personId })));
  return sql<boolean>`(response.pulse_id = any(${whole.map(({ pulseId }) => pulseId)}::uuid[])
    or (response.person_batch_id is not null and exists (
      select from unnest(${employees.map(({ pulseId }) => pulseId)}::uuid[],
          ${employees.map(({ personId }) => personId)}::uuid[]) as of (pulse_id, person_id)
        where of.pulse_id = response.pulse_id and of.person_id = response.person_id)))`;
}
