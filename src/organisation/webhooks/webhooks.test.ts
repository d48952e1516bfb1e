import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook as Standard } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { loadSample } from "../../sample/index.ts";
import { type TestServer, testServer } from "../../testing/server.ts";
import { jobs } from "./jobs.ts";
import { nextAttempt, secretsOf } from "./model.ts";
import type { Delivery, Webhook } from "./wire.ts";

type Browser = ReturnType<TestServer["browser"]>;
type Came = { headers: IncomingHttpHeaders; body: string };

let server: TestServer;
let karen: Browser;
let came: Came[] = [];
let answerWith = 204;
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    came.push({ headers: request.headers, body });
    response.writeHead(answerWith).end("something that is nobody's business");
  });
});
const host = () => `127.0.0.1:${(receiver.address() as AddressInfo).port}`;

beforeAll(async () => {
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
  server = await testServer();
  server.config.webhookHosts.push(host());
  const { email } = await loadSample(server.db, server.config);
  karen = await server.signedInAs(email);
});
afterAll(async () => {
  await server.close();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  came = [];
  answerWith = 204;
});

const add = async (events = ["person.added"]) => {
  const { status, body } = await karen("POST", "/api/webhooks", {
    name: "CRM",
    url: `http://${host()}/udlev`,
    events,
  });
  expect(status).toBe(200);
  return body as unknown as { id: string; secret: string };
};
const remove = (id: string) => karen("DELETE", `/api/webhooks/${id}`);
const deliveries = async (id: string) =>
  ((await karen("GET", `/api/webhooks/${id}/deliveries`)).body as unknown as { deliveries: Delivery[] })
    .deliveries;
/** What the queue would do now. */
async function work(): Promise<void> {
  const waiting = await inSystem(server.db, (tx) =>
    tx
      .selectFrom("webhookDelivery")
      .select(["organisationId", "id"])
      .where("state", "=", "waiting")
      .execute(),
  );
  for (const each of waiting) await jobs["webhook.deliver"]!(each as never, server);
}
const addPerson = (email: string) =>
  karen("POST", "/api/organisation/people", { name: "Ny Hansen", email, roles: [] });

test("a receiver is told by ids, and can tell by the reference library that it was us", async () => {
  const { id, secret } = await add();
  const { body } = await addPerson("ny1@nordvarme.example");
  await work();
  expect(came).toHaveLength(1);
  const [{ headers, body: text }] = came as [Came];
  const message = new Standard(secret).verify(text, headers as Record<string, string>) as object;
  expect(message).toMatchObject({ type: "person.added", data: { personId: (body as { id?: string }).id } });
  expect(text).not.toContain("Hansen");
  expect(() => new Standard(secret).verify(`${text} `, headers as Record<string, string>)).toThrow();
  expect(() => new Standard("whsec_bm90IGl0").verify(text, headers as Record<string, string>)).toThrow();
  expect((await deliveries(id))[0]).toMatchObject({ state: "delivered", attempts: [{ status: 204 }] });
  await remove(id);
});

test("what was refused is taken back, and nobody is told of it", async () => {
  const { id } = await add();
  expect((await addPerson("ny1@nordvarme.example")).status, "taken").toBe(422);
  await work();
  expect(came).toEqual([]);
  await remove(id);
});

test("what is not taken is tried again with growing pauses, and given up after ten times", async () => {
  const { id } = await add();
  await addPerson("ny2@nordvarme.example");
  answerWith = 500;
  await work();
  const [first] = (await deliveries(id)) as [Delivery];
  expect(first).toMatchObject({ state: "waiting", attempts: [{ status: 500 }] });
  for (let round = 0; round < 9; round++) await work();
  const [last] = (await deliveries(id)) as [Delivery];
  expect([last.state, last.attempts.length, last.nextAt]).toEqual(["failed", 10, null]);
  expect(new Set(came.map(({ headers }) => headers["webhook-id"])).size, "the same message").toBe(1);
  expect(JSON.stringify(last)).not.toContain("nobody's business");

  answerWith = 200;
  expect((await karen("POST", `/api/webhooks/${id}/deliveries/${last.id}/again`)).status).toBe(200);
  await work();
  const again = (await deliveries(id))[0]!;
  expect([again.state, again.messageId]).toEqual(["delivered", last.messageId]);
  await remove(id);
});

