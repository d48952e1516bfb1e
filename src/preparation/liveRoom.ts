import type { Transaction } from "#platform/database/index.ts";
import type { Refusal } from "#platform/refusal.ts";

type Of = { organisationId: string; id: string };
/** What is written beside, in the same transaction; a refusal takes both back. */
type Write<T> = (tx: Transaction) => Promise<T | Refusal>;

/** The room in which a meeting is held, as far as its plan has to tell it something. It stands further down: app.ts hands it in. */
export type LiveRoom = {
  /** Whatever is open for answers there closes, and nobody writes any more. Nothing that was written is lost. */
  callOff: <T extends object>(of: Of, message: string, write: Write<T>) => Promise<T | Refusal>;
  /** The meeting has a day again: what was open then opens, unless its time is up. */
  takeUp: <T extends object>(of: Of, write: Write<T>) => Promise<T | Refusal>;
};
