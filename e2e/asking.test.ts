import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideBehaviours } from "#behaviour/store.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { axe, type House, openHouse, phone, until } from "./harness.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const customers = fileURLToPath(
  new URL("../src/platform/tables/testing/customers-every-row-has-something-wrong.csv", import.meta.url),
);

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
  return { leader, journeyId: journeyId as string };
}

test("from what was decided to a customer's answer, and nothing counts before she presses send", async () => {
  const { leader, journeyId } = await leaderWithDecisions();
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

  // The file is looked through, and what is wrong with its rows is told, before anything is taken.
  await leader.getByLabel(/Hent fra en fil/).setInputFiles(customers);
  await leader.getByText("24 kan tages med, 6 kan ikke.").waitFor();
  await leader.getByText("Det er ikke en mailadresse.").first().waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("button", { name: "Tag 24 kontakter med" }).click();
  await leader.getByText("24 kontakter", { exact: true }).waitFor();
  const download = leader.waitForEvent("download");
  await leader.getByRole("link", { name: /Hent rapport/ }).click();
  expect((await download).suggestedFilename()).toBe("customers-every-row-has-something-wrong-rapport.csv");

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
  await begin.click();
  await leader.getByRole("heading", { level: 2, name: "Så langt er vi" }).waitFor();
  expect(await axe(leader)).toEqual([]);

  const mail = await until("the customer's mail", () => house.post.to("kunde12@kunder.example")[0]);
  const links = [...new Set([...String(mail.html).matchAll(/href="([^"]+)"/g)].map(([, href]) => href!))];
  expect(links).toHaveLength(7);
  const stop = links.find((href) => href.endsWith("/stop"))!;
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
