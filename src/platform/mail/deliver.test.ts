import { afterAll, beforeAll, expect, test } from "vitest";
import type { Config } from "#platform/config.ts";
import { makeLogger } from "#platform/logger.ts";
import { postOffice } from "../../testing/postOffice.ts";
import { inOrganisation } from "../database/index.ts";
import { type TestDatabase, testDatabase } from "../database/testing.ts";
import { mailJobs } from "./deliver.ts";
import { deliverMailJob, queueMail } from "./index.ts";

const organisationId = "11111111-1111-4111-8111-111111111111";
let database: TestDatabase;
let office: Awaited<ReturnType<typeof postOffice>>;
beforeAll(async () => {
  database = await testDatabase();
  office = await postOffice();
  await inOrganisation(database.db, organisationId, (tx) =>
    tx
      .insertInto("organisation")
      .values({ organisationId, name: "Nordvarme", locale: "da", timeZone: "Europe/Copenhagen" })
      .execute(),
  );
});
afterAll(async () => {
  await office.close();
  await database.close();
});

const queued = (email: string) =>
  inOrganisation(database.db, organisationId, (tx) =>
    queueMail(tx, {
      ...{
        organisationId,
        to: { email },
        subject: "Hej",
        text: "https://udlev.example/s/hemmelig",
        kind: "test",
      },
      messageId: `<${email}>`,
    }),
  );
const deliver = (id: string) => {
  const config = { smtpUrl: office.url, mailFrom: "udlev@nordvarme.example" } as Config;
  const job = mailJobs(config)[deliverMailJob]!;
  return job({ organisationId, id }, { db: database.db, config, logger: makeLogger("silent") });
};
const mailOf = (id: string) =>
  inOrganisation(database.db, organisationId, (tx) =>
    tx.selectFrom("mail").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
  );

test("a mail is sent once, however often its job runs, and its personal link is not kept", async () => {
  const { id } = await queued("anna@kunde.example");
  await deliver(id);
  await deliver(id);
  expect(office.to("anna@kunde.example")).toHaveLength(1);
  const { state, sentAt, content } = await mailOf(id);
  expect({ state, sentAt, content }).toEqual({
    ...{ state: "sent", sentAt: expect.any(Date), content: { messageId: "<anna@kunde.example>" } },
  });
});

test("a receiver's final no is not tried again, a passing one is", async () => {
  const refused = await queued("nobody@kunde.example");
  await deliver(refused.id);
  expect(await mailOf(refused.id)).toMatchObject({ state: "failed", failure: "SMTP 550" });
  const later = await queued("busy@kunde.example");
  await expect(deliver(later.id)).rejects.toThrow("SMTP 451");
  await deliver(later.id);
  expect(await mailOf(later.id)).toMatchObject({ state: "sent", attempts: 2 });
});

test("handed over whole, and the connection lost before the answer: in doubt, and not sent again by itself", async () => {
  const { id } = await queued("silent@kunde.example");
  await deliver(id);
  expect(await mailOf(id)).toMatchObject({ state: "inDoubt" });
  await deliver(id);
  expect(office.to("silent@kunde.example")).toHaveLength(1);
});
