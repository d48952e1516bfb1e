import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { scriptlessGuards } from "#platform/http/server.ts";
import { isLocale, type Locale } from "#platform/text/index.ts";
import { calendarOf } from "./invitation.ts";
import { type Reply, replies } from "./meeting.wire.ts";
import { wallTimeOf } from "./model/moment.ts";
import { mayAnswer } from "./model/sending.ts";
import { type RsvpPage, rsvpPage, style, unknownPage } from "./rsvp.html.ts";
import { findByKey, type Guest, saveReply } from "./rsvp.store.ts";
import { invitationTo, organizerOf } from "./send.store.ts";

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

/** Only what she has been sent is shown: a change that is not sent yet is not hers to know. */
function show(
  c: Context<Env>,
  { meeting, participant, organizer }: Guest,
  more: Partial<Pick<RsvpPage, "clicked" | "isSaved" | "isMissing">> & { lang?: string } = {},
): string | null {
  const { sent, timeZone, state, joinCode } = meeting;
  if (!sent || participant.sentSequence === null) return null;
  const now = c.var.now();
  const dayOf = (moment: string) => wallTimeOf(moment, timeZone).day;
  const isToday = dayOf(sent.startsAt) === dayOf(now.toISOString());
  const isOn = state === "running" || (state === "planned" && isToday);
  const mayReply = isOpen(meeting, now);
  const isOver = state === "closed" || (state === "planned" && !mayReply && !isToday);
  return rsvpPage({
    ...{ said: sent, timeZone, clicked: "none", isSaved: false, isMissing: false, ...more },
    locale: localeOf(c, { meeting, participant, organizer }, more.lang),
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
    const guest = await inSystem(c.var.db, (tx) => findByKey(tx, keyOf(c)));
    const clicked = c.req.query("reply");
    const shown =
      guest &&
      show(c, guest, {
        clicked: isReply(clicked) ? clicked : "none",
        isSaved: c.req.query("saved") !== undefined,
      });
    return shown ? c.html(shown) : unknown(c);
  })
  .post("/rsvp/:key", async (c) => {
    const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded");
    const form = new URLSearchParams(isForm ? await c.req.text() : "");
    const lang = form.get("lang") ?? undefined;
    const reply = form.get("reply");
    return inSystem(c.var.db, async (tx) => {
      const guest = await findByKey(tx, keyOf(c));
      const shown = guest && show(c, guest, { isMissing: !isReply(reply), lang });
      if (!guest || !shown) return unknown(c, lang);
      // Too late, or nothing chosen: the page says so.
      if (!isReply(reply)) return c.html(shown, 422);
      if (!isOpen(guest.meeting, c.var.now())) return c.html(shown, 409);
      await saveReply(tx, guest, reply, c.var.now());
      return c.redirect(`${pathOf(c)}?saved&lang=${localeOf(c, guest, lang)}`, 303);
    });
  })
  .get("/rsvp/:key/invitation.ics", async (c) => {
    const entry = await inSystem(c.var.db, async (tx) => {
      const guest = await findByKey(tx, keyOf(c));
      if (!guest?.meeting.sent || guest.participant.sentSequence === null) return null;
      const { meeting, participant } = guest;
      const organizer = await organizerOf(tx, meeting, {
        name: meeting.unitName,
        email: c.var.config.mailFrom.replace(/^.*<(.+)>$/, "$1"),
      });
      const about = {
        ...{ said: meeting.sent!, changed: [], cancelMessage: "", organizer },
        sequence: meeting.calendarSequence,
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
