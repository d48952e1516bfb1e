import { html } from "hono/html";
import type { Mail } from "#platform/mail/index.ts";
import { mailPage, paragraph } from "#platform/mail/page.ts";
import type { Locale } from "#platform/text/index.ts";
import { calendarObject } from "#preparation/calendar.ts";
import { whenOf } from "#preparation/said.ts";
import { type CalendarNews, lengths, type ReviewKind } from "./model.ts";
import { text } from "./text.ts";

export type FollowUpEntry = {
  id: string;
  kind: "oneToOne" | ReviewKind;
  startsAt: Date;
  timeZone: string;
  /** The other one of a conversation, or the unit. */
  withWhom: string;
  sequence: number;
  link: string;
  organizer: { name: string; email: string };
  now: Date;
};
type Receiver = { name: string; email: string; locale: Locale };

/** Nothing of what is spoken about stands in a calendar: others read them over one's shoulder. */
export function entryOf(
  method: "REQUEST" | "CANCEL" | "PUBLISH",
  { id, kind, startsAt, withWhom, sequence, link, organizer, now }: FollowUpEntry,
  to: Receiver,
): string {
  return calendarObject(method, {
    ...{ meetingId: id, sequence, startsAt, minutes: lengths[kind], link, organizer, stamp: now },
    title: text(to.locale)(`calendar.${kind}`, { name: withWhom }),
    description: link,
    location: "",
    attendee: method === "PUBLISH" ? null : { ...to, reply: "none" },
  });
}

/**
 * The mail that puts a conversation or a review meeting into somebody's calendar, moves it or takes it out. Whoever calls
 * the meeting has nothing to accept: to her it comes as a file.
 */
export function calendarMail(
  news: CalendarNews,
  entry: FollowUpEntry,
  to: Receiver,
): Pick<Mail, "subject" | "text" | "html" | "calendar" | "attachments"> {
  const t = text(to.locale);
  const { kind, startsAt, timeZone, withWhom, link, organizer } = entry;
  const title = t(`calendar.${kind}`, { name: withWhom });
  const subject = t(`calendar.${news}`, { title });
  const when = whenOf({ startsAt: startsAt.toISOString(), minutes: lengths[kind] }, to.locale, timeZone);
  const isOff = news === "cancellation";
  const said = t(isOff ? "calendar.off" : news === "update" ? "calendar.moved" : "calendar.planned", {
    when,
  });
  const prepare = isOff ? "" : t("calendar.prepare");
  const lines = [t("calendar.hello", { name: to.name }), said, isOff ? "" : `${prepare}\n${link}`];
  const method = isOff ? "CANCEL" : "REQUEST";
  const isOrganizer = to.email === organizer.email;
  return {
    subject,
    text: `${lines.filter(Boolean).join("\n\n")}\n`,
    html: mailPage(
      to.locale,
      subject,
      html`${paragraph(t("calendar.hello", { name: to.name }))}${paragraph(said)}
${isOff ? "" : paragraph(html`<a href="${link}">${prepare}</a>`)}`,
    ),
    ...(isOrganizer
      ? {
          attachments: [
            {
              filename: `${isOff ? "cancelled" : "meeting"}.ics`,
              contentType: `text/calendar; charset=utf-8; method=${isOff ? "CANCEL" : "PUBLISH"}`,
              base64: Buffer.from(entryOf(isOff ? "CANCEL" : "PUBLISH", entry, to)).toString("base64"),
            },
          ],
        }
      : { calendar: { method, content: entryOf(method, entry, to) } }),
  };
}
