/** Whether a wording says what is done: "Vi …" alone is only its beginning. */
export const saysSomething = (act: string): boolean =>
  /[\p{L}\p{N}]/u.test(act.trim().replace(/^(vi|we)(?![\p{L}\p{N}])/iu, ""));

/** What a decision may lack and be taken all the same, once whoever leads has been told. */
export const lacks = ["consent", "value"] as const;
export type Lack = (typeof lacks)[number];

/** Nobody has said whether they can live with it; it is tied to none of the values. */
export function lacksOf(
  { answers, valueId }: { answers: number; valueId: string | null },
  { people, values }: { people: number; values: number },
): Lack[] {
  const isUnasked = people > 0 && answers === 0;
  return [...(isUnasked ? ["consent" as const] : []), ...(values > 0 && !valueId ? ["value" as const] : [])];
}
