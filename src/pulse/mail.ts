import { html } from "hono/html";
import type { Attachment, Mail } from "#platform/mail/index.ts";
import { band, choices, linesIn, mailPage, paragraph } from "#platform/mail/page.ts";
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
  // In the language of the mail, whatever the browser speaks that opens it.
  const stop = `${link}/stop?lang=${language}`;
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
  const body = html`${brand ? brandBand(brand) : ""}${to.isTrial ? paragraph(html`<strong>${t("mail.trial")}</strong>`) : ""}
${paragraph(t("mail.hello"))}${paragraph(contact)}${intro ? paragraph(linesIn(intro)) : ""}
${
  first
    ? html`${paragraph(html`<strong>${textIn(first, language)}</strong>`)}
${choices(scores.map((score) => ({ href: `${link}?a=1.${score}`, label: `${score} · ${t(`scale.${score}`)}` })))}
${paragraph(t("mail.pressSend"))}`
    : ""
}
${paragraph(html`<a href="${link}">${t("mail.open", { count: asked.questions.length })}</a>`)}
${until ? paragraph(until) : ""}
${paragraph(html`${t("mail.stop")} <a href="${stop}">${t("mail.stopLink")}</a>`, "small")}
${asked.privacyText ? paragraph(linesIn(asked.privacyText), "small") : ""}
${paragraph(asked.senderName)}${own ? paragraph(own) : ""}`;
  return {
    subject,
    text: `${lines.join("\n\n")}\n`,
    html: mailPage(language, subject, body),
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
function brandBand({ name, colour, logo }: Brand) {
  // Half of its dots, which Outlook takes from the attributes and the others from the style.
  const [width, height] = logo ? [Math.round(logo.width / 2), Math.round(logo.height / 2)] : [0, 0];
  const shown = logo
    ? html`<img src="cid:${logoId}" alt="${name}" width="${width}" height="${height}" style="display:block;border:0;border-radius:4px;max-width:100%;height:auto">`
    : name;
  return band(shown, { ground: colour, ink: inkOn(colour) });
}

/** Black or white, whichever can be read on a colour: by relative luminance (WCAG 2.2). */
export const inkOn = (colour: string): "#000000" | "#ffffff" =>
  // Where black and white stand out alike.
  luminance(colour.slice(1)) > 0.179 ? "#000000" : "#ffffff";

/** The same through every attempt, so that a receiver recognises a mail that was handed over twice (RFC 5322 §3.6.4). */
export const messageIdOf = (requestId: string, baseUrl: string, isReminder: boolean): string =>
  `<${requestId}${isReminder ? ".reminder" : ""}@${new URL(baseUrl).hostname}>`;
