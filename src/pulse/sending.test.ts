import type { ParsedMail } from "mailparser";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { startJobs } from "#platform/jobs/index.ts";
import { makeLogger } from "#platform/logger.ts";
import { mailJobs, settleInterruptedMail } from "#platform/mail/deliver.ts";
import { postOffice } from "../testing/postOffice.ts";
import { takeLargeFile } from "./import/job.ts";
import { jobs } from "./jobs.ts";
import { takeBackFrom } from "./takeBack.store.ts";
import { addressOf, linkIn, type UnitWithDecisions, unitWithDecisions } from "./testing/unit.ts";
import { tick } from "./tick.ts";

let unit: UnitWithDecisions;
let pulse: Awaited<ReturnType<UnitWithDecisions["newPulse"]>>;
const day = 86_400_000;

beforeEach(async () => {
  unit = await unitWithDecisions();
  pulse = await unit.newPulse();
  await pulse.makeReady();
});
afterEach(() => unit.close());

/** Looks after the measurement as its job does, at a time of the test's choosing. */
const tickAt = (at: Date, id = pulse.id) =>
  inOrganisation(unit.db, unit.organisationId, (tx) =>
    tick(tx, unit.config, { organisationId: unit.organisationId, pulseId: id }, at),
  );
const progress = async (path = pulse.path) => (await unit.leader("GET", `${path}/progress`)).body;
const setMails = (state: string, where: { kind?: string; to?: string } = {}, failure: string | null = null) =>
  inSystem(unit.db, (tx) => {
    let query = tx.updateTable("mail").set({ state, failure, sentAt: state === "sent" ? new Date() : null });
    if (where.kind) query = query.where("kind", "=", where.kind);
    if (where.to) query = query.where("toEmail", "=", where.to);
    return query.where("kind", "in", ["pulse", "pulseReminder"]).execute();
  });
const mailsOf = (kind: string) =>
  inSystem(unit.db, (tx) =>
    tx.selectFrom("mail").selectAll().where("kind", "=", kind).orderBy("createdAt").execute(),
  );
const emails = (count: number, name = "kunde") =>
  Array.from({ length: count }, (_, index) => `${name}${index}@kunder.example`);

