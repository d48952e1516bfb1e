import type { AgendaItem } from "./agenda.ts";

/** What people were told of a meeting, as it was sent to them. */
export type Sent = {
  title: string;
  startsAt: string;
  minutes: number;
  place: string;
  videoLink: string;
  message: string;
  agenda: { title: string; minutes: number }[];
};
export const sentParts = ["title", "startsAt", "minutes", "place", "videoLink", "message", "agenda"] as const;
export type SentPart = (typeof sentParts)[number];

export const toSend = (
  meeting: Omit<Sent, "agenda" | "startsAt"> & { startsAt: Date },
  agenda: readonly Pick<AgendaItem, "title" | "minutes">[],
): Sent => ({
  title: meeting.title,
  startsAt: meeting.startsAt.toISOString(),
  minutes: meeting.minutes,
  place: meeting.place,
  videoLink: meeting.videoLink,
  message: meeting.message,
  agenda: agenda.map(({ title, minutes }) => ({ title, minutes })),
});

const isSameAgenda = (a: Sent["agenda"], b: Sent["agenda"]): boolean =>
  a.length === b.length &&
  a.every((item, index) => item.title === b[index]!.title && item.minutes === b[index]!.minutes);

/** The parts in which a meeting is no longer what people were told. */
export const changedParts = (before: Sent, now: Sent): SentPart[] =>
  sentParts.filter((part) =>
    part === "agenda" ? !isSameAgenda(before.agenda, now.agenda) : before[part] !== now[part],
  );

/** Whoever said she would come, said it of another time. */
export const asksAnew = (parts: readonly SentPart[]): boolean =>
  parts.includes("startsAt") || parts.includes("minutes");
