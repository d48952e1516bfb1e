import { html } from "hono/html";
import type { Mail } from "#platform/mail/index.ts";
import { mailPage, paragraph } from "#platform/mail/page.ts";
import type { Locale } from "#platform/text/index.ts";
import type { Reminding } from "./model/reminder.ts";
import { text } from "./text.ts";

/** What there is to say of one journey. */
export type ReminderSection = Reminding & { unitName: string; link: string };

type Reminder = {
  sections: readonly ReminderSection[];
  /** What she has promised to do, as far as it is due; in whichever unit. */
  actions: readonly string[];
  name: string;
  locale: Locale;
};

type Part = [title: string, lines: readonly string[]];

/** What she promised to show, and what is over its date; the last line says where it is turned off. */
export function reminderMail({
  sections,
  actions,
  name,
  locale,
}: Reminder): Pick<Mail, "subject" | "text" | "html"> {
  const t = text(locale);
  const isOne = sections.length === 1;
  const subject = isOne
    ? t("reminder.subject", { unit: sections[0]!.unitName })
    : t("reminder.subjects", { count: sections.length });
  const partsOf = ({ promises, overdue }: ReminderSection): Part[] => [
    [
      t("reminder.promises"),
      promises.map(({ situation, act }) => (situation ? t("reminder.whenThen", { situation, act }) : act)),
    ],
    [t("reminder.overdue"), overdue],
  ];
  const told = (parts: readonly Part[]) => parts.filter(([, lines]) => lines.length > 0);
  const promised = told([[t("reminder.actions"), actions]]);
  const nextOf = ({ next }: ReminderSection) => (next ? t("reminder.next", { step: next }) : "");
  const off = t("reminder.off");
  const list = (parts: readonly Part[]) =>
    parts.map(
      ([title, lines]) =>
        html`${paragraph(html`<strong>${title}</strong>`)}<ul style="margin:0 0 16px;padding:0 0 0 24px">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
    );
  const body = html`${paragraph(t("reminder.hello", { name }))}
${list(promised)}
${sections.map(
  (
    section,
  ) => html`${isOne ? "" : html`<h2 style="font-size:18px;margin:8px 0 16px">${section.unitName}</h2>`}
${list(told(partsOf(section)))}
${nextOf(section) ? paragraph(nextOf(section)) : ""}
${paragraph(html`<a href="${section.link}">${t("reminder.open")}</a>`)}`,
)}
${paragraph(off, "small")}`;
  const inWords = (parts: readonly Part[]) =>
    parts.map(([title, lines]) => [title, ...lines.map((line) => `- ${line}`)].join("\n"));
  return {
    subject,
    text: `${[
      t("reminder.hello", { name }),
      ...inWords(promised),
      ...sections.flatMap((section) => [
        isOne ? "" : section.unitName.toUpperCase(),
        ...inWords(told(partsOf(section))),
        nextOf(section),
        `${t("reminder.open")}: ${section.link}`,
      ]),
      off,
    ]
      .filter(Boolean)
      .join("\n\n")}\n`,
    html: mailPage(locale, subject, body),
  };
}