const changeSettings = async (change: object) => {
  const settings = (await unit.leader("GET", "/api/organisation/settings")).body;
  return unit.leader("PATCH", "/api/organisation/settings", { ...settings, ...change });
};
const ownLook = { brandColour: "#ffdd55", brandLineDa: "Altid varme i nærheden", brandLineEn: "" };
/** Name, colour and a logo of which nothing is seen on black. */
async function inOwnLook() {
  await changeSettings({ branding: "consented", name: "Nordvarme & Søn", ...ownLook });
  const letters = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="200"><rect x="90" y="40" width="600" height="120"/></svg>`;
  const form = new FormData();
  form.append(
    "file",
    new File([new Uint8Array(await sharp(Buffer.from(letters)).png().toBuffer())], "logo.png"),
  );
  form.append("version", "0");
  expect((await unit.leader("POST", "/api/organisation/look/logo", form)).status).toBe(200);
}
const customersFile = (name: string) =>
  new File([`Medarbejder;Mail\nAnna Lund;${name}@kunder.example\n`], `${name}.csv`);

describe("through a real mail server", () => {
  let office: Awaited<ReturnType<typeof postOffice>>;
  let runner: Awaited<ReturnType<typeof startJobs>>;
  beforeEach(async () => {
    office = await postOffice();
    const config = { ...unit.config, smtpUrl: office.url };
    const context = { db: unit.db, config, logger: makeLogger("silent") };
    runner = await startJobs(unit.pool, { ...mailJobs(config), ...jobs }, context);
  });
  afterEach(async () => {
    await runner.stop();
    await office.close();
  });
  const asking = () => office.mails.filter((mail) => mail.headers.has("list"));

  test("each customer gets one neutral mail with a link of her own; a dead address is never tried again", async () => {
    await pulse.addContacts("hanne@kunder.example", "ib@kunder.example", "nobody@kunder.example");
    expect((await pulse.start()).body).toMatchObject({ drawn: 3 });
    await vi.waitFor(async () => expect((await progress()).requests).toMatchObject({ sent: 2, bounced: 1 }), {
      timeout: 20_000,
      interval: 50,
    });
    const mails = asking();
    expect(mails.map(addressOf).sort()).toEqual(["hanne@kunder.example", "ib@kunder.example"]);
    const [mail, other] = mails as [ParsedMail, ParsedMail];
    expect(linkIn(mail)).not.toBe(linkIn(other));
    const link = linkIn(mail);
    const header = (name: string) =>
      String((mail.headerLines.find(({ key }) => key === name) ?? { line: "" }).line);
    expect(header("list-unsubscribe")).toContain(`<http://localhost${link}/stop?lang=da>`);
    expect(header("list-unsubscribe-post")).toContain("List-Unsubscribe=One-Click");
    expect(header("message-id")).toMatch(/<[\w-]{36}@localhost>/);
    expect(mail.text).toContain("Du var i kontakt med Nordvarme den 5. januar 2026.");
    expect(mail.html).toContain(`href="http://localhost${link}?a=1.5"`);
    // Neutral: nothing is loaded, nothing is shown off.
    expect(mail.html).not.toMatch(/<img|src=|<link|@import|url\(/i);
    expect(mail.attachments).toEqual([]);

    const closed = (await pulse.read()).version;
    await unit.leader("POST", `${pulse.path}/state`, { state: "closed", version: closed });
    await vi.waitFor(async () => {
      const [row] = await inSystem(unit.db, (tx) =>
        tx.selectFrom("customer").select("bouncedAt").where("email", "=", "nobody@kunder.example").execute(),
      );
      expect(row!.bouncedAt).not.toBeNull();
    }, 20_000);
  });

  test("the organisation's logo comes with the mail to her who has agreed, and nothing is fetched when it is read", async () => {
    await inOwnLook();
    await pulse.send("customers", customersFile("jette"), { consent: "Sagde ja i butikken, 3. marts 2025" });
    await pulse.send("customers", customersFile("kim"));
    await pulse.start();
    const [own, neutral] = await vi.waitFor(
      () => {
        const mails = ["jette", "kim"].map((name) => office.to(`${name}@kunder.example`)[0]!);
        expect(mails.every(Boolean)).toBe(true);
        return mails as [ParsedMail, ParsedMail];
      },
      { timeout: 20_000, interval: 50 },
    );
    expect(own.attachments).toMatchObject([
      { contentType: "image/png", contentDisposition: "inline", related: true },
    ]);
    // Small, and on a white of its own: a program that shows it in the dark changes every colour but a picture's.
    const logo = await sharp(own.attachments[0]!.content).metadata();
    expect(logo).toMatchObject({ format: "png", hasAlpha: false, height: 128 });
    const html = String(own.html);
    // Whoever parses the mail here puts the picture where it pointed to it.
    const [picture] = html.match(/<img [^>]+>/g)!;
    expect(picture).toMatch(
      /src="data:image\/png;base64,[^"]+" alt="Nordvarme &amp; Søn" width="\d+" height="64"/,
    );
    expect(html.replace(picture, "")).not.toMatch(/<img|src=|<link|@import|url\(/i);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(own.text).toMatch(/^Nordvarme & Søn\n\nHej\n/);
    expect(own.text!.trim()).toMatch(/Altid varme i nærheden$/);
    expect([neutral.attachments, String(neutral.html).match(/<img/)]).toEqual([[], null]);

    // Before anybody is asked the leader sees both, and can have both sent to herself.
    const { mailHtml, ownLookHtml } = (await unit.leader("GET", `${pulse.path}/preview?language=da`)).body;
    expect(mailHtml).not.toContain("<img");
    expect(ownLookHtml).toContain('src="data:image/png;base64,');
    const tests = () => office.to("karen@nordvarme.example");
    await unit.leader("POST", `${pulse.path}/test-mail`, { language: "da", inOwnLook: true });
    await unit.leader("POST", `${pulse.path}/test-mail`, { language: "da" });
    await vi.waitFor(() => expect(tests()).toHaveLength(2), { timeout: 20_000, interval: 50 });
    expect(
      tests()
        .map(({ attachments }) => attachments.length)
        .sort(),
    ).toEqual([0, 1]);
  });
});

