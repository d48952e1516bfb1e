import { html } from "hono/html";
import type { Mail } from "#platform/mail/index.ts";
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
  const body = html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${subject}</title><style>:root{color-scheme:light dark}</style></head>
<body style="margin:0;padding:16px"><div style="max-width:600px;margin:0 auto;font:16px/1.5 Arial,Helvetica,sans-serif">
<p>${t("reminder.hello", { name })}</p>
${parts.map(([title, lines]) => html`<p><strong>${title}</strong></p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`)}
${nextLine ? html`<p>${nextLine}</p>` : ""}
<p><a href="${link}">${t("reminder.open")}</a></p>
<p style="font-size:14px">${off}</p></div></body></html>`;
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
    html: String(body),
  };
}
