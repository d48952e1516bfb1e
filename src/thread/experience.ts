import type { Transaction } from "#platform/database/index.ts";
import type { Experience } from "./model/thread.ts";

/** How customers experience what they were asked about, by question. */
export async function experiencesOf(
  _tx: Transaction,
  _organisationId: string,
  _unitId: string,
): Promise<Map<string, Experience>> {
  return new Map();
}
