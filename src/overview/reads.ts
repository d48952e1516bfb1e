import { sql } from "kysely";
import { formatDay } from "#design/format.ts";
import { library } from "#guide/library.ts";
import { mainGuideKey, nextStep, roadOf } from "#guide/model/journey.ts";
import type { Guide } from "#guide/wire.ts";
import { asTree } from "#organisation/unitTree.ts";
import type { Transaction } from "#platform/database/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { suggestClusters } from "#platform/text/likeness.ts";
import { wordsOf } from "#platform/text/words.ts";
import { experienceOfUnits, type UnitsExperience } from "#pulse/unitsExperience.reads.ts";
import { inCommon, standingStill } from "./model.ts";
import type { Overview, OverviewUnit } from "./wire.ts";

/** Above this many decisions nobody reads on, and comparing each with each takes longer than a page should. */
const mostCompared = 1500;

/** Every unit's way through the guide, what it has decided and how customers experience it. */
export async function readOverview(
  tx: Transaction,
  organisationId: string,
  { locale, now }: { locale: Locale; now: Date },
): Promise<Overview> {
  const { minimumResponses: minimum, locale: language } = await tx
    .selectFrom("organisation")
    .select(["minimumResponses", "locale"])
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const units = await coursesOf(tx, organisationId, now);
  const experienced = new Map(
    (await experienceOfUnits(tx, organisationId)).map((each) => [each.unitId, each]),
  );
  const decided = await decidedOf(tx, organisationId);
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const alike = suggestClusters(
    decided.slice(0, mostCompared).map(({ behaviourId: id, words: text }) => ({ id, text })),
    [],
    await wordsOf(language as Locale),
  );
  return {
    minimum,
    steps: library.get(mainGuideKey)![locale].steps.map(({ key, title }) => ({ key, title })),
    units: asTree(units).map(({ unit, depth }) =>
      unitOf(unit, depth, experienced.get(unit.id), { locale, today: formatDay(now, unit.timeZone) }),
    ),
    inCommon: inCommon(
      decided,
      alike.clusters.map(({ name, noteIds: ids }) => ({ name, ids })),
    ).map((group) => ({
      ...group,
      decided: group.decided.map((each) => ({ ...each, unitName: names.get(each.unitId) ?? "" })),
    })),
  };
}

type Course = Awaited<ReturnType<typeof coursesOf>>[number];

function unitOf(
  unit: Course,
  depth: number,
  experience: UnitsExperience | undefined,
  { locale, today }: { locale: Locale; today: string },
): OverviewUnit {
  const guide = (unit.guideContent as Record<Locale, Guide> | null)?.[locale];
  const steps = guide?.steps ?? [];
  const progress = (unit.progress ?? []).map(({ key: stepKey, doneAt, dueOn }) => ({
    stepKey,
    doneAt,
    dueOn,
  }));
  const road = roadOf(
    steps.map(({ key }) => key),
    progress,
    today,
  );
  const dueOf = (key: string) => progress.find(({ stepKey }) => stepKey === key)?.dueOn ?? null;
  const next = nextStep(road);
  const day = (moment: Date | null) => (moment ? formatDay(moment, unit.timeZone) : null);
  return {
    unitId: unit.id,
    name: unit.name,
    depth,
    journey: unit.journeyId
      ? {
          journeyId: unit.journeyId,
          round: unit.round ?? 1,
          steps: steps.map(({ key, title }) => ({ key, title, state: road.get(key)!, dueOn: dueOf(key) })),
        }
      : null,
    // A unit that only others lie under has nothing to do of its own.
    stillness:
      unit.isParent && !unit.journeyId
        ? null
        : standingStill(
            {
              ...{
                beganOn: day(unit.startedAt),
                movedOn: day(unit.movedAt),
                finishedOn: day(unit.finishedAt),
              },
              nextStep: next
                ? { title: steps.find(({ key }) => key === next)!.title, dueOn: dueOf(next) }
                : null,
              ...{ decidedOn: day(unit.decidedAt), askedOn: day(unit.askedAt) },
              ...{ resultsOn: day(unit.resultsAt), takenUpOn: day(unit.takenUpAt) },
            },
            today,
          ),
    decided: unit.decided,
    hasTooFew: experience !== undefined && experience.behaviours.length === 0,
    measurement: experience ? { title: experience.title, startedOn: day(experience.startedAt)! } : null,
    values: [...Map.groupBy(experience?.behaviours ?? [], ({ valueId }) => valueId)].map(
      ([valueId, behaviours]) => ({
        valueId,
        mean: behaviours.reduce((sum, { estimate }) => sum + estimate.mean, 0) / behaviours.length,
        behaviours: behaviours.map(({ behaviourId, words, estimate }) => ({ behaviourId, words, estimate })),
      }),
    ),
  };
}

