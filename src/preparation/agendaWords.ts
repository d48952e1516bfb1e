import { readJourney } from "#guide/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { type Locale, locales } from "#platform/text/index.ts";
import { listAgenda, type Meeting } from "./meeting.store.ts";
import { type AgendaItem, agendaStages } from "./model/agenda.ts";
import type { Sent } from "./model/changes.ts";
import { questionsOf } from "./model/guideText.ts";
import { stageName } from "./stages/stageName.ts";
import { text } from "./text.ts";

/** As long as an agenda takes it. */
const titled = (question: string): string => question.slice(0, 200);

export async function questionsOfJourney(
  tx: Transaction,
  organisationId: string,
  journeyId: string | null,
  locale: Locale,
): Promise<string[]> {
  const journey = journeyId && (await readJourney(tx, organisationId, journeyId, locale));
  return journey ? questionsOf(journey.guide.steps).map(titled) : [];
}

/** What stands in an agenda because the guide or we put it there, in the reader's language; all else stays as written. */
export async function agendaWords(
  tx: Transaction,
  { organisationId, journeyId }: Pick<Meeting, "organisationId" | "journeyId">,
  locale: Locale,
): Promise<(title: string) => string> {
  const words = new Map<string, string>();
  const own = await questionsOfJourney(tx, organisationId, journeyId, locale);
  for (const each of locales) {
    words.set(text(each)("agenda.break"), text(locale)("agenda.break"));
    for (const stage of agendaStages) words.set(stageName(each, stage), stageName(locale, stage));
    const asked = each === locale ? own : await questionsOfJourney(tx, organisationId, journeyId, each);
    // One that has no counterpart stands in the language it was written in.
    for (const [place, question] of asked.entries()) words.set(question, own[place] ?? question);
  }
  return (title) => words.get(title.trim()) ?? title;
}

/** What people are told of a meeting, as each of them reads it. */
export async function saidIn(
  tx: Transaction,
  meeting: Pick<Meeting, "organisationId" | "journeyId">,
  said: Sent,
): Promise<(locale: Locale) => Sent> {
  const words = new Map<Locale, (title: string) => string>();
  for (const locale of locales) words.set(locale, await agendaWords(tx, meeting, locale));
  return (locale) => ({
    ...said,
    agenda: said.agenda.map((item) => ({ ...item, title: words.get(locale)!(item.title) })),
  });
}

/** What was not changed keeps the language that people were told it in. */
export async function asItStood(
  tx: Transaction,
  meeting: Meeting,
  items: readonly AgendaItem[],
  locale: Locale,
): Promise<AgendaItem[]> {
  const before = new Map(
    (await listAgenda(tx, meeting.organisationId, meeting.id)).map(({ id, title }) => [id, title]),
  );
  // Most often nothing is called otherwise.
  if (items.every(({ id, title }) => (before.get(id) ?? title) === title)) return [...items];
  const inHers = await agendaWords(tx, meeting, locale);
  return items.map((item) => {
    const stood = before.get(item.id);
    return stood !== undefined && inHers(stood) === item.title ? { ...item, title: stood } : item;
  });
}
