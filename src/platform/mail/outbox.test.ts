import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../../testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test("the mails kept here show when they were sent on the organisation's clock, whatever the server's", async () => {
  await server.firstLeader();
  await server.signedInAs("karen@nordvarme.example");
  await inSystem(server.db, async (tx) => {
    await tx.updateTable("organisation").set({ timeZone: "Europe/Copenhagen" }).execute();
    await tx
      .updateTable("mail")
      .set({ createdAt: new Date("2026-07-01T22:30:00Z") })
      .execute();
  });
  const { body } = await server.browser("da")("GET", "/mail");
  expect(body).toContain("2. jul. 2026, 00.30");
});
