import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe, type House, openHouse, phone, until } from "./harness.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const saved = (page: Page) => page.getByRole("status").filter({ hasText: /^Gemt$/ });

test("from an empty installation to a journey under way, and what was written is there afterwards", async () => {
  const leader = await house.someone({ bypassCSP: true });
  await leader.goto("/");
  await leader.getByRole("heading", { level: 1, name: "Velkommen" }).waitFor();
  expect(await axe(leader)).toEqual([]);

  await leader.getByLabel("Organisationens navn").fill("Nordvarme");
  await leader.getByLabel("Dit navn").fill("Karen Skovbo");
  await leader.getByLabel("Din e-mail").fill("karen@nordvarme.example");
  await leader.getByLabel("Vælg en adgangskode").fill("kort");
  const create = leader.getByRole("button", { name: /Opret/ });
  await create.click();
  // What is wrong stands beside its field, and nothing that was typed is gone.
  await leader.getByText("Skriv mindst 10 tegn.").waitFor();
  expect(await leader.getByLabel("Dit navn").inputValue()).toBe("Karen Skovbo");
  await leader.getByLabel("Vælg en adgangskode").fill("en lang adgangskode");
  await create.click();
  await leader.getByRole("heading", { level: 1, name: /Hej Karen/ }).waitFor();
  expect(await axe(leader)).toEqual([]);

  await leader
    .getByRole("main")
    .getByRole("link", { name: /Nordvarme/ })
    .click();
  await leader.getByRole("button", { name: "Start et forløb" }).click();
  await leader.getByRole("heading", { name: "Før du begynder" }).waitFor();
  // A "no" leads to the companion guide, and one click leads back to where she was.
  await leader.getByText("Nej, ikke endnu").first().click();
  await leader.getByRole("button", { name: "Åbn guiden: Form værdigrundlaget" }).click();
  await leader.getByRole("heading", { level: 1, name: "Form værdigrundlaget" }).waitFor();
  await leader.getByRole("link", { name: "Tilbage til forløbet" }).click();
  await leader.getByRole("link", { name: "Fortsæt guiden: Form værdigrundlaget" }).waitFor();
  await leader.getByText("Ja", { exact: true }).first().click();
  await leader.getByText("Er værdigrundlaget taget i brug i organisationen?").waitFor();
  await leader.getByText("Ja", { exact: true }).nth(1).click();
  await leader.getByRole("link", { name: "Næste: Formidling" }).waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("link", { name: "Næste: Formidling" }).click();

  await leader.getByLabel("Hvilke kanaler vælger du, og hvorfor?").fill("Oplæsning på mødet – æøå");
  await saved(leader).waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.reload();
  expect(await leader.getByLabel("Hvilke kanaler vælger du, og hvorfor?").inputValue()).toBe(
    "Oplæsning på mødet – æøå",
  );
  await leader.getByRole("button", { name: "Trinnet er færdigt" }).click();
  await leader.getByText("Trinnet er markeret som færdigt.").waitFor();
  await leader.getByRole("link", { name: "Til forløbet" }).click();
  await leader.getByRole("link", { name: "Næste: Forberedelse af adfærdsændring" }).waitFor();

  // What customers say: pasted from a mail, looked through, the most important picked; what is deleted can be undone.
  await leader.getByRole("link", { name: /Det, kunderne siger/ }).click();
  await leader.getByRole("button", { name: "Indsæt mange" }).click();
  const mail = readFileSync(
    new URL("../src/preparation/testing/customer-statements-pasted-from-a-mail.txt", import.meta.url),
    "utf8",
  );
  await leader.getByLabel("Indsæt teksten her").fill(mail);
  await leader.getByText("står der allerede").waitFor();
  expect(await axe(leader)).toEqual([]);
  // A file that is no table is refused beside its field, and what was pasted is still there.
  const chooser = leader.getByLabel("Hent fra en fil (CSV eller Excel)");
  const tables = "../src/platform/tables/testing/customers-";
  await chooser.setInputFiles(fileURLToPath(new URL(`${tables}is-really-a-png.csv`, import.meta.url)));
  await leader.getByText("Filen er ikke en tabel.", { exact: false }).first().waitFor();
  await leader.getByRole("button", { name: "Tag 17 udsagn" }).click();
  await leader.getByText("17 udsagn er taget med.").waitFor();
  const statement = leader
    .locator("section")
    .filter({ has: leader.getByRole("heading", { level: 2, name: /ringe tre gange/ }) });
  await statement.getByText("Blandt de vigtigste").click();
  await statement.getByLabel("Hvordan når det frem til mødet?").selectOption({ label: "Læses højt" });
  const other = leader
    .locator("section")
    .filter({ has: leader.getByRole("heading", { level: 2, name: /Fakturaen/ }) });
  await other.getByRole("button", { name: "Slet" }).click();
  await leader.getByText("Udsagnet er slettet.").waitFor();
  await leader.getByRole("button", { name: "Fortryd" }).last().click();
  await leader.getByRole("heading", { level: 2, name: /Fakturaen/ }).waitFor();
  expect(await axe(leader)).toEqual([]);

  // Two at a time, by keyboard, until the five most important are known; leaving and coming back loses no choice.
  await leader.getByRole("link", { name: "Find de vigtigste" }).click();
  await leader.getByRole("button", { name: "Begynd" }).click();
  await leader.getByText(/^Valg 1 af højst/).waitFor();
  const first = leader.locator("button[class*=choice]").first();
  await first.press("Enter");
  await leader.reload();
  await leader.getByText(/^Valg 2 af højst/).waitFor();
  expect(await axe(leader)).toEqual([]);
  while (await first.isVisible()) await first.press("Enter");
  await leader.getByRole("button", { name: "Brug den rækkefølge" }).click();
  await leader.getByText(/17 udsagn, 5 udvalgt/).waitFor();
  await leader.getByRole("button", { name: /^Brug det til de/ }).click();
  await leader.getByText(/udsagn har fået en kanal/).waitFor();

  // Behaviour: a vague one is questioned, a concrete one is taken.
  await leader.getByRole("link", { name: "Værdierne, som kunderne mærker dem" }).first().click();
  await leader.getByRole("link", { name: /adfærd peget på/ }).click();
  const pointedTo = leader
    .locator("section")
    .filter({ has: leader.getByRole("heading", { level: 2, name: "Det er vigtigst over for kunderne" }) });
  await pointedTo.getByLabel("Når …").fill("en kunde ringer om en fejl");
  await pointedTo.getByLabel("… så", { exact: true }).fill("være mere professionelle");
  await pointedTo.getByText("Kan en kunde se det ske?").waitFor();
  await pointedTo.getByLabel("… så", { exact: true }).fill("ringer vi tilbage samme dag");
  await pointedTo.getByRole("button", { name: "Tilføj" }).click();
  await pointedTo.getByText("ringer vi tilbage samme dag", { exact: true }).waitFor();
  expect(await axe(leader)).toEqual([]);
});

