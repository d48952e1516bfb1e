import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import readXlsxFile from "read-excel-file/node";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { hasPoppler, pdfText } from "#platform/documents/testing/readPdf.ts";
import { fillPulse } from "#pulse/sampleResponses.ts";
import { axe, type House, openHouse, phone, until } from "./harness.ts";

let house: House;
let asked: Awaited<ReturnType<typeof leaderWithDecisions>>;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const customers = fileURLToPath(
  new URL("../src/platform/tables/testing/customers-every-row-has-something-wrong.csv", import.meta.url),
);

/** What the browser is given to keep. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await press();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** A leader with employees and decided behaviours, signed in; what was decided stands for a meeting that was held. */
async function leaderWithDecisions() {
  const leader = await house.someone({ bypassCSP: true });
  await leader.goto("/");
  const call = async (method: string, path: string, data?: object) =>
    (await leader.request.fetch(path, { method, data, headers: { origin: house.config.baseUrl } })).json();
  await call("POST", "/api/organisation/first", {
    organisation: "Nordvarme",
    name: "Karen Skovbo",
    email: "karen@nordvarme.example",
    password: "en lang adgangskode",
  });
  const { organisation, roles } = await call("GET", "/api/organisation/session");
  const unitId: string = roles.find((role: { unitId: string | null }) => role.unitId).unitId;
  for (const [name, email] of [
    ["Anna Lund", "anna.lund@nordvarme.example"],
    ["Bo Kjær", "bo.kjaer@nordvarme.example"],
    ["Carla Moe", "carla.moe@nordvarme.example"],
    ["Dan Holm", "dan.holm@nordvarme.example"],
  ])
    await call("POST", "/api/organisation/people", {
      ...{ name, email, locale: "da", roles: [{ role: "employee", unitId }] },
    });
  const { id: journeyId } = await call("POST", "/api/guide/journeys", { unitId });
  await call("PUT", `/api/guide/journeys/${journeyId}/precondition`, {
    ...{ basisExists: true, basisImplemented: true, version: 1 },
  });
  await inOrganisation(house.db, organisation.id, (tx) =>
    decideBehaviours(
      tx,
      organisation.id,
      ["Vi ringer tilbage samme dag", "Vi siger, hvem der har sagen"].map((act) => ({
        ...{ unitId, journeyId, act, evidence: {}, decidedAt: new Date() },
      })),
    ),
  );
  return { leader, journeyId: journeyId as string, unitId, organisationId: organisation.id as string };
}

