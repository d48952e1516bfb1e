import type { Context } from "hono";
import type { Env } from "#platform/http/context.ts";
import { isLocale } from "#platform/text/index.ts";
import { closedPage, type FormPage, formPage } from "./customerPage.html.ts";
import { type Language, languagesOf } from "./model/questions.ts";
import type { Given } from "./model/response.ts";
import type { ShownPulse } from "./response.store.ts";

export const wanted = (c: Context<Env>, lang?: string): Language | null =>
  [lang, c.req.query("lang")].find(isLocale) ?? null;

/** The language of a page about nothing in particular: asked for in the address, else the browser's. */
export const plain = (c: Context<Env>, lang?: string): Language => wanted(c, lang) ?? c.var.locale;

/** Only languages in which every question stands are shown. */
export function languageOf(c: Context<Env>, pulse: ShownPulse, lang?: string): Language {
  const languages = languagesOf(pulse.questions);
  return (
    [wanted(c, lang), pulse.locale].find((each) => each && languages.includes(each)) ?? languages[0] ?? "da"
  );
}

export const inLanguage = <Pulse extends ShownPulse>(pulse: Pulse, language: Language): Pulse => ({
  ...pulse,
  privacyText: pulse.privacyTexts[language],
});

/** A form as browsers send it; anything else is an empty one. */
export async function formOf(c: Context<Env>): Promise<Map<string, string>> {
  const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded");
  return new Map(isForm ? new URLSearchParams(await c.req.text()) : []);
}

export const nothingYet: Given = { scores: new Map(), comment: "", wantsContact: false, contactDetail: "" };
export const closed = (c: Context<Env>, path: string, lang?: string) =>
  c.html(closedPage(plain(c, lang), path), 404);

/**
 * The page with the form. A browser that finds no connection when it sends goes back to it as it was filled in, which it
 * only does where the page may be kept for that; it is asked for anew each time it is opened.
 */
export function showForm(c: Context<Env>, page: FormPage, status: 200 | 422 | 429 = 200) {
  return c.html(formPage(page), status, { "cache-control": "private, no-cache" });
}
