/**
 * Everything that the API can be asked, asked in random order by people who have no business with it: nobody, an
 * administrator and leader of another organisation, and her program with every scope; with ids, names and addresses of an
 * organisation that is not theirs. Afterwards not one row of it has changed, and nothing of it has been told.
 */
import { createHash } from "node:crypto";
import { makeHall } from "#meeting/hall.ts";
import { scopes } from "#organisation/account/model.ts";
import { makeToken } from "#organisation/account/token.store.ts";
import { makeIdentity } from "#organisation/identity.ts";
import { sendSignInLink } from "#organisation/signIn.routes.ts";
import { createOrganisation } from "#organisation/store.ts";
import { connectForAll, tablesOf } from "#platform/database/backup.ts";
import { startThrowaway } from "#platform/database/embedded.ts";
import { inSystem, makeDatabase } from "#platform/database/index.ts";
import { migrate } from "#platform/database/migrate.ts";
import { makePool } from "#platform/database/pool.ts";
import { plausible, type Schema } from "#platform/http/plausible.ts";
import { makeLogger } from "#platform/logger.ts";
import { isRefusal } from "#platform/refusal.ts";
import { makeApp } from "../src/app.ts";
import { loadSample } from "../src/sample/index.ts";
import { configFor } from "../src/testing/config.ts";
import { makeChance } from "./chance.ts";
import type { Report } from "./report.ts";

const requests = Number(process.env.REQUESTS ?? 6000);

type Described = {
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  security: object[];
};

export async function run(seed: number): Promise<Report> {
  const chance = makeChance(seed);
  const pick = <T>(all: readonly T[]): T => chance.of(all)!;
  const embedded = await startThrowaway();
  const pool = makePool(embedded.url, () => undefined, 8);
  const db = makeDatabase(pool);
  const client = await (async () => {
    await migrate(pool);
    return connectForAll(embedded.url);
  })();
  const config = configFor(embedded.url);
  const logger = makeLogger("silent");
  // The clock runs ahead, so that a program's minute is over before it has asked too often.
  let clock = Date.now();
  const now = () => {
    clock += 200;
    return new Date(clock);
  };
  const identity = makeIdentity(db, config, sendSignInLink(db, config));
  const hall = makeHall({ db, pool, logger, now });
  const app = makeApp({ db, pool, config, identity, logger, hall, now });
  try {
    await loadSample(db, config);
    const mine = (await client.query("select organisation_id from organisation")).rows[0]
      .organisation_id as string;

    const viewer = await inSystem(db, async (tx) => {
      const email = "ulla@andet.example";
      const first = { organisation: "Andetvarme", name: "Ulla", email, locale: "da" as const, userId: null };
      const made = await createOrganisation(tx, first);
      return {
        ...made,
        ...{ name: "Ulla", email, locale: "da" as const, timeZone: "Europe/Copenhagen", roles: [] },
      };
    });
    const made = await inSystem(db, (tx) =>
      makeToken(tx, viewer, { name: "chaos", scopes, days: 30 }, new Date(clock)),
    );
    if (isRefusal(made)) throw new Error(made.refusal);
    const headers = { origin: "http://localhost", "content-type": "application/json" };
    const post = (path: string, body: object) =>
      app.request(`http://localhost${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    await post("/api/organisation/sign-in/link", { email: viewer.email });
    const { rows: mails } = await client.query("select content from mail where to_email = $1", [
      viewer.email,
    ]);
    const link = (mails[0].content as { text: string }).text.match(/\/sign-in\/link\/(\S+)/)![1];
    const cookie = (
      await post("/api/organisation/sign-in/confirm", { token: link })
    ).headers.getSetCookie()[0]!;
    const people = {
      nobody: {},
      "administrator and leader of another organisation": { cookie: cookie.split(";")[0]! },
      "program of another organisation": { authorization: `Bearer ${made.token}` },
    };

    const tables = (await tablesOf(client)).filter(({ columns }) =>
      columns.some((name) => name.includes("organisation_id")),
    );
    const figures = async () => {
      const sums = new Map<string, string>();
      for (const { table } of tables) {
        const { rows } = await client.query(
          `select to_jsonb(t)::text as row from ${table} t where organisation_id = $1 order by 1`,
          [mine],
        );
        sums.set(
          table,
          createHash("sha256")
            .update(rows.map(({ row }) => row).join("\n"))
            .digest("hex"),
        );
      }
      return sums;
    };
    const ids: string[] = [];
    for (const { table, columns } of tables)
      if (columns.includes("id") || columns.includes('"id"')) {
        const { rows } = await client.query(`select id from ${table} where organisation_id = $1 limit 40`, [
          mine,
        ]);
        ids.push(...rows.map(({ id }) => String(id)));
      }
    const told = (await client.query("select name, email from person where organisation_id = $1", [mine]))
      .rows;
    const secrets = [mine, ...told.map(({ email }) => email as string)];

    const document = await (await app.request("/api/openapi.json")).json();
    const refs = document.components.schemas as Record<string, Schema>;
    const routes = Object.entries(document.paths as Record<string, Record<string, Described>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, described]) => ({
          method: method.toUpperCase(),
          path,
          described,
        })),
    );
    // Signing out would end what is tried here.
    const closed = routes.filter(
      ({ path }) => !/sign-out|\/account\/sessions|\/first$|\/sample$/u.test(path),
    );

    const lost = { told: [] as string[], past: [] as string[], broken: [] as string[] };
    const tried: Record<string, number> = {
      routes: closed.length,
      "ids of the other organisation": ids.length,
    };
    const before = await figures();
    for (let count = 0; count < requests; count++) {
      const { method, path, described } = pick(closed);
      const [name, extra] = pick(Object.entries(people));
      const query = (described.parameters ?? []).filter(({ in: where }) => where === "query");
      const search = query.map((each) => `${each.name}=${each.name === "page" ? 1 : pick(ids)}`).join("&");
      const filled = path.replaceAll(/\{(\w+)\}/gu, (_, each: string) =>
        each === "kind" ? pick(["people", "customers"]) : pick(ids),
      );
      const json = described.requestBody?.content["application/json"]?.schema;
      const body = json ? JSON.stringify(plausible(json, refs, pick(ids), chance.happens(0.5))) : undefined;
      const address = search && chance.happens(0.7) ? `${filled}?${search}` : filled;
      const answer = await app.request(`http://localhost${address}`, {
        method,
        headers: { ...headers, ...extra } as Record<string, string>,
        ...(body && method !== "GET" ? { body } : {}),
      });
      const shown = `${name}: ${method} ${path}: ${answer.status}`;
      const text = await answer.text();
      tried[`answered ${answer.status}`] = (tried[`answered ${answer.status}`] ?? 0) + 1;
      if (answer.status >= 500) lost.broken.push(`${shown} ${text.slice(0, 200)}`);
      if (name === "nobody" && described.security.length > 0 && answer.status !== 401) lost.past.push(shown);
      if (secrets.some((secret) => text.includes(secret))) lost.told.push(shown);
    }
    const after = await figures();
    const changed = [...before].filter(([table, sum]) => after.get(table) !== sum).map(([table]) => table);
    return {
      tried: { requests, "tables compared row by row": tables.length, ...tried },
      lost: [
        { what: "a row of the other organisation changed", examples: changed },
        { what: "something of the other organisation was told", examples: lost.told },
        { what: "somebody who is not signed in got past the door", examples: lost.past },
        { what: "the server failed", examples: lost.broken },
      ],
    };
  } finally {
    await client.end();
    await db.destroy();
    await embedded.stop();
  }
}
