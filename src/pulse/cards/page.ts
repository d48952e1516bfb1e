import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { requestNetwork } from "#platform/http/network.ts";
import { keyHash } from "#platform/keys.ts";
import { cardThanksPage, closedPage } from "../customerPage.html.ts";
import { formOf, inLanguage, languageOf, nothingYet, plain, showForm } from "../customerPage.parts.ts";
import { type Given, readForm, type Wrong } from "../model/response.ts";
import { findCard, type OpenCard, takeCard } from "./answer.store.ts";
import { makeNetworkLimit } from "./limit.ts";

const draw = () => randomBytes(16).toString("base64url");
const isDrawn = (mark: string | undefined): mark is string => /^[\w-]{22}$/u.test(mark ?? "");

/** A device's mark is another in every round, so that no two rounds can be held together by it. */
const cookieOf = ({ pulseId }: OpenCard) => `udlev-card-${keyHash(pulseId).toString("hex").slice(0, 12)}`;

const pathOf = (c: Context<Env>) => `/s/k/${encodeURIComponent(c.req.param("key") ?? "")}`;
const closed = (c: Context<Env>, lang?: string) => c.html(closedPage(plain(c, lang), pathOf(c), true), 404);

/** Customers by card are nobody the product knows: the page comes in the language of their browser. */
const inBrowsers = (c: Context<Env>, card: OpenCard): OpenCard => ({ ...card, locale: c.var.locale });

type Filled = { given: Given; wrong: Wrong[]; once: string; mark: string; isTooMany?: boolean };

function show(c: Context<Env>, found: OpenCard, filled: Filled, lang?: string) {
  const card = inBrowsers(c, found);
  const language = languageOf(c, card, lang);
  const { once, mark, ...rest } = filled;
  return showForm(
    c,
    {
      ...{ shown: inLanguage(card, language), language, path: pathOf(c), isAnswered: false, isTrial: false },
      ...rest,
      card: { employee: card.employee, once, mark },
    },
    filled.isTooMany ? 429 : filled.wrong.length > 0 ? 422 : 200,
  );
}

/** The page of an employee's card. Opening it leaves a mark on the device and none here: only what is sent counts. */
export function cardPages() {
  const isTooMany = makeNetworkLimit();
  return new Hono<Env>()
    .get("/k/:key", async (c) => {
      const card = await inSystem(c.var.db, (tx) => findCard(tx, c.req.param("key"), c.var.now()));
      if (!card) return closed(c);
      const kept = getCookie(c, cookieOf(card));
      const mark = isDrawn(kept) ? kept : draw();
      const left = card.closesAt ? card.closesAt.getTime() - c.var.now().getTime() : 0;
      setCookie(c, cookieOf(card), mark, {
        ...{
          path: "/s/k",
          httpOnly: true,
          sameSite: "Lax",
          secure: c.var.config.baseUrl.startsWith("https:"),
        },
        // Until the round is over, and at most as long as browsers keep one.
        maxAge: Math.min(Math.ceil(left / 1000), 400 * 24 * 60 * 60) || 90 * 24 * 60 * 60,
      });
      return show(c, card, { given: nothingYet, wrong: [], once: draw(), mark });
    })
    .post("/k/:key", async (c) => {
      const form = await formOf(c);
      const now = c.var.now();
      const network = requestNetwork(c);
      // Without cookies the page that was opened stands for the device.
      const written = form.get("mark");
      const once = isDrawn(form.get("once")) ? form.get("once")! : draw();
      let mark = isDrawn(written) ? written : once;
      const outcome = await inSystem(c.var.db, async (tx) => {
        const card = await findCard(tx, c.req.param("key"), now);
        const kept = card ? getCookie(c, cookieOf(card)) : undefined;
        if (isDrawn(kept)) mark = kept;
        const limit = (pulseId: string) => isTooMany(network, pulseId, now);
        return takeCard(tx, card, { form, once, mark, now, isTooMany: limit });
      });
      if (outcome.kind === "closed") return closed(c, form.get("lang"));
      const { kind, card } = outcome;
      const language = languageOf(c, inBrowsers(c, card), form.get("lang"));
      if (kind === "saved" || kind === "notCounted")
        return c.redirect(
          `${pathOf(c)}/thanks?lang=${language}${kind === "saved" ? "" : "&counted=no"}`,
          303,
        );
      const { given, wrong } = readForm(form, card.questions);
      return show(c, card, { given, wrong, once, mark, isTooMany: kind === "tooMany" }, form.get("lang"));
    })
    .get("/k/:key/thanks", async (c) => {
      const card = await inSystem(c.var.db, (tx) => findCard(tx, c.req.param("key"), c.var.now()));
      if (!card) return closed(c);
      const language = languageOf(c, inBrowsers(c, card));
      return c.html(cardThanksPage(card, language, c.req.query("counted") !== "no"));
    });
}
