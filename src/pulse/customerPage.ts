import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { scriptlessGuards } from "#platform/http/server.ts";
import { cardPages } from "./cards/page.ts";
import { closedPage, stopPage, stoppedPage, thanksPage } from "./customerPage.html.ts";
import {
  closed,
  formOf,
  inLanguage,
  languageOf,
  nothingYet,
  plain,
  showForm,
  wanted,
} from "./customerPage.parts.ts";
import { script } from "./customerPage.script.ts";
import { style } from "./customerPage.style.ts";
import type { Intake } from "./intake.ts";
import { isSameKey, trialKey } from "./keys.ts";
import { readClicked, readForm } from "./model/response.ts";
import { findOpen, findTrial, optOut, type ShownPulse } from "./response.store.ts";

export const customerGuards = scriptlessGuards(style, script);

const pathOf = (c: Context<Env>) => `/s/${encodeURIComponent(c.req.param("key") ?? "")}`;

/** The page of a test: it is what customers see, and stores nothing. */
const trials = new Hono<Env>()
  .get("/try/:pulseId/:key", async (c) => {
    const trial = await trialOf(c);
    const path = `/s/try/${c.req.param("pulseId")}/${encodeURIComponent(c.req.param("key"))}`;
    if (!trial) return closed(c, path);
    const language = languageOf(c, trial);
    const given = { ...nothingYet, scores: readClicked(c.req.query("a"), trial.questions) };
    const shown = inLanguage(trial, language);
    return showForm(c, { shown, language, path, given, isAnswered: false, wrong: [], isTrial: true });
  })
  .post("/try/:pulseId/:key", async (c) => {
    const trial = await trialOf(c);
    const form = await formOf(c);
    const path = `/s/try/${c.req.param("pulseId")}/${encodeURIComponent(c.req.param("key"))}`;
    if (!trial) return closed(c, path, form.get("lang"));
    const language = languageOf(c, trial, form.get("lang"));
    const { given, wrong } = readForm(form, trial.questions);
    const shown = inLanguage(trial, language);
    if (wrong.length > 0)
      return showForm(c, { shown, language, path, given, isAnswered: false, wrong, isTrial: true }, 422);
    return c.html(thanksPage(shown, language, path, true));
  })
  .get("/try/:pulseId/:key/stop", (c) => {
    const path = `/s/try/${c.req.param("pulseId")}/${encodeURIComponent(c.req.param("key"))}`;
    return c.html(stopPage(plain(c), path));
  })
  .post("/try/:pulseId/:key/stop", async (c) => c.html(stoppedPage(plain(c, (await formOf(c)).get("lang")))));

async function trialOf(c: Context<Env>): Promise<ShownPulse | null> {
  const pulseId = c.req.param("pulseId") ?? "";
  if (!isSameKey(c.req.param("key") ?? "", trialKey(c.var.config.secret, pulseId))) return null;
  return inSystem(c.var.db, (tx) => findTrial(tx, pulseId));
}

/**
 * What a customer's link opens, and an employee's card. Opening changes nothing, whoever opens it: only what is sent with the button counts.
 * The key in the address is the right to answer, so that no cookie and no origin has to be looked at.
 */
export const customerPages = (takeIn: Intake) =>
  new Hono<Env>()
    .use("/s/*", bodyLimit({ maxSize: 64 * 1024, onError: (c) => c.html(closedPage("da", "/s/-"), 413) }))
    .route("/s", trials)
    .route("/s", cardPages())
    .get("/s/:key", async (c) => {
      const path = pathOf(c);
      const open = await inSystem(c.var.db, (tx) => findOpen(tx, c.req.param("key"), c.var.now()));
      if (!open) return closed(c, path);
      const language = languageOf(c, open);
      const before = open.given ?? nothingYet;
      const scores = new Map([...before.scores, ...readClicked(c.req.query("a"), open.questions)]);
      return showForm(c, {
        ...{ shown: inLanguage(open, language), language, path, wrong: [], isTrial: false },
        given: { ...before, scores },
        isAnswered: open.given !== null,
      });
    })
    .post("/s/:key", async (c) => {
      const path = pathOf(c);
      const form = await formOf(c);
      const outcome = await takeIn({ key: c.req.param("key"), form, now: c.var.now() });
      if (outcome.kind === "saved") {
        const { languages, locale } = outcome;
        const language = [wanted(c, form.get("lang")), locale].find(
          (each) => each && languages.includes(each),
        );
        // Loading the next page anew sends nothing a second time.
        return c.redirect(`${path}/thanks?lang=${language ?? languages[0] ?? "da"}`, 303);
      }
      const open =
        outcome.kind === "wrong" &&
        (await inSystem(c.var.db, (tx) => findOpen(tx, c.req.param("key"), c.var.now())));
      if (!open) return closed(c, path, form.get("lang"));
      const { given, wrong } = readForm(form, open.questions);
      const language = languageOf(c, open, form.get("lang"));
      const [shown, isAnswered] = [inLanguage(open, language), open.given !== null];
      return showForm(c, { shown, language, path, given, isAnswered, wrong, isTrial: false }, 422);
    })
    .get("/s/:key/thanks", async (c) => {
      const path = pathOf(c);
      const open = await inSystem(c.var.db, (tx) => findOpen(tx, c.req.param("key"), c.var.now()));
      if (!open?.given) return closed(c, path);
      return c.html(thanksPage(open, languageOf(c, open), path, false));
    })
    // Saying no works from every link that was ever sent, so this page is the same for all, made-up ones included.
    .get("/s/:key/stop", (c) => c.html(stopPage(plain(c), pathOf(c))))
    .post("/s/:key/stop", async (c) => {
      const form = await formOf(c);
      await inSystem(c.var.db, (tx) => optOut(tx, c.req.param("key"), c.var.now()));
      return c.html(stoppedPage(plain(c, form.get("lang"))));
    });