test("from what was decided to a customer's answer, and nothing counts before she presses send", async () => {
  asked = await leaderWithDecisions();
  const { leader, journeyId } = asked;
  await leader.goto(`/journeys/${journeyId}/pulses`);
  await leader.getByRole("button", { name: "Gør en måling klar" }).click();
  await leader.getByRole("heading", { level: 2, name: "Spørgsmål", exact: true }).waitFor();
  const questions = leader.getByLabel("På dansk");
  expect(await questions.first().inputValue()).toBe("Jeg oplevede, at I ringer tilbage samme dag.");
  expect(await axe(leader)).toEqual([]);
  await questions.first().fill("I ringede tilbage samme dag.");
  await leader.getByRole("button", { name: "Gem spørgsmål" }).click();
  await leader.getByText("Gemt.").first().waitFor();

  // What is being written in one part of the page stays there while another part is saved.
  await questions.nth(1).fill("I sagde, hvem der havde sagen.");
  await leader.getByLabel("Målingens navn").fill("Efterår");
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByRole("heading", { level: 1, name: "Efterår" }).waitFor();
  expect(await questions.nth(1).inputValue()).toBe("I sagde, hvem der havde sagen.");
  await leader.getByRole("button", { name: "Gem spørgsmål" }).click();
  await until("the questions to be saved", async () =>
    (
      await leader.request.get(`/api/pulse${new URL(leader.url()).pathname}`).then((answer) => answer.text())
    ).includes("I sagde, hvem der havde sagen."),
  );

  // Somebody else is first: what was written here stands, the other's is told of, and the next press saves.
  const path = `/api/pulse${new URL(leader.url()).pathname}`;
  const headers = { origin: house.config.baseUrl };
  const another = async (change: object) => {
    const { version } = await (await leader.request.get(path)).json();
    await leader.request.patch(path, { headers, data: { ...change, version } });
  };
  // Where it is another field, both are saved at the first press.
  await leader.getByLabel("Målingens navn").fill("Vinter");
  await another({ introDa: "Vi lover at ringe tilbage." });
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByRole("heading", { level: 1, name: "Vinter" }).waitFor();
  expect(await leader.getByLabel("Hvorfor vi spørger, på dansk").inputValue()).toBe(
    "Vi lover at ringe tilbage.",
  );
  await leader.getByLabel("Målingens navn").fill("Efterår igen");
  await another({ title: "Den andens navn" });
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByText("En anden har ændret dette imens.").waitFor();
  expect(await leader.getByLabel("Målingens navn").inputValue()).toBe("Efterår igen");
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByRole("heading", { level: 1, name: "Efterår igen" }).waitFor();

  // The file is looked through, and what is wrong with its rows is told, before anything is taken.
  await leader.getByLabel(/Hent fra en fil/).setInputFiles(customers);
  await leader.getByText("24 kan tages med, 6 kan ikke.").waitFor();
  await leader.getByText("Det er ikke en mailadresse.").first().waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("button", { name: "Tag 24 kontakter med" }).click();
  await leader.getByText("24 kontakter", { exact: true }).waitFor();
  const report = await saved(leader, () => leader.getByRole("link", { name: /Hent rapport/ }).click());
  expect(report.name).toBe("customers-every-row-has-something-wrong-rapport.csv");
  // What it says is wrong is put right in the report itself, and it is sent in again: what was taken is not taken twice.
  const repaired = report.bytes
    .toString()
    .replace("ikke en adresse", "kunde2@kunder.example")
    .replace("ukendt@nordvarme.example", "bo.kjaer@nordvarme.example")
    .replace("31-02-2026", "28-02-2026");
  const send = (name: string, text: string) =>
    leader
      .getByLabel(/Hent fra en fil/)
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await send("rapport.csv", repaired);
  await leader.getByText(/: \d+ rækker\. 3 kan tages med, \d+ kan ikke\./).waitFor();
  await leader.getByText("Kontakten er der allerede.").first().waitFor();
  // The answer is lost on its way: what was taken is seen, and pressing again takes nothing twice.
  await leader.route("**/customers", async (route) => {
    const file = { name: "rapport.csv", mimeType: "text/csv", buffer: Buffer.from(repaired) };
    const looked = await leader.request.post(`${path}/customer-file`, { headers, multipart: { file } });
    const mapping = JSON.stringify((await looked.json()).mapping);
    await leader.request.post(`${path}/customers`, { headers, multipart: { file, mapping } });
    await route.abort("connectionreset");
  });
  await leader.getByRole("button", { name: "Tag 3 kontakter med" }).click();
  await leader.getByText("27 kontakter", { exact: true }).waitFor();
  await leader.getByRole("button", { name: "Tag 0 kontakter med" }).waitFor();
  await leader.unroute("**/customers");

  // A large one tells how far it is while the page can be used; taken out again nothing of it is left.
  const rows = Array.from({ length: 8000 }, (_, at) => `stor${at}@kunder.example;Anna Lund;2026-10-01`);
  const held = await house.pool.connect();
  await held.query("begin; lock table contact in share mode");
  await send("stor.csv", `E-mail;Medarbejder;Kontaktdato\n${rows.join("\n")}\n`);
  await leader.getByRole("button", { name: "Tag 8.000 kontakter med" }).click();
  await leader.getByText("0 / 8.000", { exact: true }).waitFor();
  await leader.getByRole("button", { name: "Stop: stor.csv" }).waitFor();
  await held.query("commit");
  held.release();
  await leader.getByText("8.027 kontakter", { exact: true }).waitFor();
  await leader.getByRole("button", { name: "Tag ud igen: stor.csv" }).click();
  await leader.getByText("27 kontakter", { exact: true }).waitFor();

  const begin = leader.getByRole("button", { name: "Træk lod, og begynd at sende" });
  expect(await begin.isDisabled()).toBe(true);
  await leader.getByLabel("Sidste dag, der kan svares").fill("2099-01-31");
  await leader.getByLabel("Send fra klokken").fill("00:00");
  await leader.getByLabel("Send til klokken").fill("23:59");
  for (const day of ["lørdag", "søndag"]) await leader.getByText(day, { exact: true }).click();
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByText("Vælg, hvor længe kunderne kan svare.").waitFor({ state: "detached" });
  await leader.getByLabel("Dagen, de fik besked").fill(new Date().toISOString().slice(0, 10));
  await leader.getByRole("button", { name: "Gem beskeden" }).click();
  // Told today: the notice period has not run, and that is hers to take upon herself.
  await leader.getByText("Jeg begynder alligevel, og medarbejderne ved besked").click();
  const shown = leader.frameLocator("iframe");
  await shown.getByRole("group", { name: "I sagde, hvem der havde sagen." }).waitFor();
  await leader.getByRole("button", { name: "Send en prøve til mig selv" }).click();
  await until("the test mail", () => house.post.to("karen@nordvarme.example")[0]);
  await begin.dblclick();
  await leader.getByRole("heading", { level: 2, name: "Så langt er vi" }).waitFor();
  expect(await axe(leader)).toEqual([]);

  const mail = await until("the customer's mail", () => house.post.to("kunde12@kunder.example")[0]);
  const links = [...new Set([...String(mail.html).matchAll(/href="([^"]+)"/g)].map(([, href]) => href!))];
  expect(links).toHaveLength(7);
  const stop = links.find((href) => href.includes("/stop?"))!;
  // A scanner opens every link twice before the customer does.
  for (const href of [...links, ...links]) expect((await fetch(href)).status).toBe(200);

  const customer = await house.someone({ ...phone, javaScriptEnabled: false });
  const requests: string[] = [];
  customer.on("request", (request) => requests.push(request.url()));
  await customer.goto(links.find((href) => href.endsWith("?a=1.4"))!);
  expect(requests).toHaveLength(1);
  await customer.getByRole("heading", { level: 1, name: /Hvordan oplevede du/ }).waitFor();
  const first = customer.getByRole("group", { name: "I ringede tilbage samme dag." });
  expect(await first.getByRole("radio", { name: "Enig", exact: true }).isChecked()).toBe(true);
  // The scanner said nothing on her behalf, and the click filled in and stored nothing.
  expect(await customer.getByText("Du har svaret før.").count()).toBe(0);
  await customer.getByLabel(/Hvad gjorde vi godt/).fill("Tak for det");
  await customer.getByRole("button", { name: "Send" }).click();
  await customer.getByRole("heading", { name: "Tak for dit svar" }).waitFor();
  await customer.getByRole("link", { name: "Ret svaret" }).click();
  await customer.getByText("Du har svaret før.").waitFor();
  await customer.getByRole("button", { name: "Send igen" }).click();
  await customer.goto(stop);
  await customer.getByRole("button", { name: "Spørg mig ikke igen" }).click();
  await customer.getByRole("heading", { name: "Du bliver ikke spurgt igen" }).waitFor();
  await leader.reload();
  await leader.getByText(/^1 \/ \d+$/).waitFor();

  // Her session ends while she writes: the page stays with what she wrote, and it is saved once she is signed in elsewhere.
  const cookies = await leader.context().cookies();
  await leader.getByLabel("Målingens navn").fill("Skrevet, da sessionen var slut");
  await leader.context().clearCookies();
  await leader.getByText("Du er ikke logget ind mere.").waitFor();
  await leader.context().addCookies(cookies);
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByRole("heading", { level: 1, name: "Skrevet, da sessionen var slut" }).waitFor();
  await leader.getByText("Du er ikke logget ind mere.").waitFor({ state: "detached" });

  // Customers who are met in person answer by an employee's card, once from each phone, without script as well.
  await leader.getByRole("button", { name: "Lav kort" }).click();
  const card = (await leader.getByRole("link", { name: /, Bo Kjær$/ }).getAttribute("href"))!;
  expect(await axe(leader)).toEqual([]);
  const met = await house.someone({ ...phone, javaScriptEnabled: false });
  const answer = async () => {
    await met.goto(card);
    await met.getByText("Du har fået et kort af Bo Kjær, Nordvarme.").waitFor();
    await met.getByRole("radio", { name: "Helt enig" }).first().check();
    await met.getByRole("button", { name: "Send" }).click();
    await met.getByRole("heading", { name: "Tak for dit svar" }).waitFor();
  };
  await answer();
  await met.getByText("Det er gemt hos Nordvarme.").waitFor();
  await answer();
  await met.getByText("Kun det første svar tæller").waitFor();
  await leader.reload();
  await leader.getByText(/1 svar er kommet med kort\. 1 svar er ikke talt med/).waitFor();

  // A mail whose fate nobody knows stands by name, and goes once more when she says so.
  const doubtful = "kunde20@kunder.example";
  const [original] = await until("her mail", () => house.post.to(doubtful));
  const inHouse = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
    inOrganisation(house.db, asked.organisationId, work);
  await until("it to be handed over", () =>
    inHouse((tx) =>
      tx
        .selectFrom("mail")
        .select("id")
        .where("toEmail", "=", doubtful)
        .where("state", "=", "sent")
        .executeTakeFirst(),
    ),
  );
  await inHouse((tx) =>
    tx
      .updateTable("request")
      .set({ state: "inDoubt" })
      .where("customerId", "in", (from) =>
        from.selectFrom("customer").select("id").where("email", "=", doubtful),
      )
      .execute(),
  );
  await leader.reload();
  await leader.getByText("Se den mail, der måske ikke kom frem").click();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("button", { name: `Send igen: ${doubtful}` }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "Send igen" }).click();
  await leader.getByText(`Mailen til ${doubtful} er ikke længere uvis.`).waitFor();
  const second = await until("the same mail once more", () => house.post.to(doubtful)[1]);
  expect([second.messageId, second.text]).toEqual([original!.messageId, original!.text]);
  await leader.getByText("Se den mail, der måske ikke kom frem").waitFor({ state: "detached" });
  expect(house.faults).toEqual([]);
});

test("the results of a measurement are taken along as files, and each says what the page says", async () => {
  const { leader, unitId } = asked;
  await inOrganisation(house.db, asked.organisationId, async (tx) => {
    const people = await tx.selectFrom("person").select("id").where("name", "<>", "Karen Skovbo").execute();
    const behaviours = await tx.selectFrom("behaviour").select("id").orderBy("position").execute();
    await fillPulse(tx, asked.organisationId, {
      ...{ unitId, journeyId: null, previousPulseId: null, round: 1, title: "Forår", comments: [] },
      ...{ startedAt: new Date(), closedAt: new Date() },
      shares: () => [0.1, 0.1, 0.2, 0.3, 0.3],
      people: people.map(({ id }) => ({ personId: id, asked: 25, answered: 12 })),
      questions: behaviours.map(({ id }, at) => ({
        ...{ behaviourId: id, textDa: `Spørgsmål ${at}`, textEn: "", previousQuestionId: null },
      })),
    });
  });
  await leader.goto(`/units/${unitId}/results`);
  await leader.getByRole("heading", { level: 2, name: "Forår" }).waitFor();
  const page = await leader.getByRole("main").textContent();
  const save = (role: "link" | "button", name: string | RegExp) =>
    saved(leader, () => leader.getByRole(role, { name }).first().click());
  const shown = (mean: number) =>
    mean.toLocaleString("da", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const xlsx = await save("link", "Tallene i Excel");
  expect(xlsx.name).toMatch(/\.xlsx$/);
  const [sheet] = await readXlsxFile(xlsx.bytes);
  const rows = (sheet as unknown as { data: (string | number | null)[][] }).data;
  const lines = rows.filter(([measurement]) => measurement === "Forår");
  expect(lines.map(([, question]) => question)).toEqual(["Spørgsmål 0", "Spørgsmål 1"]);
  for (const [, , n, mean] of lines) {
    expect(page).toContain(`${n} svar`);
    expect(page).toContain(shown(mean as number));
  }
  const csv = await save("link", "Tallene som CSV");
  for (const [, question, n, mean] of lines)
    expect(csv.bytes.toString()).toContain(`"${question}";"${n}";"${String(mean).replace(".", ",")}"`);
  const pdf = await save("link", "Hent rapport (PDF)");
  expect([pdf.name.slice(-4), pdf.bytes.subarray(0, 5).toString()]).toEqual([".pdf", "%PDF-"]);
  if (hasPoppler())
    for (const [, question, n, mean] of lines)
      expect(pdfText(pdf.bytes)).toMatch(
        new RegExp(`${question}\\s+${n}\\s+${(mean as number).toFixed(2).replace(".", ",")}\\s`),
      );
  await leader.getByText("Gem diagrammerne som billeder").click();
  const svg = await save("link", /: SVG$/);
  expect(svg.bytes.toString()).toContain(shown(lines[0]![3] as number));
  const png = await save("button", /: PNG$/);
  expect(await sharp(png.bytes).metadata()).toMatchObject({ format: "png", width: 3 * 760 });
  // A picture that is drawn, and not a white sheet.
  expect((await sharp(png.bytes).stats()).entropy).toBeGreaterThan(0.1);
  expect(house.faults).toEqual([]);
});

test("what a customer has filled in outlasts a lost connection, with script and without", async () => {
  const link = String(house.post.mails.find((mail) => String(mail.html).includes("?a=1.5"))!.html).match(
    /href="([^"]+)\?a=1\.5"/,
  )![1]!;
  for (const javaScriptEnabled of [true, false]) {
    const customer = await house.someone({ ...phone, javaScriptEnabled });
    await customer.goto(link);
    const words = customer.getByLabel(/Hvad gjorde vi godt/);
    const send = customer.getByRole("button", { name: /^Send/ });
    await words.fill(`Skrevet i toget, ${javaScriptEnabled}`);
    await customer.context().setOffline(true);
    // Without script the browser shows a page of its own, and the click comes to no end that it would wait for.
    await send.click({ noWaitAfter: true });
    if (javaScriptEnabled) await customer.getByText("Der er ingen forbindelse.").waitFor();
    else {
      await until("the browser's own page", async () => (await words.count()) === 0);
      // While it still takes the page's place the browser cannot be asked to step back.
      await until("one step back", () =>
        customer.goBack().then(
          () => true,
          () => false,
        ),
      );
    }
    expect(await words.inputValue()).toBe(`Skrevet i toget, ${javaScriptEnabled}`);
    await customer.context().setOffline(false);
    await send.click();
    await customer.getByRole("heading", { name: "Tak for dit svar" }).waitFor();
  }
});

test("the customer's page has no faults that axe knows, on a phone, in both schemes, and fits at 320 pixels", async () => {
  const link = String(house.post.mails.find((mail) => String(mail.html).includes("?a=1.5"))!.html).match(
    /href="([^"]+)\?a=1\.5"/,
  )![1]!;
  for (const colorScheme of ["light", "dark"] as const) {
    const customer = await house.someone({
      ...phone,
      viewport: { width: 320, height: 640 },
      colorScheme,
      bypassCSP: true,
    });
    await customer.goto(link);
    expect(await axe(customer)).toEqual([]);
    expect(await customer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    // Letters twice as large, as at 200 %: still nothing to be pushed sideways for.
    await customer.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await customer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await customer.goto(`${link}/stop`);
    expect(await axe(customer)).toEqual([]);
  }
});
