import type { Facets } from "./room.ts";

/** Whether a wording says what is done: "Vi …" alone is only its beginning. */
export const saysSomething = (act: string): boolean =>
  /[\p{L}\p{N}]/u.test(act.trim().replace(/^(vi|we)(?![\p{L}\p{N}])/iu, ""));

/** Whether it begins as what a unit agrees begins: "Vi …", or "Jeg …" where it is the leader's own. A hint, nothing more. */
export const isOurs = (act: string): boolean => /^[\s"“”„»«]*(vi|we|jeg|i)(?![\p{L}\p{N}])/iu.test(act);

type Worded = { act: string; situation: string; facets: Facets };
const folded = (words: string): string =>
  words
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\s.]+$/, "")
    .toLowerCase();
/** Whether nothing was changed but a space, a capital or the last full stop: nobody is asked again for that. */
export const saysTheSame = (one: Worded, other: Worded): boolean => {
  const words = ({ act, situation, facets }: Worded) => [
    ...[act, situation].map(folded),
    ...Object.entries(facets)
      .filter(([, facet]) => facet?.text)
      .map(([key, facet]) => `${key} ${folded(facet!.label)} ${folded(facet!.text)}`)
      .sort(),
  ];
  return words(one).join("\n") === words(other).join("\n");
};

/** A consent is for the words it was given to. */
export const isForWords = (consent: { wording?: string }, decision: { wording?: string }): boolean =>
  (consent.wording ?? "") === (decision.wording ?? "");

/** What a decision may lack and be taken all the same, once whoever leads has been told. */
export const lacks = ["consent", "few", "concern", "value"] as const;
export type Lack = (typeof lacks)[number];

/**
 * Nobody has said whether they can live with it, or most have not; somebody has a concern that nobody has read; it is tied
 * to none of the values.
 */
export function lacksOf(
  { answers, unread, valueId }: { answers: number; unread: number; valueId: string | null },
  { people, values }: { people: number; values: number },
): Lack[] {
  const isUnasked = people > 0 && answers === 0;
  return [
    ...(isUnasked ? ["consent" as const] : []),
    ...(!isUnasked && answers * 2 < people ? ["few" as const] : []),
    ...(unread > 0 ? ["concern" as const] : []),
    ...(values > 0 && !valueId ? ["value" as const] : []),
  ];
}
