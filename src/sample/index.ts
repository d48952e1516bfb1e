import { addBehaviour } from "#behaviour/store.ts";
import { mainGuideKey } from "#guide/model/journey.ts";
import { changeStep } from "#guide/steps.store.ts";
import { answerPrecondition, readJourney, startJourney } from "#guide/store.ts";
import { changeLook } from "#organisation/look.store.ts";
import { addPerson, addUnit, claimInstallation, createOrganisation, setRoles } from "#organisation/store.ts";
import type { Config } from "#platform/config.ts";
import { type Database, inSystem, type Transaction } from "#platform/database/index.ts";
import { beginNextRound } from "#preparation/nextRound.store.ts";
import { planMeeting } from "#preparation/plan.store.ts";
import { addStatements, changeStatement, pickStatements } from "#preparation/statement.store.ts";
import { addValue, changePurpose } from "#values/store.ts";
import * as content from "./content.ts";
import { followUp } from "./followUp.ts";
import logo from "./logo.json" with { type: "json" };
import { accepted, inDays, workdayBefore } from "./made.ts";
import { holdMeeting } from "./meeting.ts";
import { measure } from "./pulses.ts";

type UnitKey = keyof typeof content.units;
type Made = {
  organisationId: string;
  leaderId: string;
  valueIds: Map<string, string>;
  personIds: Map<string, string>;
};

/** Makes the sample organisation, if the installation is empty; says whom to sign in as. */
export async function loadSample(
  db: Database,
  config: Pick<Config, "secret">,
): Promise<{ email: string; isNew: boolean }> {
  const { email } = content.leader;
  return inSystem(db, async (tx) => {
    if (!(await claimInstallation(tx))) return { email, isNew: false };
    const { organisationId, personId: leaderId } = await createOrganisation(tx, {
      organisation: content.organisationName,
      ...content.leader,
      locale: "da",
      userId: null,
      isSample: true,
    });
    const made: Made = {
      organisationId,
      leaderId,
      valueIds: new Map(),
      personIds: new Map([[email, leaderId]]),
    };
    accepted(await changePurpose(tx, organisationId, { purpose: content.purpose, version: 0 }));
    for (const { key, ...value } of content.values)
      made.valueIds.set(key, accepted(await addValue(tx, organisationId, value)).id);
    const { width, height } = logo;
    const png = Buffer.from(logo.png.join(""), "base64");
    const look = { accent: content.accent, logo: { png, width, height }, version: 0 };
    accepted(await changeLook(tx, organisationId, look));
    const unitIds = await makeUnits(tx, made);
    for (const unit of Object.keys(content.units) as UnitKey[])
      await makeJourneys(tx, made, config, unit, unitIds[unit]);
    return { email, isNew: true };
  });
}

async function makeUnits(tx: Transaction, made: Made): Promise<Record<UnitKey, string>> {
  const { organisationId } = made;
  const root = await tx
    .selectFrom("unit")
    .select("id")
    .where("organisationId", "=", organisationId)
    .executeTakeFirstOrThrow();
  const ids = {} as Record<UnitKey, string>;
  for (const [key, name] of Object.entries(content.units))
    ids[key as UnitKey] = accepted(await addUnit(tx, organisationId, { name, parentId: root.id })).id;
  // One person sees everything: whoever looks around leads all three.
  await setRoles(tx, organisationId, made.leaderId, [
    { role: "administrator", unitId: null },
    ...Object.values(ids).map((unitId) => ({ role: "leader" as const, unitId })),
  ]);
  for (const { unit, ...person } of content.people) {
    const roles = [{ role: "employee" as const, unitId: ids[unit] }];
    const { id } = accepted(await addPerson(tx, organisationId, { ...person, locale: "da", roles }));
    made.personIds.set(person.email, id);
  }
  return ids;
}

