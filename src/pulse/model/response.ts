/** What a customer sends: the form of her page, read with care, since anything may be sent to an address. */
import { type QuestionKind, scores } from "./questions.ts";

export const longestComment = 4000;
export const longestContact = 320;

/** By the question's place on the page, from 1; 0: it did not come up. */
export type Given = {
  scores: Map<number, number>;
  comment: string;
  wantsContact: boolean;
  contactDetail: string;
};
export type Wrong = "nothing" | "commentTooLong" | "contactMissing";

const tidy = (value: string | undefined): string =>
  (value ?? "")
    .replace(/\r\n?/g, "\n")
    .replace(/[\p{Cc}\p{Cs}]/gu, (sign) => (sign === "\n" ? sign : ""))
    .trim();

/** Reads a form. What does not belong to it is passed over; what is wrong is told, and nothing that was written is lost. */
export function readForm(
  form: ReadonlyMap<string, string>,
  questions: readonly { kind: QuestionKind }[],
): { given: Given; wrong: Wrong[] } {
  const given: Given = {
    scores: new Map(),
    comment: tidy(form.get("comment")),
    wantsContact: form.get("contact") === "yes",
    contactDetail: tidy(form.get("detail")).replace(/\s+/gu, " ").slice(0, longestContact),
  };
  for (const [index, { kind }] of questions.entries()) {
    const score = form.get(`q${index + 1}`);
    if (kind === "scale" && score !== undefined && /^[0-5]$/.test(score))
      given.scores.set(index + 1, Number(score));
  }
  const wrong: Wrong[] = [];
  if (given.scores.size === 0 && given.comment === "" && !given.wantsContact) wrong.push("nothing");
  if (given.comment.length > longestComment) wrong.push("commentTooLong");
  if (given.wantsContact && given.contactDetail === "") wrong.push("contactMissing");
  return { given, wrong };
}

/** The answer that was clicked in the mail, "1.4": it only fills in what the customer then sends or changes. */
export function readClicked(
  clicked: string | undefined,
  questions: readonly { kind: QuestionKind }[],
): Map<number, number> {
  const found = /^(\d{1,2})\.([1-5])$/.exec(clicked ?? "");
  const place = Number(found?.[1]);
  const score = scores.find((each) => each === Number(found?.[2]));
  return score && questions[place - 1]?.kind === "scale" ? new Map([[place, score]]) : new Map();
}
