import { sql } from "kysely";
import type { Transaction } from "#platform/database/index.ts";
import { tierOf } from "./model/release.ts";
import { type Counts, type Estimate, estimate, total } from "./model/statistics.ts";

export type UnitsExperience = {
  unitId: string;
  pulseId: string;
  title: string;
  startedAt: Date;
  /** When figures of it could first be seen. */
  releasedAt: Date | null;
  /** Of each behaviour of which there are answers enough. */
  behaviours: {
    behaviourId: string;
    questionId: string;
    valueId: string | null;
    words: string;
    estimate: Estimate;
  }[];
};

/**
 * What customers experience in each unit, by the newest measurement in which anything can be shown; of a unit in which
 * nothing can be, its newest one without behaviours. The figures are the unit's released sums, as on the unit's own page.
 * What a leader promised herself is about one person and is left out.
 */
export async function experienceOfUnits(tx: Transaction, organisationId: string): Promise<UnitsExperience[]> {
  const { minimumResponses: minimum } = await tx
    .selectFrom("organisation")
    .select("minimumResponses")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{
    unitId: string;
    pulseId: string;
    title: string;
    startedAt: Date;
    releasedAt: Date | null;
    behaviourId: string | null;
    questionId: string;
    valueId: string | null;
    act: string;
    counts: Counts;
  }>`with shown as (
      select distinct on (pulse.unit_id) pulse.*, sums.n
      from pulse
      left join lateral (select max(score1 + score2 + score3 + score4 + score5) as n from rollup
        where rollup.organisation_id = pulse.organisation_id and rollup.unit_id = pulse.unit_id
        and rollup.pulse_id = pulse.id and rollup.person_id is null and rollup.scope = 'unit') sums on true
      where pulse.organisation_id = ${organisationId} and pulse.started_at is not null
        and pulse.source = 'lot'
      order by pulse.unit_id, coalesce(sums.n, 0) >= ${minimum} desc, pulse.started_at desc)
    select shown.unit_id, shown.id as pulse_id, shown.title, shown.started_at,
      (select min(b.released_at) from release_batch b where b.organisation_id = shown.organisation_id
        and b.pulse_id = shown.id and b.scope = 'unit') as released_at,
      behaviour.id as behaviour_id, question.id as question_id, behaviour.value_id, behaviour.act,
      array[score1, score2, score3, score4, score5] as counts
    from shown
    left join rollup on rollup.organisation_id = shown.organisation_id and rollup.unit_id = shown.unit_id
      and rollup.pulse_id = shown.id and rollup.person_id is null and rollup.scope = 'unit'
    left join question on question.organisation_id = rollup.organisation_id and question.id = rollup.question_id
    left join behaviour on behaviour.organisation_id = question.organisation_id
      and behaviour.id = question.behaviour_id and not behaviour.is_leaders
    order by shown.unit_id, question.position`.execute(tx);
  return [...Map.groupBy(rows, ({ unitId }) => unitId).values()].map((ofUnit) => {
    const { unitId, pulseId, title, startedAt, releasedAt } = ofUnit[0]!;
    const behaviours = ofUnit.flatMap(({ behaviourId, questionId, valueId, act, counts }) => {
      if (!behaviourId || !["mean", "full"].includes(tierOf(total(counts), minimum))) return [];
      return [{ behaviourId, questionId, valueId, words: act, estimate: estimate(counts)! }];
    });
    return { unitId, pulseId, title, startedAt, releasedAt, behaviours };
  });
}
