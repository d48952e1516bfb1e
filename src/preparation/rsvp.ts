import { z } from "@hono/zod-openapi";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { inSystem, type Transaction } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { scriptlessGuards } from "#platform/http/server.ts";
import { isRefusal } from "#platform/refusal.ts";
import { isLocale, type Locale } from "#platform/text/index.ts";
import { saidIn } from "./agendaWords.ts";
import { chooseSession, offersTo } from "./choice.store.ts";
import { calendarOf } from "./invitation.ts";
import { type Reply, replies } from "./meeting.wire.ts";
import { wallTimeOf } from "./model/moment.ts";
import { mayAnswer } from "./model/sending.ts";
import { type RsvpPage, rsvpPage, style, unknownPage } from "./rsvp.html.ts";
import { findByKey, type Guest, saveReply } from "./rsvp.store.ts";
import { invitationTo, organizerOf, unitItself } from "./send.store.ts";

export const rsvpGuards = scriptlessGuards(style);

const isReply = (value: unknown): value is Reply => value !== "none" && replies.includes(value as Reply);
const keyOf = (c: Context<Env>) => c.req.param("key") ?? "";
const pathOf = (c: Context<Env>) => `/rsvp/${encodeURIComponent(keyOf(c))}`;
const localeOf = (c: Context<Env>, guest: Guest | null, lang?: string): Locale =>
  [lang, c.req.query("lang")].find(isLocale) ?? guest?.participant.locale ?? c.var.locale;

const unknown = (c: Context<Env>, lang?: string) =>
  c.html(unknownPage(localeOf(c, null, lang), pathOf(c)), 404);

const isOpen = ({ state, sent }: Guest["meeting"], now: Date): boolean =>
  mayAnswer({ state, startsAt: sent && new Date(sent.startsAt) }, now);

type More = Partial<Pick<RsvpPage, "clicked" | "isSaved" | "isMissing" | "isChosen" | "choiceProblem">>;

async function formOf(c: Context<Env>): Promise<{ form: URLSearchParams; lang: string | undefined }> {
  const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded");
  const form = new URLSearchParams(isForm ? await c.req.text() : "");
  return { form, lang: form.get("lang") ?? undefined };
}

/** Only what she has been sent is shown: a change that is not sent yet is not hers to know. */
async function show(
  c: Context<Env>,
  tx: Transaction,
  guest: Guest,
  more: More & { lang?: string | undefined } = {},
): Promise<string | null> {
  const { meeting, participant, organizer } = guest;
  const { sent, timeZone, state, joinCode } = meeting;
  if (!sent || participant.sentSequence === null) return null;
  const now = c.var.now();
  const dayOf = (moment: string) => wallTimeOf(moment, timeZone).day;
  const isToday = dayOf(sent.startsAt) === dayOf(now.toISOString());
  const isOn = state === "running" || (state === "planned" && isToday);
  const mayReply = isOpen(meeting, now);
  const isOver = state === "closed" || (state === "planned" && !mayReply && !isToday);
  const locale = localeOf(c, guest, more.lang);
  return rsvpPage({
    said: (await saidIn(tx, meeting, sent))(locale),
    ...{ locale, timeZone, clicked: "none", isSaved: false, isMissing: false },
    ...{ isChosen: false, choiceProblem: null, ...more },
    offers: await offersTo(tx, guest, now),
    path: pathOf(c),
    name: participant.name,
    unitName: meeting.unitName,
    leader: organizer.name,
    state: state === "cancelled" ? "cancelled" : isOver ? "closed" : mayReply ? "open" : "begun",
    cancelMessage: meeting.cancelMessage,
    reply: participant.reply,
    joinHref: isOn ? `/m/${joinCode}?k=${encodeURIComponent(keyOf(c))}` : null,
  });
}

/**
 * What a participant's link opens: the meeting, and her answer. Opening it changes nothing, since mail scanners open
 * every link; the key in the address is the right to answer.
 */
export const rsvpPages = new Hono<Env>()
  .use(
    "/rsvp/*",
    bodyLimit({ maxSize: 16 * 1024, onError: (c) => c.html(unknownPage("da", "/rsvp/-"), 413) }),
  )
  .get("/rsvp/:key", async (c) => {
    const clicked = c.req.query("reply");
    const shown = await inSystem(c.var.db, async (tx) => {
      const guest = await findByKey(tx, keyOf(c));
      const more = {
        clicked: isReply(clicked) ? clicked : ("none" as const),
        isSaved: c.req.query("saved") !== undefined,
        isChosen: c.req.query("chosen") !== undefined,
      };
      return guest && show(c, tx, guest, more);
    });
    return shown ? c.html(shown) : unknown(c);
  })
  .post("/rsvp/:key", async (c) => {
    const { form, lang } = await formOf(c);
    const reply = form.get("reply");
    return inSystem(c.var.db, async (tx) => {
      const guest = await findByKey(tx, keyOf(c));
      const shown = guest && (await show(c, tx, guest, { isMissing: !isReply(reply), lang }));
      if (!guest || !shown) return unknown(c, lang);
      // Too late, or nothing chosen: the page says so.
      if (!isReply(reply)) return c.html(shown, 422);
      if (!isOpen(guest.meeting, c.var.now())) return c.html(shown, 409);
      const saved = await saveReply(tx, guest, reply, c.var.now());
      if (isRefusal(saved))
        return c.html((await show(c, tx, guest, { choiceProblem: "noSeat", lang })) ?? shown, 409);
      return c.redirect(`${pathOf(c)}?saved&lang=${localeOf(c, guest, lang)}`, 303);
    });
  })
  .post("/rsvp/:key/session", async (c) => {
    const { form, lang } = await formOf(c);
    const to = z.uuid().safeParse(form.get("session")).data;
    return inSystem(c.var.db, async (tx) => {
      const again = async (choiceProblem: RsvpPage["choiceProblem"], status: 409 | 422) => {
        const guest = await findByKey(tx, keyOf(c));
        const shown = guest && (await show(c, tx, guest, { choiceProblem, lang }));
        return shown ? c.html(shown, status) : unknown(c, lang);
      };
      if (!to) return again("missing", 422);
      const chosen = await chooseSession(tx, keyOf(c), to, { config: c.var.config, now: c.var.now() });
      if (isRefusal(chosen)) return again(chosen.refusal === "sessionFull" ? "full" : "gone", 409);
      const guest = await findByKey(tx, keyOf(c));
      return c.redirect(`${pathOf(c)}?chosen&lang=${localeOf(c, guest, lang)}`, 303);
    });
  })
  .get("/rsvp/:key/invitation.ics", async (c) => {
    const entry = await inSystem(c.var.db, async (tx) => {
      const guest = await findByKey(tx, keyOf(c));
      if (!guest?.meeting.sent || guest.participant.sentSequence === null) return null;
      const { meeting, participant } = guest;
      const organizer = await organizerOf(tx, meeting, unitItself(meeting, c.var.config));
      const about = {
        said: await saidIn(tx, meeting, guest.meeting.sent),
        ...{ changed: [], cancelMessage: "", organizer, hasChoice: false },
        sequence: participant.sentSequence ?? meeting.calendarSequence,
      };
      return calendarOf(
        invitationTo(meeting, about, "invitation", participant, { config: c.var.config, now: c.var.now() }),
        meeting.state === "cancelled" ? "CANCEL" : "PUBLISH",
      );
    });
    if (!entry) return unknown(c);
    return c.body(entry, 200, {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'attachment; filename="invitation.ics"',
    });
  });
