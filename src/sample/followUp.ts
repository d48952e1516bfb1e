import { changeAction, listBehaviours } from "#behaviour/store.ts";
import * as oneToOne from "#followUp/oneToOne.store.ts";
import * as review from "#followUp/review.store.ts";
import type { Viewer } from "#organisation/model.ts";
import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { accepted, inDays, onTheClock, workdayIn } from "./made.ts";
import { reviewActions } from "./meeting.content.ts";

/** A conversation that was held and one that comes, a result meeting that was held, and one that is planned. */
export async function followUp(
  tx: Transaction,
  config: Pick<Config, "secret">,
  {
    organisationId,
    unitId,
    leader,
    people,
  }: {
    organisationId: string;
    unitId: string;
    leader: { personId: string; name: string };
    people: { personId: string; name: string }[];
  },
): Promise<void> {
  const [anna, bo] = people;
  if (!anna || !bo) throw new Error("the sample has two employees at least");
  const viewer: Viewer = {
    ...{ organisationId, personId: leader.personId, name: leader.name, email: "", locale: "da" },
    ...{ timeZone: "Europe/Copenhagen", roles: [{ role: "leader", unitId }] },
  };
  const [behaviour] = await listBehaviours(tx, organisationId, { unitId, kinds: ["decided"] });
  const begin = async (employeeId: string, days: number) => {
    const when = { day: workdayIn(days), time: "10:00" };
    return accepted(
      await oneToOne.beginSeries(tx, organisationId, leader.personId, { employeeId, everyWeeks: 6, when }),
    ).id;
  };
  const heldId = await begin(anna.personId, -40);
  const opened = () => oneToOne.open(tx, viewer, heldId).then((found) => found!);
  accepted(
    await oneToOne.prepare(tx, config, anna.personId, await opened(), {
      ...{ wentWell: "Kunderne siger tak, når jeg ringer tilbage.", isShared: true, version: 0 },
      ...{ workOn: "At sige tidspunktet, også når køen er lang.", help: "En fast time om dagen til opkald." },
    }),
  );
  accepted(
    await oneToOne.prepare(tx, config, leader.personId, await opened(), {
      ...{ wentWell: "Du bliver ved, til sagen er løst.", isShared: true, version: 0 },
      ...{ workOn: "Hvornår kunden hører fra os.", help: "Jeg retter vagtplanen." },
    }),
  );
  accepted(
    await oneToOne.change(tx, config, await opened(), {
      agreement: "Anna siger tidspunktet højt, før hun lægger på. Vi ser på det om seks uger.",
      ...{ notes: "", behaviourId: behaviour?.id ?? null, version: 1 },
    }),
  );
  accepted(
    await oneToOne.addTask(tx, viewer, await opened(), {
      ...{ title: "Skriv tidspunktet på blokken, mens kunden er i røret", ownerPersonId: anna.personId },
      dueOn: inDays(3),
    }),
  );
  accepted(await oneToOne.hold(tx, await opened(), 2, onTheClock(workdayIn(-40), "10:45")));
  await begin(bo.personId, 6);

  const plan = async (day: string) =>
    accepted(
      await review.addReview(tx, organisationId, {
        ...{ unitId, kind: "result", when: { day, time: "14:00" }, createdBy: leader.personId },
      }),
    ).id;
  const reviewId = await plan(workdayIn(-60));
  if (behaviour)
    accepted(
      await review.decide(tx, organisationId, reviewId, {
        ...{ behaviourId: behaviour.id, choice: "keep", situation: "", act: "", valueId: null },
        reason: "Kunderne mærker det.",
      }),
    );
  for (const { title, owner, days, isDone } of reviewActions) {
    const person = [leader, ...people][owner]!;
    const { id } = accepted(
      await review.addReviewTask(
        tx,
        organisationId,
        { unitId, reviewMeetingId: reviewId, createdBy: leader.personId },
        { title, ownerPersonId: person.personId, ownerName: person.name, dueOn: workdayIn(days) },
      ),
    );
    if (isDone)
      accepted(
        await changeAction(tx, organisationId, id, { state: "done", version: 1, by: person.personId }),
      );
  }
  const heldAt = onTheClock(workdayIn(-60), "15:00");
  accepted(await review.holdReview(tx, organisationId, reviewId, 1, heldAt));
  await plan(workdayIn(12));
}
