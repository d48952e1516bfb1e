import { html, raw } from "hono/html";
import type { Locale } from "#platform/text/index.ts";
import type { Reply } from "./meeting.wire.ts";
import type { Sent } from "./model/changes.ts";
import type { Offer } from "./model/sessions.ts";
import { agendaTimes, hoursOf, whenOf } from "./said.ts";
import { text } from "./text.ts";

/** Travels inside the page, so that there is nothing more to fetch. */
export const style = `
:root{color-scheme:light dark;--ink:light-dark(#201d18,#ece7dd);--soft:light-dark(#5b5447,#b9b1a2);--line:light-dark(#8c8474,#7d7667);--paper:light-dark(#fff,#26241f);--ground:light-dark(#faf7f1,#1b1a18);--act:light-dark(#1c5b4c,#8fd3c0);--on:light-dark(#fff,#12211d);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 2rem}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}
.bar{text-align:right}a{color:var(--act)}
fieldset{border:1px solid var(--line);border-radius:.75rem;background:var(--paper);margin:1rem 0;padding:.5rem 1rem 1rem;min-width:0}
legend{font-weight:600;padding:0 .3rem}
.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;padding:.25rem .5rem;border-radius:.5rem;cursor:pointer}
.choice:hover,.choice:has(:checked){background:color-mix(in srgb,var(--act) 12%,transparent)}
input{width:1.35rem;height:1.35rem;flex:none;accent-color:var(--act);margin:0}
button,.button{display:inline-block;font:inherit;font-weight:600;min-height:3rem;padding:.7rem 1.5rem;border:0;border-radius:.6rem;background:var(--act);color:var(--on);cursor:pointer;text-decoration:none}
.second{background:none;color:var(--act);box-shadow:inset 0 0 0 2px var(--act)}.choice:has(:disabled){color:var(--soft);cursor:default}
.note{border-left:.25rem solid var(--act);background:var(--paper);padding:.6rem 1rem}
.said{white-space:pre-line}.hint{color:var(--soft);font-size:.9375rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem;margin:1rem 0}dt{font-weight:600}dd{margin:0}
table{border-collapse:collapse}td{padding:.15rem 1rem .15rem 0;vertical-align:top}td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums;color:var(--soft)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
`.trim();

type Part = ReturnType<typeof html>;