test("what was being handed over when the server died stands as in doubt, and is never sent again by itself", async () => {
  await pulse.addContacts(...emails(3));
  await pulse.start();
  await tickAt(new Date());
  await setMails("sent");
  await setMails("sending", { to: "kunde1@kunder.example" });
  await settleInterruptedMail({ db: unit.db });
  await tickAt(new Date());
  expect((await progress()).requests).toMatchObject({ sent: 2, inDoubt: 1 });
  const { body: unsure } = await unit.leader("GET", `${pulse.path}/unsure-mails`);
  expect(unsure).toMatchObject({ total: 1, mails: [{ email: "kunde1@kunder.example", state: "inDoubt" }] });
  await tickAt(new Date(Date.now() + 8 * day));
  const all = [...(await mailsOf("pulse")), ...(await mailsOf("pulseReminder"))];
  expect(all.filter(({ toEmail }) => toEmail === "kunde1@kunder.example")).toHaveLength(1);
});

describe("a mail in doubt", () => {
  const inDoubt = async (count: number) => {
    await pulse.addContacts(...emails(count));
    await pulse.start();
    await tickAt(new Date());
    await setMails("inDoubt");
    await tickAt(new Date());
    return (await unit.leader("GET", `${pulse.path}/unsure-mails`)).body.mails as {
      requestId: string;
      email: string;
    }[];
  };
  const again = (requestId: string) => unit.leader("POST", `${pulse.path}/unsure-mails/${requestId}/again`);
  const states = async () => {
    const { sent, queued, inDoubt } = (await progress()).requests;
    return { sent, queued, inDoubt };
  };

  test("is sent once more when the leader says so: the same link, the same Message-ID, and not a third time", async () => {
    const [first] = await inDoubt(2);
    const pressed = await again(first!.requestId);
    expect([pressed.status, pressed.body]).toEqual([200, { email: first!.email }]);
    expect(await states()).toEqual({ sent: 0, queued: 1, inDoubt: 1 });
    // Pressed twice, or by two at once.
    const refused = await again(first!.requestId);
    expect([refused.status, refused.body.type]).toEqual([409, "/problems/notInDoubt"]);
    const mails = (await mailsOf("pulse")).filter(({ toEmail }) => toEmail === first!.email);
    const said = mails.map(({ content }) => content as unknown as { messageId: string; text: string });
    expect(said).toHaveLength(2);
    expect([said[1]!.messageId, linkIn(said[1]!)]).toEqual([said[0]!.messageId, linkIn(said[0]!)]);
    await setMails("sent", { to: first!.email });
    await tickAt(new Date());
    expect(await states()).toEqual({ sent: 1, queued: 0, inDoubt: 1 });
  });

  test("that has not left when it pauses is in doubt as before: the link of the first still leads in", async () => {
    const [first] = await inDoubt(1);
    await again(first!.requestId);
    const { version } = await pulse.read();
    await unit.leader("POST", `${pulse.path}/state`, { state: "paused", version });
    expect(await states()).toEqual({ sent: 0, queued: 0, inDoubt: 1 });
    expect((await again(first!.requestId)).body.type).toBe("/problems/notNow");
    await unit.leader("POST", `${pulse.path}/state`, { state: "open", version: version + 1 });
    expect((await again(first!.requestId)).status).toBe(200);
  });

  test("whose customer has answered or said no is not sent, and who asks for it is told the same", async () => {
    const [answered, saidNo, neither] = await inDoubt(3);
    const link = async ({ email }: { email: string }) =>
      linkIn((await mailsOf("pulse")).find(({ toEmail }) => toEmail === email)!.content as { text: string });
    const send = (path: string, form: Record<string, string>) =>
      unit.app.request(`http://localhost${path}`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form),
      });
    await send(await link(answered!), { q1: "5" });
    await send(`${await link(saidNo!)}/stop`, {});
    for (const one of [answered!, saidNo!, neither!]) {
      const { status, body } = await again(one.requestId);
      expect([status, body]).toEqual([200, { email: one.email }]);
    }
    expect(await states()).toEqual({ sent: 2, queued: 1, inDoubt: 0 });
    expect(await mailsOf("pulse")).toHaveLength(4);
  });

  test("leaves in the hours in which mails may leave, and in no others", async () => {
    const [first] = await inDoubt(1);
    const weekday = ((new Date().getUTCDay() + 9) % 7) + 1;
    await pulse.change({ sendWeekdays: [weekday] });
    const refused = await again(first!.requestId);
    expect([refused.status, refused.body.type]).toEqual([409, "/problems/outsideHours"]);
    expect(await mailsOf("pulse")).toHaveLength(1);
  });
});

