// The product as it takes in what customers send: the same pages, the same database, in a process of its own; and before
// that, units whose customers have all been asked.
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { sql } from "kysely";
import { makeHall } from "#meeting/hall.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { createOrganisation } from "#organisation/store.ts";
import { startThrowaway } from "#platform/database/embedded.ts";
import { inSystem, makeDatabase } from "#platform/database/index.ts";
import { migrate } from "#platform/database/migrate.ts";
import { makePool } from "#platform/database/pool.ts";
import { keyHash } from "#platform/keys.ts";
import { makeLogger } from "#platform/logger.ts";
import { requestKey } from "#pulse/keys.ts";
import { makeApp } from "../../src/app.ts";
import { configFor } from "../../src/testing/config.ts";
import { asInTheProduct } from "../live/settings.ts";
import { employees, idOf, type Prepared, questions } from "./prepared.ts";

const [pulses, customers] = process.argv.slice(2).map(Number) as [number, number];
const secret = "a secret for measuring, 32 characters or more";
const embedded = await startThrowaway({ settings: asInTheProduct });
const pool = makePool(embedded.url, () => undefined);
await migrate(pool);
const db = makeDatabase(pool);

const { organisationId } = await inSystem(db, async (tx) => {
  const made = await createOrganisation(tx, {
    ...{ organisation: "Nordvarme", name: "Karen", email: "karen@nordvarme.example", locale: "da" as const },
    ...{ userId: null, isSample: false },
  });
  const o = sql`${made.organisationId}::uuid`;
  const id = (kind: string, number: string) =>
    sql.raw(`('${kind}0000000-0000-4000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`);
  const everyPulse = sql`generate_series(0, ${pulses - 1}::int) n`;
  for (const step of [
    sql`insert into unit (organisation_id, id, name) select ${o}, ${id("1", "n")}, 'Enhed ' || n from ${everyPulse}`,
    sql`insert into person (organisation_id, id, name, email) select ${o}, ${id("2", "n")}, 'Medarbejder ' || n, n || '@nordvarme.example'
      from generate_series(0, ${pulses * employees - 1}::int) n`,
    sql`insert into behaviour (organisation_id, id, unit_id, kind, act, decided_at)
      select ${o}, ${id("4", `n * ${questions} + q`)}, ${id("1", "n")}, 'decided', 'Vi ringer tilbage samme dag ' || q, now()
      from ${everyPulse}, generate_series(0, ${questions - 1}::int) q`,
    sql`insert into pulse (organisation_id, id, unit_id, title, state, lot_seed, sender_name, opens_at, closes_at, started_at)
      select ${o}, ${id("5", "n")}, ${id("1", "n")}, 'Måling', 'open', 'lot', 'Nordvarme', now(), now() + interval '9 days', now() from ${everyPulse}`,
    sql`insert into question (organisation_id, id, pulse_id, position, kind, behaviour_id, text_da)
      select ${o}, ${id("6", `n * ${questions} + q`)}, ${id("5", "n")}, q, 'scale', ${id("4", `n * ${questions} + q`)}, 'I ringede tilbage samme dag'
      from ${everyPulse}, generate_series(0, ${questions - 1}::int) q`,
    sql`insert into customer (organisation_id, id, email) select ${o}, ${id("7", "n")}, n || '@kunder.example'
      from generate_series(0, ${customers - 1}::int) n`,
    sql`insert into contact (organisation_id, id, pulse_id, customer_id, person_id, state)
      select ${o}, ${id("8", "n")}, ${id("5", `n % ${pulses}`)}, ${id("7", "n")},
        ${id("2", `(n % ${pulses}) * ${employees} + (n / ${pulses}) % ${employees}`)}, 'drawn' from generate_series(0, ${customers - 1}::int) n`,
  ])
    await step.execute(tx);
  for (let from = 0; from < customers; from += 5000) {
    const rows = Array.from({ length: Math.min(5000, customers - from) }, (_, at) => ({
      n: from + at,
      hash: keyHash(requestKey(secret, idOf("9", from + at))).toString("hex"),
    }));
    await sql`insert into request (organisation_id, id, pulse_id, contact_id, customer_id, key_hash, locale, state, mail_id)
      select ${o}, ${id("9", "n")}, ${sql.raw(`('50000000-0000-4000-8000-' || lpad(to_hex((${`n % ${pulses}`})::bigint), 12, '0'))::uuid`)},
        ${id("8", "n")}, ${id("7", "n")}, decode(hash, 'hex'), 'da', 'sent', ${id("9", "n")}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(n int, hash text)`.execute(tx);
  }
  return made;
});
await pool.query("vacuum analyze");

const now = () => new Date();
const logger = makeLogger("silent");
const config = configFor(embedded.url, { baseUrl: "http://127.0.0.1", secret });
const hall = makeHall({ db, pool, logger, now });
const identity = makeIdentity(db, config, async () => undefined);
const app = makeApp({ db, pool, config, identity, logger, hall, now });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }) as Server;
server.on("listening", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: "", port, databaseUrl: embedded.url, organisationId, secret } satisfies Prepared);
});
process.on("message", async (message) => {
  if (message !== "stop") return;
  server.closeAllConnections();
  server.close();
  await db.destroy();
  await embedded.stop();
  process.exit(0);
});
