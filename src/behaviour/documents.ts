import { formatDate } from "#design/format.ts";
import {
  type Block,
  gap,
  label,
  line,
  type PrintedValue,
  points,
  remark,
  table,
  valueWords,
  type Words,
} from "#platform/documents/block.ts";
import type { Locale } from "#platform/text/index.ts";
import { evidenceSentences, notesTitle } from "./evidenceText.ts";
import { readEvidence } from "./model.ts";
import { text } from "./text.ts";
import type { Behaviour } from "./wire.ts";

export type ValueById = ReadonlyMap<string, PrintedValue>;
export type PrintedAction = { title: string; ownerName: string; dueOn: string | null; state: string };

const valueLine = (values: ValueById, id: string | null): Block[] => {
  const value = id ? values.get(id) : undefined;
  return value ? [line(valueWords(value))] : [];
};

/** "When …, then …" in one line. */
const situated = (locale: Locale, behaviour: Pick<Behaviour, "situation" | "act">): Words[] =>
  behaviour.situation.trim()
    ? [
        `${text(locale)("behaviour.whenThen", { situation: behaviour.situation.trim() })} `,
        { text: behaviour.act, bold: true },
      ]
    : [{ text: behaviour.act, bold: true }];

export const behaviourPoints = (
  locale: Locale,
  behaviours: readonly Behaviour[],
  values: ValueById,
): Block[] =>
  points(
    behaviours.map((behaviour) => {
      const value = behaviour.valueId ? values.get(behaviour.valueId) : undefined;
      return [...situated(locale, behaviour), ...(value ? ["   ", valueWords(value)] : [])];
    }),
  );

/** A decided behaviour: the wording, how it is said and done, and until when it stands. */
export function decidedBlocks(locale: Locale, behaviour: Behaviour, values: ValueById): Block[] {
  const t = text(locale);
  const date = (day: string) => formatDate(locale, day, { style: "long" });
  return [
    ...valueLine(values, behaviour.valueId),
    line(...situated(locale, behaviour)),
    ...points(
      behaviour.facets.map(({ facet, label: own, text: said }) => {
        const name = facet === "own" && own ? own : t(`facet.${facet}`);
        return [{ text: `${name}: `, bold: true }, said];
      }),
    ),
    ...(behaviour.isLeaders ? [remark(t("behaviour.leadersPromise"))] : []),
    ...(behaviour.reviewOn ? [remark(t("behaviour.reviewOn", { date: date(behaviour.reviewOn) }))] : []),
    ...(behaviour.retiredAt
      ? [remark(t(behaviour.replacedBy ? "behaviour.replaced" : "behaviour.retired"))]
      : []),
  ];
}

/** What a decision rests on: notes, vote and consent, in words. */
export function evidenceBlocks(locale: Locale, behaviour: Behaviour): Block[] {
  const t = text(locale);
  const evidence = readEvidence(behaviour.evidence);
  const { notes, consent } = evidence;
  const sentences = evidenceSentences(t, evidence);
  return [
    ...(sentences.length > 0 ? [gap(), remark(sentences.join(" "))] : []),
    ...(consent && consent.concerns.length > 0
      ? [
          label(t("evidence.concerns")),
          ...points(consent.concerns.map(({ reason }) => reason || t("evidence.noReason"))),
        ]
      : []),
    ...(notes.length > 0 ? [label(notesTitle(t, evidence)), ...points(notes.map((note) => note.text))] : []),
  ];
}

export const actionPoints = (locale: Locale, actions: readonly PrintedAction[]): Block[] =>
  points(
    actions.map((action) => [
      { text: action.title, bold: true },
      ` · ${action.ownerName || text(locale)("action.nobody")} · ${dueText(locale, action)}`,
      ...(action.state === "open" ? [] : [` · ${text(locale)(`action.state.${action.state as "done"}`)}`]),
    ]),
  );

/** What, who and by when: for a page of its own. */
export function actionTable(locale: Locale, actions: readonly PrintedAction[]): Block {
  const t = text(locale);
  return table(
    [t("action.head.what"), t("action.head.who"), t("action.head.when")],
    actions.map((action) => [
      [line({ text: action.title, bold: true })],
      [line(action.ownerName || t("action.nobody"))],
      [
        line(
          dueText(locale, action),
          action.state === "open" ? "" : ` · ${t(`action.state.${action.state as "done"}`)}`,
        ),
      ],
    ]),
    { widths: [50, 25, 25] },
  );
}

const dueText = (locale: Locale, { dueOn }: { dueOn: string | null }): string =>
  dueOn
    ? text(locale)("action.dueBy", { date: formatDate(locale, dueOn, { style: "medium" }) })
    : text(locale)("action.noDate");
