import { html } from "hono/html";
import type { Mail } from "#platform/mail/index.ts";
import { mailPage, paragraph } from "#platform/mail/page.ts";
import type { Locale } from "#platform/text/index.ts";
import type { Reminding } from "./model/reminder.ts";
import { text } from "./text.ts";

type Reminder = Reminding & {
  /** What she has promised to do, as far as it is due. */
  actions: readonly string[];
  name: string;
  unitName: string;
  locale: Locale;
  link: string;
};

/** What she promised to show, and what is over its date; the last line says where it is turned off. */
export function reminderMail(reminder: Reminder): Pick<Mail, "subject" | "text" | "html"> {
  const { promises, overdue, actions, next, name, unitName, locale, link } = reminder;
  const t = text(locale);
  const subject = t("reminder.subject", { unit: unitName });
  const said = promises.map(({ situation, act }) =>
    situation ? t("reminder.whenThen", { situation, act }) : act,
  );
  const parts: [string, string[]][] = [
    ...(said.length > 0 ? [[t("reminder.promises"), said] as [string, string[]]] : []),
    ...(actions.length > 0 ? [[t("reminder.actions"), [...actions]] as [string, string[]]] : []),
    ...(overdue.length > 0 ? [[t("reminder.overdue"), overdue] as [string, string[]]] : []),
  ];
  const nextLine = next ? t("reminder.next", { step: next }) : "";
  const off = t("reminder.off");
  const body = html`${paragraph(t("reminder.hello", { name }))}
${parts.map(([title, lines]) => html`${paragraph(html`<strong>${title}</strong>`)}<ul style="margin:0 0 16px;padding:0 0 0 24px">${lines.map((line) => html`<li>${line}</li>`)}</ul>`)}
${nextLine ? paragraph(nextLine) : ""}
${paragraph(html`<a href="${link}">${t("reminder.open")}</a>`)}
${paragraph(off, "small")}`;
  return {
    subject,
    text: `${[
      t("reminder.hello", { name }),
      ...parts.map(([title, lines]) => [title, ...lines.map((line) => `- ${line}`)].join("\n")),
      nextLine,
      `${t("reminder.open")}: ${link}`,
      off,
    ]
      .filter(Boolean)
      .join("\n\n")}\n`,
    html: mailPage(locale, subject, body),
  };
}
