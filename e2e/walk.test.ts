import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import type { ParsedMail } from "mailparser";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { axe, type House, openHouse, phone, until } from "./harness.ts";

/**
 * The whole thread, from a value to the next round: one leader, three participants on phones, customers, one of them
 * without JavaScript, and an employee who looks at her own. Each step begins where the one before ended.
 */
let house: House;
let leader: Page;
let participants: Page[];
let unitId: string;
let journeyId: string;
let meetingId: string;
const employees = [
  ["Anna Lund", "anna.lund@nordvarme.example"],
  ["Bo Kjær", "bo.kjaer@nordvarme.example"],
  ["Carla Moe", "carla.moe@nordvarme.example"],
] as const;

beforeAll(async () => {
  house = await openHouse();
  leader = await house.someone({ bypassCSP: true });
});
afterAll(() => house?.close());

const call = async (method: string, path: string, data?: object, who = leader) => {
  const answer = await who.request.fetch(`/api${path}`, {
    ...{ method, headers: { origin: house.config.baseUrl } },
    ...(data ? { data } : {}),
  });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
};
const press = (page: Page, name: RegExp | string) => page.getByRole("button", { name }).first().click();
const linkTo = (mail: ParsedMail, path: string): string =>
  mail.text!.match(new RegExp(`http\\S+/${path}/\\S+`))![0];

test("1 · an administrator sets up the organisation, its people and its values", async () => {
  await leader.goto("/");
  await leader.getByLabel("Organisationens navn").fill("Nordvarme");
  await leader.getByLabel("Dit navn").fill("Karen Skovbo");
  await leader.getByLabel("Din e-mail").fill("karen@nordvarme.example");
  await leader.getByLabel("Vælg en adgangskode").fill("en lang adgangskode");
  await press(leader, /Opret/);
  await leader.getByRole("heading", { level: 1, name: /Hej Karen/ }).waitFor();
  await leader.getByRole("link", { name: "Værdier" }).first().click();
  const values = [
    ["Åbenhed", "ocean", "circle"],
    ["Ansvar", "amber", "square"],
  ];
  for (const [name, colour, mark] of values)
    await call("POST", "/values", { name, meaning: `Hvad ${name} betyder`, colour, mark });
  await leader.reload();
  await leader.getByText("Ansvar").first().waitFor();
  const { roles } = await call("GET", "/organisation/session");
  unitId = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
  for (const [name, email] of employees)
    await call("POST", "/organisation/people", { name, email, roles: [{ role: "employee", unitId }] });
});

test("1 · she changes the password that she set up with, and is told at the field what is wrong", async () => {
  await leader.goto("/account");
  await press(leader, "Skift adgangskode");
  const dialog = leader.getByRole("dialog");
  const change = async (current: string, wanted: string) => {
    await dialog.getByLabel("Nuværende adgangskode").fill(current);
    await dialog.getByLabel("Ny adgangskode").fill(wanted);
    await dialog.getByRole("button", { name: "Skift adgangskode" }).click();
  };
  await change("en lang adgangskode", "nordvarme1234");
  await dialog.getByText("Den er for let at gætte").waitFor();
  await change("en anden adgangskode", "hest batteri klammer elv");
  await dialog.getByText("Det er ikke din nuværende adgangskode").waitFor();
  expect(await axe(leader)).toEqual([]);
  await change("en lang adgangskode", "hest batteri klammer elv");
  await leader.getByText("Adgangskoden er skiftet").waitFor();
  const somebody = await house.someone();
  await somebody.goto("/sign-in");
  await press(somebody, "Log ind med adgangskode i stedet");
  await somebody.getByLabel("E-mail").fill("karen@nordvarme.example");
  await somebody.getByLabel("Adgangskode").fill("hest batteri klammer elv");
  await press(somebody, "Log ind");
  await somebody.getByRole("heading", { level: 1, name: /Hej Karen/ }).waitFor();
  await somebody.context().close();
});

