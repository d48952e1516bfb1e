import { answeredDrawing } from "#behaviour/drawings.ts";
import { formatDateTime } from "#design/format.ts";
import type { PrintedValue } from "#platform/documents/block.ts";
import type { Presented } from "#platform/documents/deck.ts";
import type { House } from "#platform/documents/look.ts";
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
function deckOf(
  { meeting, slides, values, valuesOfStatement }: SlidesToPrint,
  house: House,
  locale: Locale,
): Presented {
  const { title, unitName, startsAt, timeZone } = meeting;
  const when = startsAt ? formatDateTime(locale, startsAt, { style: "long", timeZone }) : "";
  return {
    ...{ title, house },
    subtitle: [unitName, when].filter(Boolean).join(" · "),
    locale,
    foot: [title, unitName].filter(Boolean).join(" · "),
    slides: slides
      .filter((slide) => !slide.isHidden)
      .map(({ title, body, speakerNotes, statementId, madeFrom, answered }) => {
        const isTitle = madeFrom === "title";
        const tied = statementId === null ? [] : (valuesOfStatement.get(statementId) ?? []);
        return {
          kind: isTitle ? "title" : statementId === null ? "plain" : "quote",
          ...{ title, body, notes: speakerNotes },
          values: isTitle ? values : values.filter(({ id }) => tied.includes(id)),
          figure:
            answered &&
            answeredDrawing(locale, {
              ...{ label: title, answered },
              colour: values.find(({ id }) => id === answered.valueId)?.colour,
            }),
        };
      }),
  };
}

/** The slides as a PowerPoint file with the leader's notes, or as a PDF without them. */
export async function slidesDocument(
  slides: SlidesToPrint,
  house: House,
  locale: Locale,
  format: "pptx" | "pdf",
): Promise<Buffer> {
  const deck = deckOf(slides, house, locale);
  if (format === "pdf") return (await import("#platform/documents/pdf/slides.ts")).slidesPdf(deck);
  return (await import("#platform/documents/presentation.ts")).presentation(deck);
}