test("a person who is invited signs in by the link in her mail, on a phone, and a scanner that opened it first changes nothing", async () => {
  const leader = await house.someone();
  await leader.goto("/sign-in");
  await leader.getByLabel("E-mail").fill("karen@nordvarme.example");
  await leader.getByRole("button", { name: "Send mig et link" }).click();
  const mail = await until("the sign-in mail", () => house.post.to("karen@nordvarme.example").at(-1));
  const link = mail.text!.match(/http\S+\/sign-in\/link\/\S+/)![0];
  // The mail scanner.
  for (let visit = 0; visit < 2; visit++) await fetch(link);
  const karen = await house.someone(phone);
  await karen.goto(link);
  await karen.getByRole("button", { name: /Log ind/ }).click();
  await karen.getByRole("heading", { level: 1, name: /Hej Karen/ }).waitFor();
  const width = await karen.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test("the guide is adapted: steps by keys, an error at its place, published, and the journey goes over", async () => {
  const karen = await house.someone({ bypassCSP: true });
  await house.signIn(karen, "karen@nordvarme.example");
  await karen.goto("/guides/liveOutValues");
  await karen.getByRole("button", { name: "Tilpas guiden" }).click();
  const handle = karen.getByRole("button", { name: /^Flyt “Dialog”/ });
  await handle.press("ArrowDown");
  await karen.getByRole("button", { name: /^4\. Proces/ }).waitFor();
  await karen.getByRole("button", { name: /^5\. Dialog/ }).click();
  await karen.getByLabel("Aktivitet").fill("");
  // What another administrator writes elsewhere meanwhile is kept beside it.
  const seen = await karen.request.get("/api/guide/guides/liveOutValues/draft");
  const { version } = (await seen.json()).draft;
  await karen.request.patch("/api/guide/guides/liveOutValues/draft", {
    data: { fields: { "guide.da.title": "Vores vej" }, version },
  });
  const publish = async () => {
    await karen.getByRole("button", { name: "Udgiv", exact: true }).click();
    await karen.getByRole("dialog").getByRole("button", { name: "Udgiv", exact: true }).click();
  };
  await publish();
  await karen.getByRole("button", { name: "Trin 5, Dialog, Aktivitet, dansk" }).click();
  expect(await karen.getByLabel("Aktivitet").evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  expect(await karen.getByLabel("Guidens navn").inputValue()).toBe("Vores vej");
  expect(await axe(karen)).toEqual([]);
  await karen.keyboard.type("Vi taler om det");
  await publish();
  await karen.getByText("Jeres udgave 1 er udgivet. Nye forløb begynder på den.").waitFor();
  await karen.getByRole("row", { name: /Fulgte med, udgave \d.*Nordvarme, Runde 1/ }).waitFor();
  expect(await axe(karen)).toEqual([]);
  await karen.getByRole("link", { name: "Nordvarme, Runde 1" }).click();
  await karen.getByRole("button", { name: "Gå over til den nye udgave" }).click();
  await karen.getByText("Forløbet følger nu den nye udgave.").waitFor();
  await karen.getByText("Vi taler om det").waitFor();
  await karen.getByRole("button", { name: "Fortryd" }).last().click();
  await karen.getByText("Dialog med medarbejderne på mødet").waitFor();
});

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