async function makeJourneys(
  tx: Transaction,
  made: Made,
  config: Pick<Config, "secret">,
  unit: UnitKey,
  unitId: string,
): Promise<void> {
  const { organisationId, leaderId } = made;
  const journey = {
    unitId,
    guideKey: mainGuideKey,
    startedBy: leaderId,
    startedAt: workdayBefore(begunDaysAgo[unit]),
  };
  const { id } = accepted(await startJourney(tx, organisationId, journey));
  const answer = { basisExists: true, basisImplemented: true, version: 1 };
  accepted(await answerPrecondition(tx, organisationId, id, answer));
  const statementIds = await makeStatements(tx, made, unit, id);
  for (const { value, ...behaviour } of content.pointedTo[unit])
    await addBehaviour(tx, organisationId, {
      ...behaviour,
      unitId,
      journeyId: id,
      valueId: made.valueIds.get(value),
      createdBy: leaderId,
      sources: statementIds.slice(0, 1).map((statementId) => ({ kind: "statement", id: statementId })),
    });
  await walkSteps(tx, organisationId, id, content.done[unit], begunDaysAgo[unit]);
  if (unit === "fitters") {
    const by = { locale: "da" as const, secret: config.secret, now: new Date() };
    accepted(await planMeeting(tx, { organisationId, personId: leaderId }, id, by));
  }
  if (unit !== "service") return;
  const people = content.people
    .filter((person) => person.unit === unit)
    .map(({ name, email }) => ({ name, email, personId: made.personIds.get(email)! }));
  const leader = { personId: leaderId, name: content.leader.name };
  await holdMeeting(tx, {
    ...{ organisationId, unitId, journeyId: id, leader, people },
    ...{ valueIds: made.valueIds, personIds: made.personIds },
    heldAt: workdayBefore(heldDaysAgo),
    reviewOn: inDays(14),
  });
  await measure(tx, { organisationId, unitId, journeyId: id, people });
  await followUp(tx, config, { organisationId, unitId, leader, people });
  accepted(await beginNextRound(tx, organisationId, id, leaderId));
}

async function makeStatements(
  tx: Transaction,
  made: Made,
  unit: UnitKey,
  journeyId: string,
): Promise<string[]> {
  const ids: string[] = [];
  const picked: string[] = [];
  for (const { text, values, source, channel } of content.statements[unit]) {
    const valueIds = values.map((key) => made.valueIds.get(key)!);
    const added = accepted(
      await addStatements(tx, made.organisationId, journeyId, {
        statements: [{ text, valueIds }],
        source,
        saidOn: inDays(-30),
        origin: "typed",
        createdBy: made.leaderId,
      }),
    );
    const [id] = added.ids as [string];
    ids.push(id);
    if (!channel) continue;
    picked.push(id);
    accepted(await changeStatement(tx, made.organisationId, journeyId, id, { channel, version: 1 }));
  }
  accepted(await pickStatements(tx, made.organisationId, journeyId, { statementIds: picked, before: [] }));
  return ids;
}

const heldDaysAgo = 120;
const begunDaysAgo: Record<UnitKey, number> = { service: heldDaysAgo + 20, fitters: 30, shop: 12 };

/** Steps that are done carry the guide's own examples as answers; the next one has a date. */
async function walkSteps(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  done: string[],
  begunDaysAgo: number,
): Promise<void> {
  const journey = await readJourney(tx, organisationId, journeyId, "da");
  const steps = journey!.guide.steps;
  for (const [index, step] of steps.entries()) {
    const isDone = done.includes(step.key);
    const isNext = index === done.length;
    if (!isDone && !isNext) continue;
    // One after another since the journey began; what a meeting decided, the meeting tells itself.
    const doneAt = workdayBefore(Math.max(1, begunDaysAgo - 4 * (index + 1)));
    const { words: _words, actions: _actions, ...answers } = step.example;
    const isOfMeeting = ["meeting", "dialogue", "process"].includes(step.key);
    const change = isDone ? { answers, done: !isOfMeeting, doneAt } : { dueOn: inDays(10) };
    accepted(await changeStep(tx, organisationId, journeyId, step.key, { ...change, version: 1 }));
  }
}
