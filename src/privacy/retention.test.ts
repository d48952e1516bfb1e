import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { nextHour } from "#platform/jobs/daily.ts";
import { loadSample } from "../sample/index.ts";
import { type TestServer, testServer } from "../testing/server.ts";
import { jobs, planRetention } from "./jobs.ts";
import { carryOutRetention, periods } from "./retention.ts";

let server: TestServer;
let organisationId: string;
let karen: ReturnType<TestServer["browser"]>;
beforeAll(async () => {
  server = await testServer();
  const { email } = await loadSample(server.db, server.config);
  karen = await server.signedInAs(email);
  organisationId = (
    await inSystem(server.db, (tx) =>
      tx.selectFrom("organisation").select("organisationId").executeTakeFirstOrThrow(),
    )
  ).organisationId;
});
afterAll(() => server.close());

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
const carryOut = (now: Date) =>
  inSystem(server.db, (tx) => carryOutRetention(tx, organisationId, { id: newId(), now }));
const count = async (what: string) =>
  inSystem(server.db, async (tx) => {
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from ${sql.raw(what)}`.execute(tx);
    return rows[0]!.count;
  });
const figures = () =>
  inSystem(server.db, async (tx) => ({
    rollups: await tx.selectFrom("rollup").selectAll().orderBy("questionId").orderBy("personId").execute(),
    answers: await tx.selectFrom("answer").selectAll().orderBy("responseId").orderBy("questionId").execute(),
  }));

test("what is young is kept", async () => {
  const counts = await carryOut(new Date());
  expect(counts).toMatchObject({ customers: 0, audit: 0 });
});

test("customers who have not been asked for two years are nobody any more, and no figure moves", async () => {
  await inSystem(server.db, (tx) => sql`update pulse set state = 'closed'`.execute(tx));
  const known = "customer where email not like 'erased-%'";
  const all = await count(known);
  expect(all).toBeGreaterThan(100);
  const before = await figures();
  // All but forty have been asked since.
  await inSystem(server.db, (tx) =>
    sql`update customer set last_asked_at = ${inDays(9000)}
      where id not in (select id from customer order by id limit 40)`.execute(tx),
  );
  const days = periods.find(({ key }) => key === "customers")!.days;
  expect((await carryOut(inDays(days + 1))).customers).toBe(40);
  expect(await count(known)).toBe(all - 40);
  expect(
    await count(`response join request on request.id = response.request_id
      join customer on customer.id = request.customer_id where customer.email like 'erased-%'`),
  ).toBe(0);
  expect(await count("response where comment <> '' and request_id is null")).toBe(0);
  expect(await figures()).toEqual(before);
});

test("every period deletes something when its time is over, and nothing twice", async () => {
  const token = { name: "Gammel", scopes: ["values.read"], days: 30 };
  await karen("POST", "/api/account/tokens", token);
  const counts = await carryOut(inDays(3000));
  expect(counts.audit).toBeGreaterThan(0);
  expect(counts.tokens).toBe(1);
  expect(counts.mails).toBeGreaterThanOrEqual(0);
  const again = await carryOut(inDays(3000));
  expect(
    Object.values(again).every((rows) => rows === 0),
    JSON.stringify(again),
  ).toBe(true);
});

test("it is done every night, for every organisation, and administrators see what came of it", async () => {
  expect(nextHour(new Date("2026-03-01T02:59:00Z"), 3).toISOString()).toBe("2026-03-01T03:00:00.000Z");
  expect(nextHour(new Date("2026-03-01T03:00:00Z"), 3).toISOString()).toBe("2026-03-02T03:00:00.000Z");
  await planRetention(server.db, new Date());
  await planRetention(server.db, new Date());
  const planned = "graphile_worker.jobs where task_identifier = 'privacy.retention'";
  expect(await count(planned)).toBe(1);
  const runs = await count("retention_run");
  await jobs["privacy.retention"]!({} as never, server);
  expect(await count("retention_run")).toBe(runs + 1);
  expect(await count(planned), "the next one").toBe(1);
  const { body } = await karen("GET", "/api/privacy/retention");
  const { ranAt, periods: shown } = body as unknown as {
    ranAt: string;
    periods: { key: string; rows: number }[];
  };
  expect(ranAt).toEqual(expect.any(String));
  expect(shown.find(({ key }) => key === "customers")!.rows).toBeGreaterThan(10);
  const anna = await server.signedInAs("anna.lund@nordvarme.example");
  expect((await anna("GET", "/api/privacy/retention")).status).toBe(403);
});

test("what a customer wrote to be called back by goes from her answer and from the task about it", async () => {
  const number = "12 34 56 78";
  const task = await inSystem(server.db, async (tx) => {
    const response = await tx.selectFrom("response").selectAll().limit(1).executeTakeFirstOrThrow();
    await tx
      .updateTable("response")
      .set({ wantsContact: true, contactDetail: number, submittedOn: new Date().toISOString().slice(0, 10) })
      .where("id", "=", response.id)
      .execute();
    const id = newId();
    await tx
      .insertInto("action")
      .values({
        ...{
          organisationId,
          id,
          unitId: response.unitId,
          title: `Kontakt en kunde: ${number}`,
          state: "done",
        },
        ...{ originKind: "callBack", originId: response.id },
      })
      .execute();
    return id;
  });
  const titleNow = () =>
    inSystem(server.db, (tx) =>
      tx.selectFrom("action").select("title").where("id", "=", task).executeTakeFirstOrThrow(),
    );
  const days = periods.find(({ key }) => key === "callBacks")!.days;
  await carryOut(inDays(days - 1));
  expect((await titleNow()).title).toContain(number);
  await carryOut(inDays(days + 2));
  expect((await titleNow()).title).toBe("En kunde bad om at blive kontaktet. Oplysningerne er slettet.");
  expect(await count(`response where contact_detail like '%${number}%'`)).toBe(0);
});