test("the pauses grow to a day, and end after three", () => {
  const now = new Date(0);
  const at = Array.from({ length: 10 }, (_, failed) => nextAttempt(failed + 1, now)?.getTime() ?? null);
  expect(at.at(-1)).toBeNull();
  const pauses = at.slice(0, -1) as number[];
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses.reduce((sum, each) => sum + each, 0) / 3_600_000).toBeGreaterThan(72);
});

test("a receiver that says it is gone is told no more", async () => {
  const { id } = await add();
  await addPerson("ny3@nordvarme.example");
  answerWith = 410;
  await work();
  const all = (await karen("GET", "/api/webhooks")).body as unknown as Webhook[];
  expect(all.find((each) => each.id === id)).toMatchObject({ off: "gone", failed: 1 });
  await addPerson("ny4@nordvarme.example");
  await work();
  expect(came).toHaveLength(1);
  await remove(id);
});

test("a secret that is replaced signs beside the new one for a day", async () => {
  const { id, secret } = await add();
  const made = (await karen("POST", `/api/webhooks/${id}/secret`)).body as unknown as { secret: string };
  await karen("POST", `/api/webhooks/${id}/test`);
  await work();
  const [{ headers, body }] = came as [Came];
  for (const each of [secret, made.secret])
    expect(new Standard(each).verify(body, headers as Record<string, string>)).toMatchObject({
      type: "test",
    });
  const secrets = { current: "b", previous: "a", previousUntil: "2026-01-02T00:00:00Z" };
  expect(secretsOf(secrets, new Date("2026-01-01T23:59:00Z"))).toEqual(["b", "a"]);
  expect(secretsOf(secrets, new Date("2026-01-02T00:00:00Z"))).toEqual(["b"]);
  const kept = await inSystem(server.db, (tx) => tx.selectFrom("webhook").select("secrets").execute());
  for (const row of kept) expect(row.secrets.toString("latin1")).not.toContain(made.secret.slice(6, 20));
  await remove(id);
});

test("an address inside the network is refused where it is written, and where it is called", async () => {
  for (const [url, type] of [
    ["https://127.0.0.1/x", "url.inward"],
    ["https://[::ffff:10.0.0.1]/x", "url.inward"],
    ["http://a.example/x", "url.notHttps"],
    ["file:///etc/passwd", "url.noAddress"],
  ]) {
    const { status, body } = await karen("POST", "/api/webhooks", { url, events: ["person.added"] });
    expect([
      status,
      (body as { type?: string }).type,
      (body as { errors?: { field: string }[] }).errors?.[0]?.field,
    ]).toEqual([422, `/problems/${type}`, "url"]);
  }
  // One that came to be there before the rule, or whose name has begun to lead inward.
  const { id } = await add();
  await inSystem(server.db, (tx) =>
    tx
      .updateTable("webhook")
      .set({ url: `https://127.0.0.1:${(receiver.address() as AddressInfo).port + 1}/` })
      .where("id", "=", id)
      .execute(),
  );
  await karen("POST", `/api/webhooks/${id}/test`);
  await work();
  expect((await deliveries(id))[0]!.attempts).toMatchObject([{ problem: "inward" }]);
  expect(came).toEqual([]);
  await remove(id);
});

test("two who change one at once do not overwrite each other", async () => {
  const { id } = await add();
  const path = `/api/webhooks/${id}`;
  expect((await karen("PATCH", path, { name: "Et", version: 1 })).status).toBe(200);
  expect((await karen("PATCH", path, { name: "To", version: 1 })).status).toBe(409);
  expect((await karen("PATCH", path, { isOn: false, version: 2 })).status).toBe(200);
  await addPerson("ny5@nordvarme.example");
  expect(await deliveries(id)).toEqual([]);
  await remove(id);
  expect((await remove(id)).status).toBe(404);
});
