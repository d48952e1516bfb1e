import { formatDateTime } from "#design/format.ts";
import { type Presented, presentation } from "#platform/documents/presentation.ts";
import type { PrintedValue } from "#platform/documents/word.ts";
import type { Locale } from "#platform/text/index.ts";
import type { Slide } from "./meeting.wire.ts";

export type SlidesToPrint = {
  meeting: { title: string; unitName: string; startsAt: Date | null; timeZone: string };
  slides: readonly Slide[];
  values: readonly (PrintedValue & { id: string })[];
  /** Which values each statement was tied to. */
  valuesOfStatement: ReadonlyMap<string, readonly string[]>;
};

/** What is shown in the room, as a deck: what is hidden stays at home. */
function deckOf({ meeting, slides, values, valuesOfStatement }: SlidesToPrint, locale: Locale): Presented {
  const { title, unitName, startsAt, timeZone } = meeting;
  const when = startsAt ? formatDateTime(locale, startsAt, { style: "long", timeZone }) : "";
  return {
    title,
    subtitle: [unitName, when].filter(Boolean).join(" · "),
    locale,
    foot: [title, unitName].filter(Boolean).join(" · "),
    slides: slides
      .filter((slide) => !slide.isHidden)
      .map(({ title, body, speakerNotes, statementId, madeFrom }) => {
        const isTitle = madeFrom === "title";
        const tied = statementId === null ? [] : (valuesOfStatement.get(statementId) ?? []);
        return {
          kind: isTitle ? "title" : statementId === null ? "plain" : "quote",
          ...{ title, body, notes: speakerNotes },
          values: isTitle ? values : values.filter(({ id }) => tied.includes(id)),
        };
      }),
  };
}

export const slidesPresentation = (slides: SlidesToPrint, locale: Locale): Promise<Buffer> =>
  presentation(deckOf(slides, locale));