test("not more leave in a day than the ceiling, reminders among them; the rest follow on the next", async () => {
  await pulse.addContacts(...emails(5));
  await pulse.change({ dailyCeiling: 2, reminderAfterDays: 1 });
  await pulse.start();
  const noon = (days: number) =>
    new Date(Date.parse(new Date().toISOString().slice(0, 10)) + days * day + day / 2);
  const count = async () => [(await mailsOf("pulse")).length, (await mailsOf("pulseReminder")).length];
  const next = await tickAt(noon(1));
  expect(await count()).toEqual([2, 0]);
  expect(next! > noon(1) && next! <= noon(2)).toBe(true);
  await tickAt(noon(1));
  expect(await count()).toEqual([2, 0]);
  await setMails("sent");
  await tickAt(noon(2));
  expect(await count()).toEqual([4, 0]);
  await setMails("sent");
  await tickAt(noon(3));
  expect(await count()).toEqual([5, 1]);
});

test("nothing leaves in quiet hours, nor while it pauses, nor after the end", async () => {
  await pulse.addContacts(...emails(2));
  // Tuesday to Thursday, 10 to 12 on the wall in Copenhagen.
  await pulse.change({ sendFrom: "10:00", sendUntil: "12:00", sendWeekdays: [2, 3, 4] });
  await pulse.change({ closesAt: "2099-01-31T23:00:00Z", opensAt: "2099-01-01T00:00:00Z" });
  await pulse.start();
  // 5 January 2099 is a Monday.
  const next = await tickAt(new Date("2099-01-05T09:30:00Z"));
  expect(next).toEqual(new Date("2099-01-06T09:00:00Z"));
  expect(await mailsOf("pulse")).toHaveLength(0);

  const turn = async (state: string) =>
    unit.leader("POST", `${pulse.path}/state`, { state, version: (await pulse.read()).version });
  await turn("paused");
  await tickAt(new Date("2099-01-06T09:30:00Z"));
  expect(await mailsOf("pulse")).toHaveLength(0);
  await turn("open");
  await tickAt(new Date("2099-01-06T09:30:00Z"));
  expect(await mailsOf("pulse")).toHaveLength(2);
  await tickAt(new Date("2099-02-01T00:00:00Z"));
  expect((await pulse.read()).state).toBe("closed");
});

test("a pause takes back what has not left, and nobody has to rest for a mail that she never got", async () => {
  await pulse.addContacts(...emails(3));
  await pulse.start();
  await tickAt(new Date());
  await setMails("sending", { to: "kunde0@kunder.example" });
  const turn = async (state: string) =>
    unit.leader("POST", `${pulse.path}/state`, { state, version: (await pulse.read()).version });
  await turn("paused");
  expect((await mailsOf("pulse")).map(({ toEmail }) => toEmail)).toEqual(["kunde0@kunder.example"]);
  expect(await progress()).toMatchObject({ toAsk: 2, requests: { sending: 1, queued: 0 } });
  await turn("open");
  await tickAt(new Date());
  expect((await mailsOf("pulse")).map(({ toEmail }) => toEmail).sort()).toEqual(emails(3));

  // Closed: who was not reached is told of as such.
  await setMails("queued", { to: "kunde1@kunder.example" });
  await turn("closed");
  expect(await progress()).toMatchObject({ toAsk: 0, heldBack: { outOfTime: 2 } });

  // The one that was on its way did not come either, and its customer has said no in the meantime.
  await setMails("failed", { to: "kunde0@kunder.example" });
  await inOrganisation(unit.db, unit.organisationId, async (tx) => {
    const customer = tx.selectFrom("customer").select("id").where("email", "=", "kunde0@kunder.example");
    await takeBackFrom(tx, unit.organisationId, (await customer.executeTakeFirstOrThrow()).id);
  });
  expect(await progress()).toMatchObject({ toAsk: 0, heldBack: { outOfTime: 3 }, requests: { failed: 0 } });
});

