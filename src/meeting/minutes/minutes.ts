import {
  actionTable,
  decidedBlocks,
  evidenceBlocks,
  type PrintedAction,
  type ValueById,
} from "#behaviour/documents.ts";
import { meansDrawing, spreadDrawing } from "#behaviour/drawings.ts";
import type { Behaviour } from "#behaviour/wire.ts";
import { leavesOut } from "#design/charts/points.ts";
import { text as chartText } from "#design/charts/text.ts";
import { formatDate, formatDateTime } from "#design/format.ts";
import {
  type Block,
  type Cell,
  drawn,
  heading,
  label,
  line,
  nothing,
  type Printed,
  picture,
  points,
  remark,
  table,
  tintOf,
} from "#platform/documents/block.ts";
import type { Locale } from "#platform/text/index.ts";
import type { MeetingState } from "#preparation/meeting.store.ts";
import type { RoomMeeting, RoomPhoto, RoomSlide } from "../model/room.ts";
import { planLines } from "./plan.ts";
import type { TakenAlong } from "./taken.ts";
import { text } from "./text.ts";

export type Minutes = {
  id: string;
  unitId: string;
  journeyId: string | null;
  state: MeetingState;
  title: string;
  unitName: string;
  startsAt: Date | null;
  closedAt: Date | null;
  timeZone: string;
  place: string;
  /** Those who were invited; `attended` is null where nobody has said. */
  participants: readonly { name: string; attended: boolean | null }[];
  /** The names of those who came in by the code alone. */
  byCode: readonly string[];
  /** How and when customers are asked, and when the answers are looked at. */
  plan: RoomMeeting["plan"];
  agenda: readonly { title: string; minutes: number }[];
  taken: TakenAlong;
  /** What customers answered, as the room looked at it. */
  answered: readonly { question: string; answered: NonNullable<RoomSlide["answered"]> }[];
  photos: readonly RoomPhoto[];
  /** What was answered besides: for those who lead the unit's meetings, and in no document that goes to others. */
  said: TakenAlong;
  decisions: readonly Behaviour[];
  actions: readonly PrintedAction[];
  values: ValueById;
};

/**
 * The minutes of a meeting: who was there, what was decided and why, who does what by when. `pictures`: the photos of its
 * walls, by id.
 */
export function minutesDocument(
  minutes: Minutes,
  locale: Locale,
  pictures: ReadonlyMap<string, Buffer> = new Map(),
): Printed {
  const t = text(locale);
  return {
    title: t("title", { title: minutes.title }),
    subtitle: [minutes.unitName, when(minutes, locale), minutes.place.trim()].filter(Boolean).join(" · "),
    locale,
    foot: t("title", { title: minutes.title }),
    body: [
      heading(t("present.title")),
      ...present(minutes, locale),
      ...answeredBlocks(minutes, locale),
      ...(minutes.taken.length > 0 ? [heading(t("taken.title")), ...takenBlocks(minutes.taken)] : []),
      heading(t("decisions.title")),
      ...(minutes.decisions.length === 0 ? [nothing(t("decisions.none"))] : []),
      ...minutes.decisions.flatMap((decision, index) => [
        heading(t("decisions.number", { number: index + 1 }), 2),
        table([t("decisions.behaviour")], [[decisionCell(minutes, decision, locale)]], { widths: [1] }),
        ...evidenceBlocks(locale, decision),
      ]),
      heading(t("actions.title")),
      ...(minutes.actions.length === 0
        ? [nothing(t("actions.none"))]
        : [actionTable(locale, minutes.actions)]),
      ...planBlocks(minutes.plan, locale),
      ...photoBlocks(minutes.photos, pictures, locale),
      heading(t("agenda.title")),
      ...(minutes.agenda.length === 0
        ? [nothing(t("agenda.none"))]
        : points(minutes.agenda.map((item) => t("agenda.item", { title: item.title, count: item.minutes })))),
    ],
  };
}

/** Drawn as on the results' page, with the day that the figures are of. */
function answeredBlocks({ answered, values }: Minutes, locale: Locale): Block[] {
  const [first] = answered;
  if (!first) return [];
  const t = text(locale);
  const { source, at } = first.answered;
  const rows = answered.map(({ question, answered: each }) => ({
    ...{ label: question, colour: values.get(each.valueId ?? "")?.colour, mean: each.mean },
    ...{ counts: each.counts, notRelevant: each.notRelevant ?? 0 },
  }));
  const hasSpread = rows.some(({ counts }) => counts);
  return [
    heading(t("answered.title")),
    line(chartText(locale)("chart.asItWas", { source, date: formatDate(locale, at) })),
    drawn(meansDrawing({ locale, title: t("answered.means") }, rows)),
    ...(hasSpread ? [drawn(spreadDrawing({ locale, title: t("answered.spread") }, rows))] : []),
    ...(rows.some(leavesOut) ? [remark(chartText(locale)("chart.spreadWithout"))] : []),
  ];
}

function planBlocks(plan: Minutes["plan"], locale: Locale): Block[] {
  const t = text(locale);
  const lines = planLines(plan).map(([key, words]) => {
    const title = t(`plan.${key}`);
    return line({ text: `${title}: `, bold: true }, words);
  });
  return lines.length > 0 ? [heading(t("plan.title")), ...lines] : [];
}

function photoBlocks(
  photos: readonly RoomPhoto[],
  pictures: ReadonlyMap<string, Buffer>,
  locale: Locale,
): Block[] {
  const t = text(locale);
  const blocks = photos.flatMap((photo, index) => {
    const jpeg = pictures.get(photo.id);
    const caption = photo.caption || t("photos.unnamed", { number: index + 1 });
    return jpeg ? [picture(jpeg, { ...photo, caption })] : [];
  });
  return blocks.length > 0 ? [heading(t("photos.title")), ...blocks] : [];
}

/** What was said in the dialogue and marked to take along, under its question. */
export const takenBlocks = (taken: TakenAlong): Block[] =>
  taken.flatMap(({ question, notes }) => [...(question ? [label(question)] : []), ...points(notes)]);

const when = ({ startsAt, timeZone }: Minutes, locale: Locale): string =>
  startsAt ? formatDateTime(locale, startsAt, { style: "full", timeZone }) : text(locale)("noDate");

const decisionCell = ({ values }: Minutes, decision: Behaviour, locale: Locale): Cell => {
  const tint = tintOf(decision.valueId ? values.get(decision.valueId) : null);
  return { blocks: decidedBlocks(locale, decision, values), ...(tint ? { tint } : {}) };
};

/** Names of those who came; of the others only that they were invited, since nobody may have ticked them off. */
function present({ participants, byCode }: Minutes, locale: Locale): Block[] {
  const t = text(locale);
  if (participants.length + byCode.length === 0) return [nothing(t("present.none"))];
  const names = (which: boolean | null) =>
    participants.filter(({ attended }) => attended === which).map(({ name }) => name);
  const row = (title: string, list: string[]): Block[] =>
    list.length === 0 ? [] : [line({ text: `${title}: `, bold: true }, list.join(", "))];
  return [
    ...row(t("present.there", { count: names(true).length }), names(true)),
    ...row(t("present.away", { count: names(false).length }), names(false)),
    ...row(t("present.invited", { count: names(null).length }), names(null)),
    ...row(t("present.byCode", { count: byCode.length }), [...byCode]),
  ];
}