test("2 · a leader starts a journey: the guide as its table of six rows", async () => {
  await leader.goto(`/units/${unitId}`);
  await press(leader, "Start et forløb");
  await leader.getByRole("heading", { name: "Før du begynder" }).waitFor();
  journeyId = leader.url().split("/").at(-1)!;
  await leader.getByText("Ja", { exact: true }).first().click();
  await leader.getByText("Er værdigrundlaget taget i brug i organisationen?").waitFor();
  await leader.getByText("Ja", { exact: true }).nth(1).click();
  await leader.getByRole("link", { name: "Næste: Formidling" }).waitFor();
  expect(await leader.getByRole("row").count()).toBe(7);
});

test("3 · she prepares: what customers say, what matters, the meeting, its invitation and its slides", async () => {
  await leader.getByRole("link", { name: /Det, kunderne siger/ }).click();
  await press(leader, "Indsæt mange");
  const pasted = new URL(
    "../src/preparation/testing/customer-statements-pasted-from-a-mail.txt",
    import.meta.url,
  );
  await leader.getByLabel("Indsæt teksten her").fill(readFileSync(pasted, "utf8"));
  await press(leader, "Tag 17 udsagn");
  await leader.getByText("17 udsagn er taget med.").waitFor();
  const statement = leader
    .locator("section")
    .filter({ has: leader.getByRole("heading", { level: 2, name: /ringe tre gange/ }) });
  await statement.getByText("Ansvar", { exact: true }).click();
  await statement.getByText("Blandt de vigtigste").click();
  await statement.getByLabel("Hvordan når det frem til mødet?").selectOption({ label: "Læses højt" });
  // What is alike is gathered; she leaves one of the suggestions and gives another a name of her own.
  await press(leader, "Foreslå temaer");
  const themes = leader.getByRole("dialog", { name: "Forslag til temaer" });
  await themes.getByLabel("Hvad hedder temaet?").last().fill("At ringe tilbage");
  expect(await axe(leader)).toEqual([]);
  const count = await themes.getByRole("checkbox").count();
  await themes
    .getByText(/^Brug “/)
    .first()
    .click();
  await press(leader, new RegExp(`^Lav ${count - 1} tema`));
  await leader.getByText("Temaerne er lavet.").waitFor();
  await press(leader, /^At ringe tilbage/);
  await leader.getByText("2 udsagn, 1 udvalgt").waitFor();
  expect(await leader.getByRole("heading", { level: 2, name: /ringe/ }).count()).toBe(2);
  await leader.goto(`/journeys/${journeyId}/behaviours`);
  const pointedTo = leader
    .locator("section")
    .filter({ has: leader.getByRole("heading", { level: 2, name: "Det er vigtigst over for kunderne" }) });
  await pointedTo.getByLabel("Når …").fill("en kunde ringer om en fejl");
  await pointedTo.getByLabel("… så", { exact: true }).fill("ringer vi tilbage samme dag");
  await press(pointedTo as unknown as Page, "Tilføj");
  await pointedTo.getByText("ringer vi tilbage samme dag", { exact: true }).waitFor();

  await leader.goto(`/journeys/${journeyId}`);
  await leader.getByRole("link", { name: "Planlæg mødet" }).click();
  await press(leader, "Planlæg mødet");
  await leader.getByRole("heading", { name: "Dagsorden" }).waitFor();
  meetingId = leader.url().match(/meetings\/([\w-]+)/)![1]!;
  await press(leader, "Send invitation til 3");
  await leader.getByText("Alle har fået det, der står her.").waitFor();
  for (const [, email] of employees) {
    const mail = await until("the invitation", () => house.post.to(email)[0]);
    const part = mail.attachments.find(({ contentType }) => contentType === "text/calendar")!;
    const calendar = new ICAL.Component(ICAL.parse(part.content.toString()));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(event.summary).toContain("Værdierne");
  }
  await leader.goto(`/meetings/${meetingId}/present`);
  await leader.getByRole("heading", { level: 2 }).first().waitFor();
  await leader.keyboard.press("ArrowRight");
  await leader.getByRole("heading", { level: 2, name: /levende for kunderne/ }).waitFor();
});