const page = (locale: Locale, title: string, body: Part, switchHref: string): string => {
  const other = locale === "da" ? "en" : "da";
  return String(html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head>
<body><main><div class="bar"><a href="${switchHref}" lang="${other}" hreflang="${other}">${text(other)("rsvp.inThis")}</a></div>${body}</main></body></html>`);
};

export type RsvpPage = {
  locale: Locale;
  path: string;
  name: string;
  unitName: string;
  /** Who invites. */
  leader: string;
  timeZone: string;
  said: Sent;
  state: "open" | "begun" | "closed" | "cancelled";
  cancelMessage: string;
  reply: Reply;
  /** Clicked in the mail, and nothing before it is sent here. */
  clicked: Reply;
  isSaved: boolean;
  isMissing: boolean;
  /** Other sessions that she may choose instead. */
  offers: readonly Offer[];
  isChosen: boolean;
  choiceProblem: "missing" | "full" | "gone" | "noSeat" | null;
  /** On the day itself: the way into the meeting. */
  joinHref: string | null;
};

/** The plan is held at other times too: one of them instead, while there is room. */
function otherSessions({ locale, path, offers, state, timeZone, choiceProblem }: RsvpPage): Part | "" {
  if (offers.length === 0) return "";
  const t = text(locale);
  const isFull = ({ left }: Offer) => left === 0;
  return html`<form method="post" action="${path}/session"><input type="hidden" name="lang" value="${locale}">
<fieldset><legend>${t(state === "cancelled" ? "rsvp.choice.instead" : "rsvp.choice.question")}</legend>
${choiceProblem === "missing" ? html`<p role="alert"><strong>${t("rsvp.choice.missing")}</strong></p>` : ""}
${offers.map((offer) => html`<label class="choice"><input type="radio" name="session" value="${offer.id}"${isFull(offer) ? raw(" disabled") : ""}> <span>${hoursOf(offer, locale, timeZone)}${offer.place ? html`<br>${offer.place}` : ""}${offer.left === null ? "" : html`<br><span class="hint">${isFull(offer) ? t("rsvp.choice.isFull") : t("rsvp.choice.left", { count: offer.left })}</span>`}</span></label>`)}</fieldset>
${
  offers.every(isFull)
    ? ""
    : html`<button type="submit" class="second">${t("rsvp.choice.send")}</button>
<p class="hint">${t("rsvp.choice.hint")}</p>`
}</form>`;
}

export function rsvpPage(shown: RsvpPage): string {
  const { locale, said, path, state, reply } = shown;
  const t = text(locale);
  const agenda = agendaTimes(said, locale, shown.timeZone);
  const chosen = shown.clicked === "none" ? reply : shown.clicked;
  const link = (href: string) => html`<a href="${href}">${href}</a>`;
  const body = html`<h1>${said.title}</h1><p>${t("rsvp.from", { name: shown.name, unit: shown.unitName, leader: shown.leader })}</p>
${state === "cancelled" ? html`<p class="note" role="status"><strong>${t("rsvp.cancelled")}</strong> <span class="said">${shown.cancelMessage}</span></p>` : ""}
${state === "closed" ? html`<p class="note">${t("rsvp.over")}</p>` : ""}
${shown.isSaved && reply !== "none" ? html`<p class="note" role="status">${t("rsvp.saved", { reply: t(`reply.${reply}`) })}</p>` : ""}
${shown.isChosen ? html`<p class="note" role="status">${t("rsvp.chosen")}</p>` : ""}
${shown.choiceProblem && shown.choiceProblem !== "missing" ? html`<p class="note" role="alert">${t(`rsvp.choice.${shown.choiceProblem}`)}</p>` : ""}
${shown.joinHref ? html`<p><a class="button" href="${shown.joinHref}">${t("rsvp.join")}</a></p>` : ""}
<dl><dt>${t("invite.when")}</dt><dd>${whenOf(said, locale, shown.timeZone)}</dd>
${said.place ? html`<dt>${t("invite.place")}</dt><dd>${said.place}</dd>` : ""}
${said.videoLink ? html`<dt>${t("invite.videoLink")}</dt><dd>${link(said.videoLink)}</dd>` : ""}</dl>
${said.message ? html`<p class="said">${said.message}</p>` : ""}
${
  state === "open"
    ? html`<form method="post" action="${path}"><input type="hidden" name="lang" value="${locale}">
<fieldset><legend>${t("rsvp.question")}</legend>
${shown.isMissing ? html`<p role="alert" id="wrong"><strong>${t("rsvp.choose")}</strong></p>` : ""}
${(["yes", "maybe", "no"] as const).map((each) => html`<label class="choice"><input type="radio" name="reply" value="${each}"${chosen === each ? raw(" checked") : ""}> ${t(`reply.${each}`)}</label>`)}</fieldset>
<button type="submit">${reply === "none" ? t("rsvp.send") : t("rsvp.sendAgain")}</button>
<p class="hint">${t("rsvp.until")}</p></form>`
    : ""
}
${otherSessions(shown)}
${state === "open" ? html`<p><a href="${path}/invitation.ics">${t("rsvp.calendar")}</a></p>` : ""}
${
  agenda.length > 0
    ? html`<h2>${t("invite.agenda")}</h2><table>${agenda.map(({ time, title, minutes }) => html`<tr><td>${time}</td><td>${title} <span class="hint">${t("rsvp.minutes", { count: minutes })}</span></td></tr>`)}</table>`
    : ""
}`;
  return page(locale, said.title, body, `${path}?lang=${locale === "da" ? "en" : "da"}`);
}

/** Made up, taken off the list, or of a meeting that is gone: one and the same page, which tells none of it. */
export function unknownPage(locale: Locale, path: string): string {
  const t = text(locale);
  const body = html`<h1>${t("rsvp.unknown")}</h1><p>${t("rsvp.unknownText")}</p>`;
  return page(locale, t("rsvp.unknown"), body, `${path}?lang=${locale === "da" ? "en" : "da"}`);
}
