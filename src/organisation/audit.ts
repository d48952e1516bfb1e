import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";

export type AuditEntry = {
  /** Who did it; null where the system itself did. */
  personId: string | null;
  /** E.g. "results.read", "roles.changed". */
  action: string;
  aboutPersonId?: string | null;
  details?: Record<string, unknown>;
};

/** Written in the transaction of what it tells of: there is no reading of personal results without its entry. */
export async function audit(tx: Transaction, organisationId: string, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto("auditEntry")
    .values({
      organisationId,
      id: newId(),
      personId: entry.personId,
      action: entry.action,
      aboutPersonId: entry.aboutPersonId ?? null,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}
