import { formatDate } from "#design/format.ts";
import {
  type Block,
  cellHeading,
  heading,
  label,
  line,
  nothing,
  type Printed,
  type PrintedValue,
  points,
  prose,
  remark,
  table,
  valueWords,
} from "#platform/documents/block.ts";
import type { Locale } from "#platform/text/index.ts";
import { companionFor, roadOf, withoutOwnNotes } from "./model/journey.ts";
import { text } from "./text.ts";
import type { GuideStep, Journey } from "./wire.ts";

export type GuideToPrint = {
  journey: Omit<Journey, "mayEdit" | "reminds">;
  /** The value basis, as it is today. */
  values: readonly (PrintedValue & { meaning: string })[];
  /** What later rooms have put into each row, by the step's key: the guide prints it without knowing it. */
  rows: ReadonlyMap<string, readonly Block[]>;
  locale: Locale;
  timeZone: string;
  /** YYYY-MM-DD where the unit is. */
  today: string;
};

/** The filled guide: the four columns, and in each row what has been put in. */
export function guideDocument(guide: GuideToPrint): Printed {
  const { journey, locale, today } = guide;
  const t = text(locale);
  const states = roadOf(
    journey.guide.steps.map((step) => step.key),
    journey.progress,
    today,
  );
  const rows = journey.guide.steps.map((step) => [
    stepCell(guide, step, states.get(step.key) ?? "next"),
    points(step.guidance),
    [line({ text: step.activity, bold: true }), ...putIn(guide, step)],
    [line(journey.progress.find((each) => each.stepKey === step.key)?.responsible || step.responsible)],
  ]);
  return {
    title: journey.title,
    subtitle: [
      journey.unitName,
      t("journey.round", { round: journey.round }),
      formatDate(locale, today, { style: "long" }),
    ].join(" · "),
    locale,
    orientation: "landscape",
    foot: `${journey.title} · ${journey.unitName}`,
    body: [
      ...prose(journey.guide.purpose),
      ...precondition(guide),
      heading(t("document.table")),
      table([t("column.step"), t("column.guidance"), t("column.activity"), t("column.responsible")], rows, {
        widths: [17, 23, 46, 14],
      }),
    ],
  };
}

function precondition({ journey, values, locale }: GuideToPrint): Block[] {
  if (journey.parentJourneyId) return [];
  const t = text(locale);
  const said = (answer: boolean | null) =>
    answer === null ? t("document.notAnswered") : t(answer ? "precondition.yes" : "precondition.no");
  return [
    heading(t("document.basis")),
    line(`${t("precondition.exists")} `, { text: said(journey.basisExists), bold: true }),
    ...(companionFor(journey) === "formValueBasis"
      ? []
      : [line(`${t("precondition.implemented")} `, { text: said(journey.basisImplemented), bold: true })]),
    ...(values.length === 0
      ? [nothing(t("document.noValues"))]
      : values.map((value) => line(valueWords(value), value.meaning ? `  ${value.meaning}` : ""))),
  ];
}

function stepCell(
  { journey, locale, timeZone }: GuideToPrint,
  step: GuideStep,
  state: "done" | "now" | "next" | "overdue",
): Block[] {
  const t = text(locale);
  const progress = journey.progress.find((each) => each.stepKey === step.key);
  const date = (moment: string) => formatDate(locale, moment, { style: "medium", timeZone });
  return [
    cellHeading(step.title),
    remark(progress?.doneAt ? t("step.doneOn", { date: date(progress.doneAt) }) : t(`state.${state}`)),
    ...(progress?.dueOn && !progress.doneAt ? [remark(t("step.dueOn", { date: date(progress.dueOn) }))] : []),
  ];
}

/** What the leader has answered, without what she wrote to herself, and what the rooms where the work is done have for this row. */
function putIn({ journey, rows, locale }: GuideToPrint, step: GuideStep): Block[] {
  const t = text(locale);
  const progress = withoutOwnNotes(journey.progress).find((each) => each.stepKey === step.key);
  const answered = step.prompts.filter((prompt) => progress?.answers[prompt.key]?.trim());
  const fromRooms = rows.get(step.key) ?? [];
  if (answered.length === 0 && fromRooms.length === 0) return [nothing(t("document.nothing"))];
  return [
    ...answered.flatMap((prompt) => [label(prompt.question), ...prose(progress!.answers[prompt.key]!)]),
    ...fromRooms,
  ];
}
