export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429;

/**
 * "No", as a value: a rule was asked and says why not. `refusal` names the reason; the room's texts hold its
 * sentence under `refusal.<reason>`. `field` is the input it belongs to, as the wire's schema calls it.
 */
export type Refusal = {
  refusal: string;
  field?: string;
  values?: Record<string, string | number>;
  status?: RefusalStatus;
};

export const refuse = (refusal: string, more: Omit<Refusal, "refusal"> = {}): Refusal => ({
  refusal,
  ...more,
});

export const isRefusal = (result: unknown): result is Refusal =>
  typeof result === "object" && result !== null && typeof (result as Refusal).refusal === "string";
