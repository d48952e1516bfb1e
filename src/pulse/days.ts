import type { Language } from "./model/questions.ts";
import { text } from "./text.ts";

const written = (language: Language, timeZone: string, at: Date) =>
  new Intl.DateTimeFormat(language === "da" ? "da-DK" : "en-GB", { dateStyle: "long", timeZone }).format(at);

/** The last day on which an answer is taken: a window that ends at midnight ends on the day before. */
export const lastDay = (
  { closesAt, timeZone }: { closesAt: Date | null; timeZone: string },
  language: Language,
) => (closesAt ? written(language, timeZone, new Date(closesAt.getTime() - 1)) : "");

/** Which contact it is about. Its day is a day on the wall, wherever it is read. */
export const contactSentence = (sender: string, happenedOn: string | null, language: Language): string =>
  happenedOn
    ? text(language)("mail.contactOn", {
        sender,
        day: written(language, "UTC", new Date(`${happenedOn}T12:00:00Z`)),
      })
    : text(language)("mail.contact", { sender });
