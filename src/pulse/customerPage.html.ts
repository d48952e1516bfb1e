import { html, raw } from "hono/html";
import { script } from "./customerPage.script.ts";
import { style } from "./customerPage.style.ts";
import { contactSentence, lastDay } from "./days.ts";
import type { Asked } from "./mail.ts";
import { type Language, languagesOf, scores, textIn } from "./model/questions.ts";
import { type Given, longestComment, longestContact, type Wrong } from "./model/response.ts";
import { text } from "./text.ts";

export type Shown = Asked & { unitName: string; happenedOn: string | null };
type Part = ReturnType<typeof html>;

/** Plain HTML that needs no script, whole in one answer: nothing else is fetched, not even an icon. */
function whole(
  language: Language,
  title: string,
  body: Part,
  switchTo: { language: Language; href: string } | null,
): string {
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head>
<body><main>${
    switchTo
      ? html`<div class="bar"><span></span><a href="${switchTo.href}" lang="${switchTo.language}" hreflang="${switchTo.language}">${text(switchTo.language)("page.language")}</a></div>`
      : ""
  }${body}</main></body></html>`);
}

/** The field that a fault is of; the whole page has the others. */
const fieldOf: Partial<Record<Wrong, "comment" | "detail">> = {
  commentTooLong: "comment",
  contactMissing: "detail",
};

const other = (language: Language): Language => (language === "da" ? "en" : "da");

export type FormPage = {
  shown: Shown;
  language: Language;
  /** Where the form goes to, and the page is: "/s/…" without a query. */
  path: string;
  given: Given | null;
  /** She sent an answer before, and may change it. */
  isAnswered: boolean;
  wrong: readonly Wrong[];
  isTrial: boolean;
  /** The page of an employee's card: whose, and what tells that a page or a device has answered before. */
  card?: { employee: string; once: string; mark: string };
  /** Only to be looked at, inside another page: nothing is sent from it. */
  isPicture?: true;
  /** Too many answers have come from her network just now. */
  isTooMany?: boolean;
};

/**
 * The form is sent to an address that differs from the page's own: a browser that finds no connection then has the page, as
 * it was filled in, one step back, and not its own page in its place.
 */
export function formPage(page: FormPage): string {
  const { shown, language, path, given, isAnswered, wrong, isTrial, card } = page;
  const t = text(language);
  const title = t("page.title", { sender: shown.senderName });
  const intro = language === "da" ? shown.introDa : shown.introEn;
  const end = lastDay(shown, language);
  const [switched] = languagesOf(shown.questions).filter((each) => each !== language);
  const described = wrong.length > 0 ? raw(' aria-describedby="wrong"') : "";
  const contact = contactSentence(shown.senderName, shown.happenedOn, language);
  const checked = (isChecked: boolean) => (isChecked ? raw(" checked") : "");
  const choice = (place: number, value: number, label: string) =>
    html`<label class="choice"><input type="radio" name="q${place}" value="${value}"${checked(given?.scores.get(place) === value)}> ${label}</label>`;
  const said = (each: Wrong) => t(`page.wrong.${each}`, { max: longestComment });
  const faultOf = (field: "comment" | "detail") => wrong.find((each) => fieldOf[each] === field);
  /** What is wrong with a field stands at it too: the page begins at its top, and the field may be far below. */
  const at = (field: "comment" | "detail") => {
    const fault = faultOf(field);
    return fault ? html`<p class="fault" id="${field}-wrong">${said(fault)}</p>` : "";
  };
  const invalid = (field: "comment" | "detail") => (faultOf(field) ? raw(' aria-invalid="true"') : "");
  const open = shown.questions.find(({ kind }) => kind === "open");
  const body = html`${isTrial ? html`<p class="note">${t("page.trial")}</p>` : ""}
<h1>${title}</h1><p>${card ? t("card.from", { name: card.employee, unit: shown.unitName }) : contact}</p>${intro ? html`<p>${intro}</p>` : ""}
${isAnswered ? html`<p class="note">${t("page.again")}</p>` : ""}
${
  wrong.length > 0
    ? html`<div class="wrong" role="alert" id="wrong">${wrong.map((each) => html`<p>${fieldOf[each] ? html`<a href="#${fieldOf[each]}">${said(each)}</a>` : said(each)}</p>`)}</div>`
    : ""
}
${page.isTooMany ? html`<div class="wrong" role="alert"><p>${t("card.tooMany")}</p></div>` : ""}
<form class="keep" method="post" action="${path}?sent"${described}><input type="hidden" name="lang" value="${language}">
${card ? html`<input type="hidden" name="once" value="${card.once}"><input type="hidden" name="mark" value="${card.mark}">` : ""}
${shown.questions.map((question, index) =>
  question.kind === "scale"
    ? html`<fieldset><legend>${textIn(question, language)}</legend>
${scores.map((score) => choice(index + 1, score, t(`scale.${score}`)))}${choice(index + 1, 0, t("scale.0"))}</fieldset>`
    : "",
)}
<div class="part"><label for="comment">${open ? textIn(open, language) : t("page.comment")}</label>
<textarea id="comment" name="comment" rows="4" aria-describedby="${faultOf("comment") ? "comment-wrong " : ""}comment-hint"${invalid("comment")}>${given?.comment ?? ""}</textarea>
${at("comment")}<p class="hint" id="comment-hint">${t("page.commentHint")}</p></div>
<div class="part"><label class="choice" for="contact"><input type="checkbox" id="contact" name="contact" value="yes"${checked(given?.wantsContact ?? false)}> ${t("page.contact", { unit: shown.unitName })}</label>
<label for="detail" class="hint">${t("page.detail")}</label>
<input type="text" id="detail" name="detail" maxlength="${longestContact}" autocomplete="tel" value="${given?.contactDetail ?? ""}"${faultOf("detail") ? raw(' aria-describedby="detail-wrong"') : ""}${invalid("detail")}>${at("detail")}</div>
<p class="wrong" role="alert" tabindex="-1" id="off" hidden>${t("page.off")}</p>
<button type="submit">${isAnswered ? t("page.sendAgain") : t("page.send")}</button>
<p class="hint">${t("page.untilSent")}${card ? ` ${t("card.once")}` : end ? ` ${t("page.until", { day: end })}` : ""}</p></form>
<footer><p>${t("page.happens", { sender: shown.senderName })}</p>${shown.privacyText ? html`<p>${shown.privacyText}</p>` : ""}
${card ? "" : html`<p><a href="${path}/stop?lang=${language}">${t("page.stopLink")}</a></p>`}</footer>${page.isPicture ? "" : html`<script>${raw(script)}</script>`}`;
  return whole(
    language,
    title,
    body,
    switched ? { language: switched, href: `${path}?lang=${switched}` } : null,
  );
}

export function thanksPage(shown: Shown, language: Language, path: string, isTrial: boolean): string {
  const t = text(language);
  const end = lastDay(shown, language);
  const body = html`<h1>${t("thanks.title")}</h1>
<p>${isTrial ? t("page.trial") : t("thanks.saved", { sender: shown.senderName })}</p>
<p>${end ? t("thanks.changeUntil", { day: end }) : ""} <a href="${path}?lang=${language}">${t("thanks.change")}</a></p>
<footer><p><a href="${path}/stop?lang=${language}">${t("page.stopLink")}</a></p></footer>`;
  return whole(language, t("thanks.title"), body, null);
}

/** After an answer by card: it counts, or it does not, and why. */
export function cardThanksPage(shown: Shown, language: Language, isCounted: boolean): string {
  const t = text(language);
  const said = isCounted ? t("thanks.saved", { sender: shown.senderName }) : t("card.notCounted");
  const body = html`<h1>${t("thanks.title")}</h1><p>${said}</p>`;
  return whole(language, t("thanks.title"), body, null);
}

/** Never existed, closed, or run out: one and the same page, which tells none of it. */
export function closedPage(language: Language, path: string, isCard = false): string {
  const t = text(language);
  const body = html`<h1>${t("closed.title")}</h1><p>${t("closed.text")}</p>
${isCard ? "" : html`<p><a href="${path}/stop?lang=${language}">${t("page.stopLink")}</a></p>`}`;
  return whole(language, t("closed.title"), body, {
    language: other(language),
    href: `${path}?lang=${other(language)}`,
  });
}

/** A page that opens says nothing yet: the button does, since mail scanners open every link. */
export function stopPage(language: Language, path: string): string {
  const t = text(language);
  const body = html`<h1>${t("stop.title")}</h1><p>${t("stop.text")}</p>
<form method="post" action="${path}/stop"><input type="hidden" name="lang" value="${language}"><button type="submit">${t("stop.button")}</button></form>
<p><a href="${path}?lang=${language}">${t("stop.back")}</a></p>`;
  return whole(language, t("stop.title"), body, {
    language: other(language),
    href: `${path}/stop?lang=${other(language)}`,
  });
}

export function stoppedPage(language: Language): string {
  const t = text(language);
  return whole(
    language,
    t("stopped.title"),
    html`<h1>${t("stopped.title")}</h1><p>${t("stopped.text")}</p>`,
    null,
  );
}
