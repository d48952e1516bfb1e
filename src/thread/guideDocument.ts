import { actionPoints, behaviourPoints, decidedBlocks } from "#behaviour/documents.ts";
import { formatDate, formatDateTime } from "#design/format.ts";
import { guideDocument } from "#guide/documents.ts";
import { takenBlocks } from "#meeting/minutes/minutes.ts";
import {
  type Block,
  label,
  line,
  noted,
  nothing,
  type Printed,
  points,
  prose,
  remark,
  valuesWords,
} from "#platform/documents/block.ts";
import type { Locale } from "#platform/text/index.ts";
import { readIn } from "#pulse/model/questions.ts";
import type { FilledGuide } from "./guideDocument.store.ts";
import { text } from "./text.ts";

/** The filled guide, with what every room has put into its rows. */
export function filledGuideDocument(filled: FilledGuide, locale: Locale, today: string): Printed {
  const { journey, timeZone, values } = filled;
  const { mayEdit: _, ...withoutRight } = { ...journey, mayEdit: false };
  return guideDocument({
    journey: withoutRight,
    values: values.filter((value) => value.isInForce),
    rows: journey.parentJourneyId ? new Map() : rowsOf(filled, locale),
    locale,
    timeZone,
    today,
  });
}

/** By the keys of the guide's steps; a row that an organisation's own guide does not have is left out by itself. */
const rowsOf = (filled: FilledGuide, locale: Locale): ReadonlyMap<string, Block[]> =>
  new Map([
    ["convey", statementBlocks(filled, locale)],
    ["prepareBehaviour", preparedBlocks(filled, locale)],
    ["meeting", filled.sees.meetings ? meetingBlocks(filled, locale) : []],
    ["dialogue", dialogueBlocks(filled, locale)],
    ["process", processBlocks(filled, locale)],
    ["nextSteps", nextStepBlocks(filled, locale)],
  ]);

const valuesOf = ({ values }: FilledGuide) => new Map(values.map((value) => [value.id, value]));

function statementBlocks(filled: FilledGuide, locale: Locale): Block[] {
  const t = text(locale);
  const values = valuesOf(filled);
  if (filled.statements.length === 0) return [label(t("guide.statements")), nothing(t("guide.noStatements"))];
  return [
    label(t("guide.statements")),
    ...points(
      filled.statements.map((statement) => {
        const tied = statement.valueIds.flatMap((id) => values.get(id) ?? []);
        const how = statement.channel && t(`channel.${statement.channel}`);
        const around = [statement.source, how, statement.channelNote].filter(Boolean).join(" · ");
        return [
          `“${statement.text}”`,
          ...(around ? [` · ${around}`] : []),
          ...(tied.length > 0 ? ["   ", ...valuesWords(tied)] : []),
        ];
      }),
    ),
    ...(filled.picked > filled.statements.length
      ? [remark(t("guide.moreStatements", { count: filled.picked - filled.statements.length }))]
      : []),
  ];
}

function preparedBlocks(filled: FilledGuide, locale: Locale): Block[] {
  const t = text(locale);
  const kinds = ["pointedTo", "leadersOwn"] as const;
  return kinds.flatMap((kind) => {
    const ofKind = filled.behaviours.filter((behaviour) => behaviour.kind === kind);
    return [
      label(t(`guide.${kind}`)),
      ...(ofKind.length === 0
        ? [nothing(t("guide.noBehaviours"))]
        : ofKind.flatMap((behaviour) => [
            ...behaviourPoints(locale, [behaviour], valuesOf(filled)),
            ...(filled.sees.notes ? noted(behaviour.notes) : []),
          ])),
    ];
  });
}

function meetingBlocks({ meetings }: FilledGuide, locale: Locale): Block[] {
  const t = text(locale);
  if (meetings.length === 0) return [label(t("guide.meeting")), nothing(t("guide.noMeeting"))];
  return meetings.flatMap((meeting) => {
    const { startsAt, timeZone } = meeting;
    const when = startsAt ? formatDateTime(locale, startsAt, { style: "long", timeZone }) : t("guide.noDate");
    const slides = meeting.slides.filter((slide) => slide.point > 0);
    return [
      label(t("guide.meeting")),
      line({ text: meeting.title, bold: true }, ` · ${[when, meeting.place].filter(Boolean).join(" · ")}`),
      ...(meeting.participants.length > 0
        ? [remark(t("guide.participants", { count: meeting.participants.length }))]
        : []),
      ...(meeting.agenda.length > 0
        ? [
            label(t("guide.agenda")),
            ...points(
              meeting.agenda.map((item) => t("guide.agendaItem", { title: item.title, count: item.minutes })),
            ),
          ]
        : []),
      ...(slides.length > 0
        ? [
            label(t("guide.points")),
            ...slides.flatMap((slide) => [
              line({
                text: slide.madeFrom?.startsWith("point.") ? `${slide.point}. ${slide.title}` : slide.title,
                bold: true,
              }),
              ...prose(slide.body),
            ]),
          ]
        : []),
    ];
  });
}

const dialogueBlocks = ({ taken }: FilledGuide, locale: Locale): Block[] =>
  taken.length > 0 ? [label(text(locale)("guide.taken")), ...takenBlocks(taken)] : [];

function processBlocks(filled: FilledGuide, locale: Locale): Block[] {
  const t = text(locale);
  const decided = filled.behaviours.filter((behaviour) => behaviour.kind === "decided");
  return [
    label(t("guide.decided")),
    ...(decided.length === 0
      ? [nothing(t("guide.nothingDecided"))]
      : decided.flatMap((behaviour) => decidedBlocks(locale, behaviour, valuesOf(filled)))),
  ];
}

function nextStepBlocks({ actions, pulses, sees }: FilledGuide, locale: Locale): Block[] {
  const t = text(locale);
  const day = (moment: Date) => formatDate(locale, moment, { style: "medium" });
  const agreed = [
    label(t("guide.actions")),
    ...(actions.length === 0 ? [nothing(t("guide.noActions"))] : actionPoints(locale, actions)),
  ];
  const asked = [
    label(t("guide.pulses")),
    ...(pulses.length === 0 ? [nothing(t("guide.noPulses"))] : []),
    ...pulses.flatMap((pulse) => [
      line(
        { text: pulse.title, bold: true },
        ` · ${t(`pulse.${pulse.state as "draft"}`)}`,
        pulse.opensAt && pulse.closesAt ? ` · ${day(pulse.opensAt)} – ${day(pulse.closesAt)}` : "",
      ),
      ...points(pulse.questions.map((question) => readIn(question, locale))),
    ]),
  ];
  return [...(sees.actions ? agreed : []), ...(sees.pulses ? asked : [])];
}
