import { html } from "hono/html";
import type { Attachment, Mail } from "#platform/mail/index.ts";
import { choices, linesIn, mailPage, pairs, paragraph } from "#platform/mail/page.ts";
import type { Locale } from "#platform/text/index.ts";
import { calendarObject } from "./calendar.ts";
import type { Reply } from "./meeting.wire.ts";
import type { Sent, SentPart } from "./model/changes.ts";
import { agendaTimes, whenOf } from "./said.ts";
import { text } from "./text.ts";

/** "left" and "chosen": she has gone from one session to another herself. */
export type InvitationKind = "invitation" | "update" | "cancellation" | "reminder" | "left" | "chosen";

export type Invitation = {
  kind: InvitationKind;
  meetingId: string;
  unitName: string;
  timeZone: string;
  sequence: number;
  said: Sent;
  /** What is other than people were told before. */
  changed: readonly SentPart[];
  cancelMessage: string;
  /** She may choose another session, where her link leads. */
  hasChoice: boolean;
  organizer: { name: string; email: string };
  to: { name: string; email: string; reply: Reply; locale: Locale };
  /** Personal; empty in a cancellation to somebody who was taken off the list. */
  link: string;
  /** The way into the room on the day, and its code for who types it. Opening the link changes nothing: one goes in there. */
  room: { code: string; link: string } | null;
  now: Date;
};

type InvitationMail = Pick<Mail, "subject" | "text" | "html" | "calendar" | "headers" | "messageId"> & {
  attachments?: Attachment[];
};

const placeOf = ({ place, videoLink }: Sent): string => place || videoLink;

/** What is in people's calendars: where and what for, and the way to answer. */
const descriptionOf = (invitation: Invitation, agenda: readonly string[]): string => {
  const t = text(invitation.to.locale);
  const { said, link, room } = invitation;
  const join = room ? `${t("invite.joinAt", { link: room.link })}\n${t("invite.code", room)}` : "";
  const video = said.videoLink ? t("invite.video", { link: said.videoLink }) : "";
  const answer = link ? t("invite.answerAt", { link }) : "";
  return [
    said.message,
    video,
    agenda.length ? `${t("invite.agenda")}\n${agenda.join("\n")}` : "",
    join,
    answer,
  ]
    .filter(Boolean)
    .join("\n\n");
};

export function calendarOf(invitation: Invitation, method: "REQUEST" | "CANCEL" | "PUBLISH"): string {
  const { said, to, meetingId, sequence, link, organizer, now } = invitation;
  return calendarObject(method, {
    ...{ meetingId, sequence, link, organizer },
    startsAt: new Date(said.startsAt),
    minutes: said.minutes,
    title: said.title,
    description: descriptionOf(
      invitation,
      agendaTimes(said, to.locale, invitation.timeZone).map(({ time, title }) => `${time} ${title}`),
    ),
    location: placeOf(said),
    attendee: method === "PUBLISH" ? null : to,
    stamp: now,
  });
}

/** The mail about a meeting: text, HTML, and the calendar object that lets it be accepted where mail is read. */
export function invitationMail(invitation: Invitation): InvitationMail {
  const { kind, said, to, link, unitName, timeZone, organizer } = invitation;
  const t = text(to.locale);
  const isOff = kind === "cancellation" || kind === "left";
  const answer = t(kind === "chosen" ? "invite.chosen.answer" : "invite.answer");
  const choice =
    !invitation.hasChoice || !link || kind === "chosen"
      ? ""
      : t(isOff ? "invite.chooseOther" : "invite.mayChoose");
  const room = isOff ? null : invitation.room;
  const agenda = isOff ? [] : agendaTimes(said, to.locale, timeZone);
  const when = whenOf(said, to.locale, timeZone);
  const subject = t(`invite.${kind}.subject`, { title: said.title });
  const intro = t(`invite.${kind}.intro`, { leader: organizer.name, unit: unitName, title: said.title });
  const changed = invitation.changed.map((part) => t(`part.${part}`));
  const message = isOff ? invitation.cancelMessage : kind === "reminder" ? "" : said.message;
  const facts: [string, string][] = [
    [t("invite.when"), when],
    ...(said.place && !isOff ? [[t("invite.place"), said.place] as [string, string]] : []),
    ...(said.videoLink && !isOff ? [[t("invite.videoLink"), said.videoLink] as [string, string]] : []),
  ];
  const lines = [
    t("invite.hello", { name: to.name }),
    intro,
    changed.length > 0 ? t("invite.changed", { parts: changed.join(", ") }) : "",
    facts.map(([label, value]) => `${label}: ${value}`).join("\n"),
    message,
    agenda.length > 0
      ? `${t("invite.agenda")}:\n${agenda.map(({ time, title }) => `${time}  ${title}`).join("\n")}`
      : "",
    !isOff && link ? `${answer}\n${link}` : "",
    choice && (isOff ? `${choice}\n${link}` : choice),
    room ? `${t("invite.join")}\n${room.link}\n${t("invite.code", room)}` : "",
    t("invite.greeting", { leader: organizer.name }),
  ].filter(Boolean);
  const paragraphs = (words: string) => words.split(/\n{2,}/).map((part) => paragraph(linesIn(part)));
  const body = html`${paragraph(t("invite.hello", { name: to.name }))}${paragraph(intro)}
${changed.length > 0 ? paragraph(html`<strong>${t("invite.changed", { parts: changed.join(", ") })}</strong>`) : ""}
${facts.map(([label, value]) => paragraph(html`<strong>${label}:</strong> ${/^https?:/.test(value) ? html`<a href="${value}">${value}</a>` : value}`))}
${message ? paragraphs(message) : ""}
${
  agenda.length > 0
    ? html`${paragraph(html`<strong>${t("invite.agenda")}</strong>`)}${pairs(agenda.map(({ time, title }) => ({ first: time, second: title })))}`
    : ""
}
${
  !isOff && link
    ? html`${paragraph(answer)}${choices((["yes", "maybe", "no"] as const).map((reply) => ({ href: `${link}?reply=${reply}`, label: t(`reply.${reply}`) })))}
${paragraph(t("invite.pressSend"), "small")}`
    : ""
}
${choice ? paragraph(html`${choice}${isOff ? html`<br><a href="${link}">${t("invite.toSessions")}</a>` : ""}`) : ""}
${room ? paragraph(html`${t("invite.join")}<br><a href="${room.link}">${t("invite.toRoom")}</a> · ${t("invite.code", room)}`) : ""}
${paragraph(t("invite.greeting", { leader: organizer.name }))}`;
  return {
    subject,
    text: `${lines.join("\n\n")}\n`,
    html: mailPage(to.locale, subject, body),
    // A reminder is no change: the entry in the calendar stays as it is.
    ...(kind === "reminder"
      ? {}
      : {
          calendar: {
            method: isOff ? ("CANCEL" as const) : ("REQUEST" as const),
            content: calendarOf(invitation, isOff ? "CANCEL" : "REQUEST"),
          },
        }),
  };
}
