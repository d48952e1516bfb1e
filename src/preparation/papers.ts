import { text as behaviourText } from "#behaviour/text.ts";
import { formatDateTime, formatTime } from "#design/format.ts";
import {
  type Block,
  gap,
  line,
  nothing,
  type Printed,
  type PrintedValue,
  prose,
  table,
  valuesWords,
} from "#platform/documents/block.ts";
import type { Poster } from "#platform/documents/pdf/poster.ts";
import type { Locale } from "#platform/text/index.ts";
import { beginnings, sumOf } from "./model/agenda.ts";
import { text } from "./text.ts";

export type Sheet = "A4" | "A3";
type PaperMeeting = {
  title: string;
  unitName: string;
  startsAt: Date | null;
  timeZone: string;
  minutes: number;
  place: string;
  videoLink: string;
  message: string;
};

const whenAndWhere = (meeting: PaperMeeting, locale: Locale): string =>
  [
    meeting.unitName,
    meeting.startsAt
      ? formatDateTime(locale, meeting.startsAt, { style: "full", timeZone: meeting.timeZone })
      : text(locale)("plan.noTime"),
    meeting.place.trim(),
  ]
    .filter(Boolean)
    .join(" · ");

/** The agenda as participants read it: when, what and how long; what the leader notes for herself is not on it. */
export function agendaPaper(
  meeting: PaperMeeting,
  items: readonly { title: string; minutes: number }[],
  { locale, sheet }: { locale: Locale; sheet: Sheet },
): Printed {
  const t = text(locale);
  const title = t("paper.agenda", { title: meeting.title });
  const starts = beginnings(items);
  const clock = (after: number) =>
    meeting.startsAt
      ? formatTime(locale, new Date(meeting.startsAt.getTime() + after * 60_000), {
          timeZone: meeting.timeZone,
        })
      : t("agenda.after", { minutes: after });
  const rows = items.map((item, index) => [
    [line(clock(starts[index]!))],
    [line({ text: item.title, bold: true })],
    [line(t("paper.minutesOf", { count: item.minutes }))],
  ]);
  return {
    title,
    subtitle: whenAndWhere(meeting, locale),
    ...{ locale, sheet, foot: title },
    body: [
      ...(meeting.videoLink ? [line({ text: `${t("paper.video")} `, bold: true }, meeting.videoLink)] : []),
      ...prose(meeting.message),
      ...(items.length === 0
        ? [nothing(t("agenda.empty"))]
        : [
            gap(),
            table([t("paper.time"), t("paper.what"), t("paper.minutes")], rows, { widths: [18, 64, 18] }),
            meeting.startsAt
              ? line(t("paper.ends", { time: clock(Math.max(meeting.minutes, sumOf(items))) }))
              : line(t("paper.endsAfter", { count: Math.max(meeting.minutes, sumOf(items)) })),
          ]),
    ],
  };
}

/** How many examples a group is asked for at most: as many lines has its sheet. */
const examples = 5;
const facets = ["say", "talkAbout", "present", "involve"] as const;

/** What lies on a group's table: room for three to five examples, and for how each is said and done. */
export function groupSheet(
  meeting: PaperMeeting,
  values: readonly PrintedValue[],
  { locale, sheet }: { locale: Locale; sheet: Sheet },
): Printed {
  const t = text(locale);
  const said = behaviourText(locale);
  const title = t("paper.group", { title: meeting.title });
  const rows = Array.from({ length: examples }, (_, index): Block[][] => [
    [line({ text: String(index + 1), bold: true })],
    ...Array.from({ length: facets.length + 1 }, () => []),
  ]);
  return {
    title,
    subtitle: whenAndWhere(meeting, locale),
    ...{ locale, sheet, orientation: "landscape", foot: title },
    body: [
      line({ text: `${t("paper.groupNumber")} `, bold: true }, "_____________"),
      line(t("paper.task")),
      line(t("paper.check")),
      ...(values.length > 0
        ? [line({ text: `${t("paper.values")}   `, bold: true }, ...valuesWords(values))]
        : []),
      gap(),
      table([t("paper.number"), t("paper.example"), ...facets.map((facet) => said(`facet.${facet}`))], rows, {
        // The last has the longest head.
        widths: [6, 25, 16, 16, 16, 21],
        rowHeight: 54,
      }),
    ],
  };
}

export function meetingPoster(
  meeting: PaperMeeting & { joinCode: string },
  { locale, sheet, baseUrl }: { locale: Locale; sheet: Sheet; baseUrl: string },
): Poster {
  const t = text(locale);
  const link = `${baseUrl}/m/${meeting.joinCode}`;
  const { host } = new URL(baseUrl);
  return {
    ...{ locale, sheet, title: meeting.title, subtitle: whenAndWhere(meeting, locale), link },
    call: t("paper.scan"),
    alt: t("paper.qrAlt", { link }),
    byHand: t("paper.byHand", { address: `${host}/m` }),
    code: meeting.joinCode,
  };
}
