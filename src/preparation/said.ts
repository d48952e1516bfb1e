import { formatDate, formatTime } from "#design/format.ts";
import type { Locale } from "#platform/text/index.ts";
import { beginnings } from "./model/agenda.ts";
import type { Sent } from "./model/changes.ts";
import { text } from "./text.ts";

type When = Pick<Sent, "startsAt" | "minutes">;
const after = (startsAt: string, minutes: number) =>
  new Date(new Date(startsAt).getTime() + minutes * 60_000);

/** "mandag den 1. marts 2027 kl. 13.00–15.00 (Europe/Copenhagen)": day, hours and whose hours they are. */
export function whenOf({ startsAt, minutes }: When, locale: Locale, timeZone: string): string {
  const zone = zoneName(new Date(startsAt), locale, timeZone);
  return text(locale)("invite.whenIs", { when: hoursOf({ startsAt, minutes }, locale, timeZone), zone });
}

/** The same where it has been said whose hours they are. */
export function hoursOf({ startsAt, minutes }: When, locale: Locale, timeZone: string): string {
  const time = (moment: Date | string) => formatTime(locale, moment, { timeZone });
  return text(locale)("invite.hours", {
    day: formatDate(locale, startsAt, { style: "full", timeZone }),
    from: time(startsAt),
    to: time(after(startsAt, minutes)),
  });
}

const zoneName = (moment: Date, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(locale === "da" ? "da-DK" : "en-GB", { timeZone, timeZoneName: "long" })
    .formatToParts(moment)
    .find(({ type }) => type === "timeZoneName")?.value ?? timeZone;

/** The agenda with the time on the clock at which each block begins. */
export function agendaTimes(
  { startsAt, agenda }: Pick<Sent, "startsAt" | "agenda">,
  locale: Locale,
  timeZone: string,
): { time: string; title: string; minutes: number }[] {
  const begins = beginnings(agenda);
  return agenda.map((item, index) => ({
    ...item,
    time: formatTime(locale, after(startsAt, begins[index]!), { timeZone }),
  }));
}