test("a mail that could not be handed over does not leave after the day's hours; it is tried on the next day", async () => {
  await pulse.addContacts(...emails(1));
  await pulse.change({ sendFrom: "08:00", sendUntil: "18:00", closesAt: "2099-01-31T23:00:00Z" });
  await pulse.start();
  await tickAt(new Date("2099-01-05T16:59:00Z"));
  const [queued] = await mailsOf("pulse");
  // Six in the evening in Copenhagen.
  expect(queued!.leaveBefore).toEqual(new Date("2099-01-05T17:00:00Z"));
  await setMails("failed", {}, "SMTP 451");
  const next = await tickAt(new Date("2099-01-05T17:01:00Z"));
  expect(await mailsOf("pulse")).toEqual([]);
  expect(next).toEqual(new Date("2099-01-06T07:00:00Z"));
  await tickAt(next!);
  expect(await mailsOf("pulse")).toHaveLength(1);
});

test("one reminder, and only to those who have neither answered nor said no", async () => {
  await pulse.addContacts(...emails(4));
  await pulse.change({ reminderAfterDays: 3 });
  await pulse.start();
  await tickAt(new Date());
  await setMails("sent");
  const linkOf = async (email: string) => {
    const mail = (await mailsOf("pulse")).find(({ toEmail }) => toEmail === email);
    return linkIn(mail!.content as unknown as { text: string });
  };
  const post = async (path: string, body: string) =>
    unit.app.request(`http://localhost${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    });
  expect((await post(await linkOf("kunde0@kunder.example"), "q1=5")).status).toBe(303);
  expect(
    (await post(`${await linkOf("kunde1@kunder.example")}/stop`, "List-Unsubscribe=One-Click")).status,
  ).toBe(200);
  await tickAt(new Date(Date.now() + 2 * day));
  expect(await mailsOf("pulseReminder")).toHaveLength(0);
  for (const days of [3.1, 3.2, 10]) {
    await tickAt(new Date(Date.now() + days * day));
    await setMails("sent");
  }
  const reminders = await mailsOf("pulseReminder");
  expect(reminders.map(({ toEmail }) => toEmail).sort()).toEqual([
    "kunde2@kunder.example",
    "kunde3@kunder.example",
  ]);
  const [reminder] = reminders;
  const content = reminder!.content as unknown as { text: string; messageId: string };
  // The same link, so that an answer that was begun is the one that is reminded of.
  expect(linkIn(content)).toBe(await linkOf(reminder!.toEmail));
  expect(content.messageId).toContain(".reminder@");
  expect(await progress()).toMatchObject({ reminded: 2, answered: 1 });
});

test("a customer who was asked by one unit rests from all, and two measurements at once ask her once", async () => {
  const { leader } = unit;
  const { id: otherUnit } = (
    await leader("POST", "/api/organisation/units", { name: "Butik", parentId: null })
  ).body;
  const people = (await leader("GET", "/api/organisation/people")).body.people;
  const karen = people.find((person: { email: string }) => person.email === "karen@nordvarme.example");
  const anna = people.find((person: { email: string }) => person.email.startsWith("anna"));
  for (const person of [karen, anna])
    await leader("PATCH", `/api/organisation/people/${person.id}`, {
      roles: [...person.roles, { role: person === karen ? "leader" : "employee", unitId: otherUnit }],
      version: person.version,
    });
  const { body: journey } = await leader("POST", "/api/guide/journeys", { unitId: otherUnit });
  const { body: other } = await leader("POST", "/api/pulse/pulses", { journeyId: journey.id });
  const path = `/api/pulse/pulses/${other.id}`;

  // The other unit's questions: any decided behaviour of its own.
  const [behaviourId] = await inOrganisation(unit.db, unit.organisationId, (tx) =>
    decideBehaviours(tx, unit.organisationId, [
      { unitId: otherUnit, journeyId: journey.id, act: "Vi hilser", evidence: {}, decidedAt: new Date() },
    ]),
  );
  const read = async () => (await leader("GET", path)).body;
  await leader("PUT", `${path}/questions`, {
    questions: [{ kind: "scale", behaviourId, textDa: "I hilste." }],
    version: (await read()).version,
  });
  await leader("PATCH", path, {
    ...{ sendFrom: "00:00", sendUntil: "23:59", sendWeekdays: [1, 2, 3, 4, 5, 6, 7] },
    ...{ closesAt: new Date(Date.now() + 30 * day).toISOString(), noticeOn: "2020-01-01" },
    version: (await read()).version,
  });
  await leader("POST", `${path}/contacts`, { email: "kunde0@kunder.example", personId: anna.id });
  await pulse.addContacts("kunde0@kunder.example");
  await pulse.start();
  await leader("POST", `${path}/start`, { version: (await read()).version });
  const noon = new Date(Date.parse(new Date().toISOString().slice(0, 10)) + 1.5 * day);
  await Promise.all([tickAt(noon), tickAt(noon, other.id)]);
  expect(await mailsOf("pulse")).toHaveLength(1);
  const heldBack = [await progress(), await progress(path)].map((each) => each.heldBack.rested);
  expect(heldBack.sort()).toEqual([0, 1]);
});

test("every contact and every mail is accounted for", async () => {
  await pulse.addContacts(...emails(6));
  await pulse.change({ contactsPerEmployee: 4 });
  await pulse.start();
  await tickAt(new Date(Date.parse(new Date().toISOString().slice(0, 10)) + 1.5 * day));
  await setMails("failed", { to: (await mailsOf("pulse"))[0]!.toEmail }, "SMTP 451");
  const { contacts, waiting, toAsk, heldBack, requests } = await progress();
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, each) => all + each, 0);
  expect(heldBack.notDrawn).toBe(2);
  expect(requests).toMatchObject({ queued: 3, failed: 1 });
  expect(waiting + toAsk + sum(heldBack) + sum(requests)).toBe(contacts);
});

test("twenty thousand customers are taken, drawn and accounted for", async () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const rows = Array.from(
    { length: 20_000 },
    (_, index) => `k${index}@kunder.example;anna.lund@nordvarme.example;${yesterday}`,
  );
  const file = new File([`E-mail;Medarbejder;Kontaktdato\n${rows.join("\n")}\n`], "stor.csv");
  const { id } = (await pulse.send("customers", file)).body;
  await takeLargeFile({ organisationId: unit.organisationId, importId: id }, unit);
  const imports = await unit.leader("GET", `${pulse.path}/imports`);
  expect(imports.body[0]).toMatchObject({ rowsTaken: 20_000, rowsRefused: 0 });
  expect((await pulse.start()).body).toMatchObject({ drawn: 20_000 });
  expect(await progress()).toMatchObject({ contacts: 20_000, toAsk: 20_000, waiting: 0 });
});

test("mail in the organisation's own look goes to customers whose consent is recorded, and to nobody else", async () => {
  const { branding } = (await unit.leader("GET", "/api/organisation/settings")).body;
  await pulse.send("customers", customersFile("ja"), { consent: "Sagde ja ved oprettelsen, 3. marts 2025" });
  await pulse.send("customers", customersFile("intet"));
  expect((await changeSettings({ branding: "consented", brandColour: "gul" })).status).toBe(422);
  expect((await changeSettings({ branding: "consented", ...ownLook })).status).toBe(200);
  await pulse.start();
  await tickAt(new Date(Date.now() + 1000));
  const mails = await mailsOf("pulse");
  const htmlOf = (to: string) =>
    (mails.find(({ toEmail }) => toEmail.startsWith(to))!.content as unknown as { html: string }).html;
  expect(htmlOf("ja")).toContain("background:#ffdd55;color:#000000");
  expect(htmlOf("ja")).toContain("Altid varme i nærheden");
  for (const sign of ["#ffdd55", "Altid varme"]) expect(htmlOf("intet")).not.toContain(sign);
  // Neutral by default, whatever is recorded.
  expect(branding).toBe("neutral");
});