test("4 · the meeting decides: this is how we do it", async () => {
  await leader.goto(`/meetings/${meetingId}/lead`);
  await press(leader, "Åbn mødet");
  await leader
    .getByText("Vis de fem punkter")
    .first()
    .or(leader.getByRole("button", { name: "Led mødet" }))
    .first()
    .waitFor();
  // A window of its own: a tab behind another is slowed down by the browser.
  const screen = await house.someone({ storageState: await leader.context().storageState() });
  await screen.goto(`/meetings/${meetingId}/screen`);
  const { joinCode } = await call("GET", `/meeting/meetings/${meetingId}`);
  await screen.getByText(joinCode).waitFor();

  // By the code on the wall, without an account, all three at once.
  participants = await Promise.all(
    employees.map(async ([name]) => {
      const page = await house.someone(phone);
      await page.goto(`/m/${joinCode}`);
      await page.getByLabel("Dit navn").fill(name);
      await page.getByRole("button", { name: "Gå ind" }).click();
      await page.getByRole("heading", { level: 1, name: /Velkomst/ }).waitFor();
      return page;
    }),
  );
  const [anna, bo, carla] = participants as [Page, Page, Page];
  await leader.getByText("3 deltagere").waitFor();
  await press(leader, "Vis de fem punkter");
  // Slide by slide, each once: the button says which comes next.
  const ask = leader.getByRole("button", { name: /^Stil spørgsmålet/ }).first();
  const show = leader.getByRole("button", { name: /^Vis: / }).first();
  for (;;) {
    await ask.or(show).first().waitFor();
    if (await ask.isVisible()) break;
    const slide = await show.textContent();
    await show.click();
    await leader.getByRole("button", { name: slide!, exact: true }).waitFor({ state: "detached" });
  }
  await press(leader, /^Stil spørgsmålet/);
  for (const [index, page] of participants.entries()) {
    await page.getByLabel("Dit svar").fill(`Et ærligt svar nummer ${index + 1}`);
    await page.getByRole("button", { name: "Send svaret" }).click();
    await page.getByText("Dit · Gemt").waitFor();
  }
  await leader.getByText("3 svar er skrevet").first().waitFor();
  for (const other of [leader, screen]) expect(await other.getByText("Et ærligt svar").count()).toBe(0);
  expect(await bo.getByText("Et ærligt svar nummer 1").count()).toBe(0);
  await press(leader, "Vis svarene for alle");
  await screen.getByText("Et ærligt svar nummer 1").waitFor();
  await bo.getByText("Et ærligt svar nummer 1").waitFor();

  const go = async (stage: RegExp) => {
    await leader.getByRole("navigation").getByRole("button", { name: stage }).first().click();
    await leader.getByRole("menuitem", { name: /^Gå til/ }).click();
  };
  await go(/Grupper/);
  await press(leader, "Træk grupper ved lod");
  await leader.getByRole("heading", { name: "Gruppe 1" }).waitFor();
  await press(leader, "Lad grupperne skrive");
  const acts = ["ringer tilbage samme dag", "siger, hvem der har sagen", "lover ikke for meget"];
  for (const [index, page] of participants.entries()) {
    await page.getByLabel("Ny adfærd").fill(acts[index]!);
    await page.getByRole("button", { name: "Tilføj til listen" }).click();
    await page.getByText(acts[index]!).first().waitFor();
  }
  await anna
    .getByRole("button", { name: /^Gør konkret: nummer/ })
    .first()
    .click();
  await anna.getByLabel("Det siger vi").fill("“Du hører fra mig inden klokken fire.”");
  await anna.getByRole("button", { name: "Luk" }).click();
  await press(leader, "Hæng forslagene på væggen");
  await screen.getByText("ringer tilbage samme dag").waitFor();
  for (const text of acts.slice(0, 2)) {
    await leader
      .getByRole("row", { name: new RegExp(text) })
      .first()
      .focus();
    await leader.keyboard.press("Space");
  }
  await press(leader, "Saml i ny klynge");
  await leader.keyboard.type("Hold ord");
  await leader.keyboard.press("Enter");
  await screen.getByRole("heading", { name: "Hold ord" }).waitFor();

  await press(leader, "Gå til afstemningen");
  await press(leader, /^Åbn afstemningen med/);
  for (const page of [anna, bo, carla])
    await page.getByRole("button", { name: "En prik mere: Hold ord" }).click();
  await leader.getByText("3 har stemt").waitFor();
  await press(leader, "Luk afstemningen og vis resultatet");
  await press(leader, "Gå til beslutningen");
  await press(leader, /^Formulér ?:/);
  await leader.getByLabel("Vi …").fill("Vi ringer tilbage samme dag og siger, hvem der har sagen");
  await leader.getByLabel(/Værdi/).first().selectOption({ label: "Ansvar" });
  await press(leader, "Vis den for alle");
  for (const page of [anna, bo, carla]) await page.getByRole("button", { name: "Ja", exact: true }).click();
  await press(leader, "Beslut: sådan gør vi");
  await screen.getByText("Besluttet", { exact: true }).waitFor();
  await press(leader, "Gå til næste skridt");
  await leader.getByLabel("Hvad skal gøres?").fill("Sæt en tavle op ved telefonen");
  await leader.getByLabel("Hvem tager den?").fill("Anna Lund");
  await press(leader, "Tilføj handlingen");
  await anna.getByText("Sæt en tavle op ved telefonen").waitFor();
  await press(leader, "Gå til afslutningen");
  await press(leader, "Luk mødet og send referatet");
  await leader.getByRole("heading", { name: "Mødet er lukket" }).waitFor();
  await house.hurry("meeting.minutes");
  const minutes = await until("the minutes", () =>
    house.post.to(employees[0][1]).find(({ subject }) => /Referat/.test(subject ?? "")),
  );
  const file = minutes.attachments.find(({ filename }) => filename === "referat.docx")!;
  expect((await readWord(file.content)).texts.join(" ")).toContain(
    "Vi ringer tilbage samme dag og siger, hvem der har sagen",
  );
  await screen.close();
});

