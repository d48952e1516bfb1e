import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Config } from "./config.ts";
import { type Database, inSystem, type Transaction } from "./database/index.ts";
import { sealFor } from "./seal.ts";

const { seal, unseal } = sealFor("the installation's own secret");
const place = ["installation", "secret"] as const;
export const sealedSecret = (by: string, inner: string): Buffer => seal(by, ...place, inner);

/** What was sealed before there was an inner secret was sealed by SECRET itself: it goes on being the inner one there. */
async function first(tx: Transaction, secret: string): Promise<string> {
  const isUsed = await tx.selectFrom("organisation").select("organisationId").limit(1).executeTakeFirst();
  return isUsed ? secret : randomBytes(32).toString("base64url");
}

/**
 * The secret that signs sessions and links and seals conversations. It is drawn once and lies in the database, sealed with
 * `SECRET`; so `SECRET` can be changed, and nothing that was signed or sealed is lost: what the earlier one opens is sealed
 * with the present one from then on. Without either of them the database alone opens nothing.
 */
export async function openSecret(
  db: Database,
  { secret, secretsBefore, isSecretLost }: Pick<Config, "secret" | "secretsBefore" | "isSecretLost">,
): Promise<string> {
  return inSystem(db, async (tx) => {
    const read = async () =>
      (await sql<{ sealed: Buffer }>`select sealed from identity.secret`.execute(tx)).rows[0]?.sealed;
    const keep = (inner: string) =>
      sql`insert into identity.secret (sealed) values (${sealedSecret(secret, inner)})
        on conflict (is_the_one) do update set sealed = excluded.sealed`.execute(tx);
    const opened = (sealed: Buffer, by: string) => unseal<string>(by, ...place, sealed);

    const kept = await read();
    const inner = kept && opened(kept, secret);
    if (inner) return inner;
    // Servers that start together wait for each other here, and find what the first one left.
    await sql`lock table identity.secret in exclusive mode`.execute(tx);
    const sealed = await read();
    if (!sealed || isSecretLost) {
      const drawn = sealed ? randomBytes(32).toString("base64url") : await first(tx, secret);
      await keep(drawn);
      return drawn;
    }
    for (const by of [secret, ...secretsBefore]) {
      const found = opened(sealed, by);
      if (!found) continue;
      if (by !== secret) await keep(found);
      return found;
    }
    throw new Error(
      "SECRET is not the one that this database was used with. Put the earlier one into SECRET_BEFORE, or put back the file `secret` of the data folder. " +
        "Is it lost for good, SECRET_LOST=yes starts without what it sealed: notes of one-to-ones and the secrets of webhooks.",
    );
  });
}
