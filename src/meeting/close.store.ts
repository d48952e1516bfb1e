import { sql } from "kysely";
import { addActions, decideBehaviours } from "#behaviour/store.ts";
import type { FacetText } from "#behaviour/wire.ts";
import { formatDate } from "#design/format.ts";
import type { HeldMeeting } from "#guide/model/journey.ts";
import { noteHeldMeeting } from "#guide/steps.store.ts";
import { houseOf } from "#organisation/look.store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { written } from "#platform/documents/write.ts";
import { queueMail } from "#platform/mail/index.ts";
import type { Locale } from "#platform/text/index.ts";
import { placeInSeries } from "#preparation/series.store.ts";
import { allValues } from "#values/reads.ts";
import { picturesFor, readMinutes } from "./minutes/reads.ts";
import { type Outcome, outcomeOf } from "./model/outcome.ts";
import type { Facets } from "./model/room.ts";
import { type State, theMeeting } from "./model/state.ts";
import { text } from "./text.ts";

const facetTexts = (facets: Facets): FacetText[] =>
  Object.entries(facets).map(([key, facet]) => ({
    facet: key.startsWith("own") ? "own" : (key as "say"),
    label: facet?.label ?? "",
    text: facet?.text || "–",
  }));

/** Only people that there are: somebody may have been taken out of the organisation while the meeting ran. */
async function knownIds(
  tx: Transaction,
  organisationId: string,
  table: "person" | "behaviour" | "value",
  ids: string[],
) {
  if (ids.length === 0) return new Set<string>();
  const rows = await tx
    .selectFrom(table)
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("id", "in", ids)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * What a meeting that closes leaves behind, in the transaction of its last event: its decisions are the unit's behaviours
 * from here on, and its next steps are actions. The minutes follow a little later.
 */
export async function writeOutcome(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  state: State,
  now: Date,
): Promise<void> {
  const outcome = outcomeOf(state);
  const meeting = await tx
    .updateTable("meeting")
    .set((set) => ({ state: "closed", closedAt: now, version: set("version", "+", 1) }))
    .where("organisationId", "=", organisationId)
    .where("id", "=", meetingId)
    .returning(["unitId", "journeyId"])
    .executeTakeFirstOrThrow();
  await writeDecisions(tx, organisationId, meetingId, meeting, outcome);
  if (meeting.journeyId) {
    const held = {
      ...{ closedAt: now, series: await placeInSeries(tx, organisationId, meetingId) },
      ...(await inWords(tx, organisationId, outcome, theMeeting(state).locale)),
    };
    await noteHeldMeeting(tx, organisationId, meeting.journeyId, held);
  }
  await tx
    .updateTable("participant")
    .set({
      // Who came by the code may be anybody of the list: then nobody is said to have stayed away.
      attended: sql<boolean | null>`case when id = any(${outcome.participantIds}::uuid[]) then true
        when ${outcome.byCode.length > 0} then null else false end`,
    })
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .execute();
}

async function writeDecisions(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  { unitId, journeyId }: { unitId: string; journeyId: string | null },
  { decisions, actions }: Outcome,
): Promise<void> {
  const isThere = (ids: (string | null)[]) => ids.flatMap((id) => id ?? []);
  const values = await knownIds(tx, organisationId, "value", isThere(decisions.map((each) => each.valueId)));
  const replaced = await knownIds(
    tx,
    organisationId,
    "behaviour",
    isThere(decisions.map((each) => each.replaces)),
  );
  const people = await knownIds(
    tx,
    organisationId,
    "person",
    isThere(actions.map((each) => each.ownerPersonId)),
  );
  await decideBehaviours(
    tx,
    organisationId,
    decisions.map(({ facets, decidedAt, evidence, ...decision }) => ({
      ...decision,
      ...{ unitId, journeyId, meetingId, evidence },
      valueId: values.has(decision.valueId ?? "") ? decision.valueId : null,
      replaces: replaced.has(decision.replaces ?? "") ? decision.replaces : null,
      decidedAt: new Date(decidedAt),
      facets: facetTexts(facets),
      sources: [
        ...evidence.notes.map(({ id }) => ({ kind: "note" as const, id })),
        ...(evidence.cluster ? [{ kind: "cluster" as const, id: evidence.cluster.id }] : []),
      ],
    })),
  );
  await addActions(
    tx,
    organisationId,
    actions.map((action) => ({
      ...action,
      ...{ unitId, originKind: "meeting", originId: meetingId },
      ownerPersonId: people.has(action.ownerPersonId ?? "") ? action.ownerPersonId : null,
    })),
  );
}

/** What was decided, with its value, and who does what by when: a line each. */
export async function inWords(
  tx: Transaction,
  organisationId: string,
  { decisions, actions, plan }: Outcome,
  locale: Locale,
): Promise<Omit<HeldMeeting, "closedAt" | "series">> {
  const t = text(locale);
  const values = new Map((await allValues(tx, organisationId)).map((value) => [value.id, value.name]));
  const named = (id: string | null) => (id && values.has(id) ? ` (${values.get(id)})` : "");
  return {
    words: decisions
      .map(({ act, situation, isLeaders, valueId }) => {
        const whole = situation ? t("outcome.when", { situation, act }) : act;
        return `${isLeaders ? t("outcome.leaders", { words: whole }) : whole}${named(valueId)}`;
      })
      .join("\n"),
    measuring: [plan.how, plan.askOn].filter((words) => words.trim()).join("\n"),
    reviews: plan.resultsOn,
    actions: actions
      .map(({ title, ownerName, dueOn }) =>
        [title, ownerName, dueOn && formatDate(locale, dueOn)].filter(Boolean).join(" · "),
      )
      .join("\n"),
  };
}

/** To everybody who was invited and has an address. Not in the transaction of the closing: see closing.store.ts. */
export async function sendMinutes(
  tx: Transaction,
  organisationId: string,
  meetingId: string,
  { state, baseUrl }: { state: State; baseUrl: string },
): Promise<void> {
  const { locale } = theMeeting(state);
  const participants = await tx
    .selectFrom("participant")
    .select(["name", "email", "personId"])
    .where("organisationId", "=", organisationId)
    .where("meetingId", "=", meetingId)
    .where("email", "<>", "")
    .execute();
  if (participants.length === 0) return;
  const minutes = (await readMinutes(tx, organisationId, meetingId))!;
  // The library of Word documents is large: it is read when a first document is made.
  const { minutesDocument } = await import("./minutes/minutes.ts");
  const file = (
    await written(
      {
        ...minutesDocument(minutes, locale, await picturesFor(tx, organisationId, minutes)),
        house: await houseOf(tx, organisationId),
      },
      "docx",
    )
  ).toString("base64");
  const t = text(locale);
  const { words, actions } = await inWords(tx, organisationId, outcomeOf(state), locale);
  const list = (title: string, lines: string) => (lines ? [title, lines.replaceAll(/^/gm, "· "), ""] : []);
  const body = [
    t("minutes.thanks", { title: minutes.title }),
    "",
    ...list(t("minutes.decided"), words),
    ...list(t("minutes.actions"), actions),
    t("minutes.attached"),
  ];
  // A guest has the document, and no account to read the page with.
  const link = t("minutes.link", { link: `${baseUrl}/meetings/${meetingId}/minutes` });
  for (const { name, email, personId } of participants)
    await queueMail(tx, {
      ...{
        organisationId,
        to: { name, email },
        subject: t("minutes.subject", { title: minutes.title }),
        text: [...body, ...(personId ? [link] : [])].join("\n"),
      },
      attachments: [
        {
          filename: t("minutes.file"),
          contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          base64: file,
        },
      ],
      ...{ kind: "minutes", about: meetingId },
    });
}
