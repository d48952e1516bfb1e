import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { type TestServer, testServer } from "../../testing/server.ts";
import { queueMail } from "./index.ts";

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

test("a mail is found by whom it went to, and what travels with it can be opened", async () => {
  const { personId, organisationId } = await inSystem(server.db, (tx) =>
    tx.selectFrom("person").select(["id as personId", "organisationId"]).executeTakeFirstOrThrow(),
  );
  expect(personId).toBeTruthy();
  await inSystem(server.db, (tx) =>
    queueMail(tx, {
      ...{ organisationId, kind: "test", subject: "Indbydelse <b>", text: "Kom" },
      to: { name: "Åse", email: "aase@nordvarme.example" },
      calendar: { method: "REQUEST", content: "BEGIN:VCALENDAR" },
      attachments: [{ filename: "plan æ.txt", contentType: "text/plain", base64: "aGVq" }],
    }),
  );
  const browser = server.browser("da");
  const { body } = await browser("GET", "/mail?search=aase%40");
  expect(body).toContain("Indbydelse &lt;b&gt;");
  expect(body).not.toContain("karen@nordvarme.example");
  const [file, entry] = [...body.matchAll(/href="(\/mail\/[^"]+)"/g)].map(([, href]) => href);
  expect((await browser("GET", file)).body).toBe("hej");
  expect((await browser("GET", entry)).body).toBe("BEGIN:VCALENDAR");
  expect((await browser("GET", `${file}9`)).status).toBe(404);
  expect((await browser("GET", "/mail/nobody/0")).status).toBe(404);
  expect((await browser("GET", "/mail?search=%00'%25")).body).toContain("Ingen mail passer");
});