test("5 · the decision becomes a question; a customer answers without script, and nothing counts before she sends", async () => {
  const { id: pulseId } = await call("POST", "/pulse/pulses", { journeyId });
  await leader.goto(`/pulses/${pulseId}`);
  expect(await leader.getByLabel("På dansk").first().inputValue()).toContain("ringer tilbage samme dag");
  const rows = employees.flatMap(([name], person) =>
    Array.from({ length: 6 }, (_, number) => `kunde${person}${number}@kunder.example;${name};05-01-2026`),
  );
  const buffer = Buffer.from(`E-mail;Medarbejder;Kontaktdato\n${rows.join("\n")}\n`);
  const file = { name: "kunder.csv", mimeType: "text/csv", buffer };
  await leader.getByLabel(/Hent fra en fil/).setInputFiles(file);
  await press(leader, "Tag 18 kontakter med");
  await leader.getByText("18 kontakter", { exact: true }).waitFor();
  const { version } = await call("GET", `/pulse/pulses/${pulseId}`);
  const started = await call("PATCH", `/pulse/pulses/${pulseId}`, {
    ...{ sendFrom: "00:00", sendUntil: "23:59", sendWeekdays: [1, 2, 3, 4, 5, 6, 7], version },
    ...{ closesAt: new Date(Date.now() + 30 * 86_400_000).toISOString(), noticeOn: "2020-01-01" },
  });
  await leader.reload();
  await press(leader, "Træk lod, og begynd at sende");
  await leader.getByRole("heading", { level: 2, name: "Så langt er vi" }).waitFor();
  expect(started.version).toBeGreaterThan(version);

  const mails = await until("all the mails to customers", () => {
    const found = house.post.mails.filter((mail) => [mail.to].flat()[0]?.text.includes("@kunder.example"));
    return found.length >= 18 && found;
  });
  const links = mails.map((mail) => linkTo(mail, "s").replace(/\?.*/, ""));
  const customer = await house.someone({ ...phone, javaScriptEnabled: false });
  await customer.goto(links[0]!);
  await customer.getByRole("radio", { name: "Helt enig", exact: true }).first().check();
  expect((await call("GET", `/pulse/pulses/${pulseId}/progress`)).answered ?? 0).toBe(0);
  await customer.getByRole("button", { name: "Send" }).click();
  await customer.getByRole("heading", { name: "Tak for dit svar" }).waitFor();
  await customer.getByRole("link", { name: "Ret svaret" }).click();
  await customer.getByRole("radio", { name: "Enig", exact: true }).first().check();
  await customer.getByRole("button", { name: "Send igen" }).click();
  for (const [index, link] of links.entries()) {
    if (index === 0) continue;
    const body = new URLSearchParams({ lang: "da", q1: String(3 + (index % 3)) });
    expect((await fetch(link, { method: "POST", body })).ok, link).toBe(true);
  }
  // What has come is added up by a job a moment later.
  await until("the answers to be released", async () => {
    const batches = await inSystem(house.db, (tx) => tx.selectFrom("releaseBatch").select("scope").execute());
    return ["person", "unit"].every((scope) => batches.some((batch) => batch.scope === scope));
  });
});

