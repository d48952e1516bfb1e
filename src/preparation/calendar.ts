import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import type { Reply } from "./meeting.wire.ts";

export type CalendarEntry = {
  meetingId: string;
  /** Rises with every change that people are sent (RFC 5546); the UID stays. */
  sequence: number;
  startsAt: Date;
  minutes: number;
  title: string;
  description: string;
  /** The room, or the video link where there is none. */
  location: string;
  link: string;
  organizer: { name: string; email: string };
  attendee: { name: string; email: string; reply: Reply } | null;
  stamp: Date;
};

const status = {
  none: ICalAttendeeStatus.NEEDSACTION,
  yes: ICalAttendeeStatus.ACCEPTED,
  no: ICalAttendeeStatus.DECLINED,
  maybe: ICalAttendeeStatus.TENTATIVE,
};

/** The same for as long as the meeting lives, wherever the installation moves to. */
const uidOf = (meetingId: string): string => `${meetingId}@meeting.udlev`;

/** Control characters have no place in a calendar's line; a line break and a tab do. */
const withoutControls = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, "");

/**
 * A calendar object (RFC 5545/5546). Times are in UTC, which every calendar shows where its owner is; only the one it is
 * for is named, since who else comes is not the business of her mail program.
 */
export function calendarObject(method: "REQUEST" | "CANCEL" | "PUBLISH", entry: CalendarEntry): string {
  const calendar = new ICalCalendar({
    method: ICalCalendarMethod[method],
    prodId: { company: "Udlev", product: "Udlev", language: "DA" },
  });
  const event = calendar.createEvent({
    id: uidOf(entry.meetingId),
    sequence: entry.sequence,
    stamp: entry.stamp,
    start: entry.startsAt,
    end: new Date(entry.startsAt.getTime() + entry.minutes * 60_000),
    summary: withoutControls(entry.title),
    description: withoutControls(entry.description),
    location: withoutControls(entry.location) || null,
    url: entry.link,
    organizer: entry.organizer,
    status: method === "CANCEL" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (entry.attendee)
    event.createAttendee({
      name: entry.attendee.name,
      email: entry.attendee.email,
      role: ICalAttendeeRole.REQ,
      status: status[entry.attendee.reply],
      rsvp: method === "REQUEST",
    });
  // Every line ends, the last one too (RFC 5545 §3.1).
  return `${calendar.toString()}\r\n`;
}