/** Where each unit's newest journey stands, and when the things happened that are to follow one another. */
async function coursesOf(tx: Transaction, organisationId: string, now: Date) {
  const { rows } = await sql<{
    id: string;
    parentId: string | null;
    name: string;
    timeZone: string;
    isParent: boolean;
    journeyId: string | null;
    round: number | null;
    startedAt: Date | null;
    finishedAt: Date | null;
    guideContent: unknown;
    progress: { key: string; doneAt: string | null; dueOn: string | null }[] | null;
    movedAt: Date | null;
    decided: number;
    decidedAt: Date | null;
    askedAt: Date | null;
    resultsAt: Date | null;
    takenUpAt: Date | null;
  }>`select unit.id, unit.parent_id, unit.name, unit.time_zone,
      exists (select from unit below where below.organisation_id = unit.organisation_id
        and below.parent_id = unit.id and below.archived_at is null) as is_parent,
      journey.id as journey_id, journey.round, journey.started_at, journey.finished_at, journey.guide_content,
      steps.progress, greatest(journey.started_at, steps.moved_at) as moved_at,
      behaviours.decided, behaviours.decided_at,
      (select max(started_at) from pulse where pulse.organisation_id = unit.organisation_id
        and pulse.unit_id = unit.id) as asked_at,
      (select max(released_at) from release_batch b where b.organisation_id = unit.organisation_id
        and b.unit_id = unit.id and b.scope = 'unit') as results_at,
      (select max(coalesce(held_at, starts_at)) from review_meeting r where r.organisation_id = unit.organisation_id
        and r.unit_id = unit.id and (held_at is not null or starts_at > ${now})) as taken_up_at
    from unit
    left join lateral (select * from journey where journey.organisation_id = unit.organisation_id
      and journey.unit_id = unit.id and journey.parent_journey_id is null and journey.archived_at is null
      order by round desc, started_at desc limit 1) journey on true
    left join lateral (select max(updated_at) as moved_at,
        jsonb_agg(jsonb_build_object('key', step_key, 'doneAt', done_at, 'dueOn', due_on)) as progress
      from journey_step where journey_step.organisation_id = unit.organisation_id
      and journey_step.journey_id = journey.id) steps on true
    left join lateral (select count(*)::int as decided, max(decided_at) as decided_at from behaviour
      where behaviour.organisation_id = unit.organisation_id and behaviour.unit_id = unit.id
      and kind = 'decided' and retired_at is null) behaviours on true
    where unit.organisation_id = ${organisationId} and unit.archived_at is null
    order by unit.name collate "da-x-icu", unit.id`.execute(tx);
  return rows;
}

/** What units have decided together, and stand by today; what a leader promised herself is hers. */
async function decidedOf(tx: Transaction, organisationId: string) {
  return tx
    .selectFrom("behaviour")
    .innerJoin("unit", (join) =>
      join
        .onRef("unit.organisationId", "=", "behaviour.organisationId")
        .onRef("unit.id", "=", "behaviour.unitId"),
    )
    .select([
      "behaviour.id as behaviourId",
      "behaviour.unitId",
      "behaviour.valueId",
      "behaviour.act as words",
    ])
    .where("behaviour.organisationId", "=", organisationId)
    .where("behaviour.kind", "=", "decided")
    .where("behaviour.isLeaders", "=", false)
    .where("behaviour.retiredAt", "is", null)
    .where("unit.archivedAt", "is", null)
    .orderBy("behaviour.decidedAt", "desc")
    .orderBy("behaviour.id")
    .execute();
}