test("6 · the employee sees her own first; a one-to-one agrees; the result meeting begins the next round", async () => {
  const [name, email] = employees[0];
  const anna = await house.someone({ bypassCSP: true });
  const before = house.post.to(email).length;
  await call("POST", "/organisation/sign-in/link", { email }, anna);
  const mail = await until("the sign-in mail", () => house.post.to(email)[before]);
  await anna.goto(linkTo(mail, "sign-in/link"));
  await anna.getByRole("button", { name: /Log ind/ }).click();
  await anna.getByRole("heading", { level: 1, name: /Hej Anna/ }).waitFor();

  // Five answers and a sixth, which waits where it came after the others were added up: her leader does not see them
  // before she has, and then the mean alone.
  await leader.goto(`/units/${unitId}/results`);
  await leader.getByText("Venter på, at medarbejderen selv har set dem").first().waitFor();
  await anna.goto("/my/results");
  await anna.getByText(/Tallene bygger på [56] svar\./).waitFor();
  await anna.getByText("Fordelingen og kommentarerne vises fra 10 svar.", { exact: false }).waitFor();
  await leader.reload();
  await leader.getByText(/Tallene bygger på 1[5-8] svar\./).waitFor();
  await leader.getByRole("link", { name: `Se resultaterne: ${name}` }).click();
  await leader.getByText(/Tallene bygger på [56] svar\./).waitFor();

  const people = await call("GET", `/organisation/people?unitId=${unitId}`);
  const annaId = people.people.find((person: { name: string }) => person.name === name).id;
  const when = { day: "2027-01-11", time: "10:00" };
  const { id } = await call("POST", "/follow-up/one-to-ones", { employeeId: annaId, everyWeeks: 6, when });
  await call("PATCH", `/follow-up/one-to-ones/${id}`, { agreement: "Vi øver det hver fredag", version: 1 });
  await anna.goto(`/one-to-ones/${id}`);
  await anna.getByText("Vi øver det hver fredag").first().waitFor();
  await call("POST", `/follow-up/one-to-ones/${id}/hold`, { version: 2 });
  await anna.reload();
  await anna
    .getByText(/Tallene bygger på [56] svar\./)
    .first()
    .waitFor();

  const [behaviour] = (await call("GET", `/behaviour/behaviours?unitId=${unitId}`)).filter(
    ({ kind }: { kind: string }) => kind === "decided",
  );
  const review = await call("POST", "/follow-up/review-meetings", { unitId, kind: "result" });
  await call("POST", `/follow-up/review-meetings/${review.id}/decisions`, {
    behaviourId: behaviour.id,
    choice: "keep",
  });
  await call("POST", `/follow-up/review-meetings/${review.id}/hold`, { version: 1 });
  const next = await call("POST", `/follow-up/review-meetings/${review.id}/next-round`, {});
  const statements = await call("GET", `/preparation/journeys/${next.id}/statements`);
  expect(statements.statements.map(({ text }: { text: string }) => text).join()).toContain("ringe tre gange");
});

test("7 · the filled guide as a Word document, and from a result back to the note, the statement and the value", async () => {
  const document = await leader.request.get(`/api/thread/journeys/${journeyId}/guide.docx`);
  const { texts } = await readWord(await document.body());
  const text = texts.join(" ");
  for (const part of [
    "ringe tre gange",
    "ringer vi tilbage samme dag",
    "Vi ringer tilbage samme dag og siger",
  ])
    expect(text).toContain(part);
  await leader.goto(`/units/${unitId}/thread`);
  await leader.getByRole("button", { name: /svar/ }).first().click();
  for (const part of [/Hold ord/, /^Ansvar$/])
    await leader.locator(":visible").filter({ hasText: part }).first().waitFor();
  expect(house.faults).toEqual([]);
});
