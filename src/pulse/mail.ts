import { html } from "hono/html";
import type { Attachment, Mail } from "#platform/mail/index.ts";
import { luminance } from "#platform/model/colour.ts";
import type { Logo } from "#platform/pictures/index.ts";
import { contactSentence, lastDay } from "./days.ts";
import { type Language, type QuestionTexts, scores, textIn } from "./model/questions.ts";
import { text } from "./text.ts";

export type Asked = {
  senderName: string;
  introDa: string;
  introEn: string;
  closesAt: Date | null;
  timeZone: string;
  privacyText: string;
  questions: readonly (QuestionTexts & { kind: string })[];
};
/** An organisation's own look, for customers whose consent to it is recorded. */
export type Brand = { name: string; colour: string; lineDa: string; lineEn: string; logo: Logo | null };
export type AskingMail = Pick<Mail, "subject" | "text" | "html" | "headers" | "messageId" | "attachments">;

/** The logo travels in the mail: nothing is fetched when it is read, so that nobody is told who has read it and when. */
const logoId = "logo@udlev";
const logoFile = ({ png }: Logo): Attachment => ({
  ...{ filename: "logo.png", contentType: "image/png", base64: png.toString("base64"), cid: logoId },
});
/** The same mail for a page that shows it. */
export const withLogoInside = ({ html: body = "", attachments = [] }: AskingMail): string =>
  attachments.reduce(
    (shown, { contentType, base64, cid }) =>
      shown.replace(`cid:${cid}`, `data:${contentType};base64,${base64}`),
    body,
  );

/**
 * The mail that asks: no logo, no offer, no praise, no wish for a review. In Denmark that is what lets a customer be
 * asked about her satisfaction without having agreed to it first (Forbrugerombudsmanden, case 16/06125).
 * Only to her whose consent to mail is recorded does it come with a `brand`.
 * It names no customer: what stands in a file as a name may be anything.
 */
export function askingMail(
  asked: Asked,
  to: {
    language: Language;
    link: string;
    happenedOn: string | null;
    isReminder: boolean;
    isTrial: boolean;
    messageId?: string;
    brand?: Brand | null;
  },
): AskingMail {
  const { language, link, brand } = to;
  const t = text(language);
  const subject = t(to.isReminder ? "mail.subjectReminder" : "mail.subject", { sender: asked.senderName });
  const stop = `${link}/stop`;
  const intro = language === "da" ? asked.introDa : asked.introEn;
  const contact = contactSentence(asked.senderName, to.happenedOn, language);
  const end = lastDay(asked, language);
  const until = end ? t("mail.until", { day: end }) : "";
  const [first] = asked.questions.filter(({ kind }) => kind === "scale");
  const own = (language === "da" ? brand?.lineDa : brand?.lineEn) ?? "";
  const lines = [
    brand?.name ?? "",
    to.isTrial ? t("mail.trial") : "",
    t("mail.hello"),
    contact,
    intro,
    t("mail.short", { count: asked.questions.length }),
    link,
    until,
    t("mail.stop"),
    stop,
    asked.privacyText,
    asked.senderName,
    own,
  ].filter(Boolean);
  const button =
    "display:inline-block;padding:10px 14px;margin:0 4px 8px 0;border:1px solid #5b6b66;border-radius:6px;text-decoration:none;color:inherit";
  const body = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${subject}</title><style>:root{color-scheme:light dark}</style></head>
<body style="margin:0;padding:16px"><div style="max-width:560px;margin:0 auto;font:16px/1.5 Arial,Helvetica,sans-serif">
${brand ? band(brand) : ""}
${to.isTrial ? html`<p><strong>${t("mail.trial")}</strong></p>` : ""}
<p>${t("mail.hello")}</p><p>${contact}</p>${intro ? html`<p>${intro}</p>` : ""}
${
  first
    ? html`<p><strong>${textIn(first, language)}</strong></p>
<p>${scores.map((score) => html`<a href="${link}?a=1.${score}" style="${button}">${score} · ${t(`scale.${score}`)}</a> `)}</p>
<p>${t("mail.pressSend")}</p>`
    : ""
}
<p><a href="${link}">${t("mail.open", { count: asked.questions.length })}</a></p>
${until ? html`<p>${until}</p>` : ""}
<p style="font-size:14px">${t("mail.stop")} <a href="${stop}">${t("mail.stopLink")}</a></p>
${asked.privacyText ? html`<p style="font-size:14px">${asked.privacyText}</p>` : ""}
<p>${asked.senderName}</p>${own ? html`<p>${own}</p>` : ""}</div></body></html>`;
  return {
    subject,
    text: `${lines.join("\n\n")}\n`,
    html: String(body),
    ...(to.messageId ? { messageId: to.messageId } : {}),
    ...(brand?.logo ? { attachments: [logoFile(brand.logo)] } : {}),
    headers: {
      "List-Unsubscribe": `<${stop}>`,
      // RFC 8058: the mail program may say no on the customer's behalf with one POST.
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

/** The organisation's colour with its logo, or its name where there is none or pictures are not shown. */
function band({ name, colour, logo }: Brand) {
  // Half of its dots, which Outlook takes from the attributes and the others from the style.
  const [width, height] = logo ? [Math.round(logo.width / 2), Math.round(logo.height / 2)] : [0, 0];
  const shown = logo
    ? html`<img src="cid:${logoId}" alt="${name}" width="${width}" height="${height}" style="display:block;border:0;border-radius:4px;max-width:100%;height:auto">`
    : name;
  return html`<div style="margin:0 0 16px;padding:14px 16px;border-radius:6px;font-size:20px;font-weight:bold;background:${colour};color:${inkOn(colour)}">${shown}</div>`;
}

/** Black or white, whichever can be read on a colour: by relative luminance (WCAG 2.2). */
export const inkOn = (colour: string): "#000000" | "#ffffff" =>
  // Where black and white stand out alike.
  luminance(colour.slice(1)) > 0.179 ? "#000000" : "#ffffff";

/** The same through every attempt, so that a receiver recognises a mail that was handed over twice (RFC 5322 §3.6.4). */
export const messageIdOf = (requestId: string, baseUrl: string, isReminder: boolean): string =>
  `<${requestId}${isReminder ? ".reminder" : ""}@${new URL(baseUrl).hostname}>`;
