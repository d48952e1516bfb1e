import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, openHouse } from "./harness.ts";
import { button, press, write } from "./keys.ts";

/** The whole way without a mouse: everything is reached by Tab, seen where it is, and done by keys. */
let house: House;
let leader: Page;

beforeAll(async () => {
  house = await openHouse();
  leader = await house.someone();
});
afterAll(() => house?.close());

const link = (page: Page, name: string | RegExp) =>
  page.getByRole("main").getByRole("link", { name }).first();

test("an organisation is set up and a journey begun", async () => {
  await leader.goto("/");
  await write(leader, leader.getByLabel("Organisationens navn"), "Nordvarme");
  await write(leader, leader.getByLabel("Dit navn"), "Karen Skovbo");
  await write(leader, leader.getByLabel("Din e-mail"), "karen@nordvarme.example");
  await write(leader, leader.getByLabel("Vælg en adgangskode"), "en lang adgangskode");
  await leader.keyboard.press("Enter");
  await leader.getByRole("heading", { level: 1, name: /Hej Karen/ }).waitFor();
  await press(leader, button(leader, "Begynd et forløb"));
  await leader.getByRole("heading", { name: "Før du begynder" }).waitFor();
  await press(leader, leader.getByRole("radio", { name: "Ja" }).first(), "Space");
  await leader.getByText("Er værdigrundlaget taget i brug i organisationen?").waitFor();
  await press(leader, leader.getByRole("radio", { name: "Ja" }).nth(1), "Space");
  await link(leader, "Næste: Formidling").waitFor();
});

test("what customers say is pasted, and a behaviour pointed to", async () => {
  await press(leader, link(leader, /Det, kunderne siger/));
  await press(leader, button(leader, "Indsæt mange"));
  await write(leader, leader.getByLabel("Indsæt teksten her"), "Jeg måtte ringe tre gange.");
  await press(leader, button(leader, /^Tag /));
  await leader.getByText("er taget med").waitFor();
  await press(leader, leader.getByRole("checkbox", { name: "Blandt de vigtigste" }).first(), "Space");
  await leader.getByLabel("Hvordan når det frem til mødet?").first().waitFor();
  await press(leader, leader.getByRole("link", { name: "Værdierne, som kunderne mærker dem" }).first());
  await press(leader, link(leader, /adfærd peget på/));
  await write(leader, leader.getByLabel("Når …").first(), "en kunde ringer om en fejl");
  await write(leader, leader.getByLabel("… så", { exact: true }).first(), "ringer vi tilbage samme dag");
  await press(leader, button(leader, "Tilføj"));
  await leader.getByText("ringer vi tilbage samme dag", { exact: true }).waitFor();
  await press(leader, leader.getByRole("link", { name: "Værdierne, som kunderne mærker dem" }).first());
});

test("a meeting is planned, opened, and led to a decision; a participant's phone needs no finger either", async () => {
  await press(leader, link(leader, "Planlæg mødet"));
  await press(leader, button(leader, "Planlæg mødet"));
  await leader.getByRole("heading", { name: "Dagsorden" }).waitFor();
  const meetingId = leader.url().match(/meetings\/([\w-]+)/)![1]!;
  await leader.goto(`/meetings/${meetingId}/lead`);
  await press(leader, button(leader, "Åbn mødet"));
  await button(leader, "Vis de fem punkter").waitFor();
  const plan = await leader.request.get(`/api/meeting/meetings/${meetingId}`);
  const { joinCode } = await plan.json();

  const anna = await house.someone();
  await anna.goto(`/m/${joinCode}`);
  await write(anna, anna.getByLabel("Dit navn"), "Anna");
  await anna.keyboard.press("Enter");
  await anna.getByText("Hej Anna. Du er med.").waitFor();

  // One next thing after another: the console's one button is pressed until it asks the first question.
  await press(leader, button(leader, "Vis de fem punkter"));
  const ask = button(leader, /^Stil spørgsmålet/);
  const show = button(leader, /^Vis: /);
  for (;;) {
    await ask.or(show).first().waitFor();
    if (await ask.isVisible()) break;
    const slide = await show.textContent();
    await press(leader, show);
    await leader.getByRole("button", { name: slide!, exact: true }).waitFor({ state: "detached" });
  }
  await press(leader, ask);
  await write(anna, anna.getByLabel("Dit svar"), "Det rammer rigtigt");
  await press(anna, button(anna, "Send svaret"));
  await anna.getByText("Dit · Gemt").waitFor();
  await leader.getByText("1 svar er skrevet").first().waitFor();
  await press(leader, button(leader, "Vis svarene for alle"));
  await leader.getByText("Det rammer rigtigt").first().waitFor();

  const go = async (stage: RegExp) => {
    await press(leader, leader.getByRole("navigation").getByRole("button", { name: stage }).first());
    await leader.getByRole("menuitem", { name: /^Gå til/ }).waitFor();
    await leader.keyboard.press("Enter");
  };
  await go(/væggen/);
  await write(anna, anna.getByLabel("Ny seddel"), "ringer tilbage samme dag");
  await press(anna, button(anna, "Hæng op"));
  await leader.getByText("ringer tilbage samme dag").first().waitFor();
  await press(leader, button(leader, /^(Gå til|Videre til) afstemningen/i));
  await write(leader, leader.getByLabel("En mulighed mere"), "siger vores navn");
  await press(leader, button(leader, "Tilføj"));
  await press(leader, button(leader, /^Åbn afstemningen med/));
  await press(anna, anna.getByRole("button", { name: /^En prik mere/ }).first());
  await leader.getByText("1 har stemt").waitFor();
  await press(leader, button(leader, "Luk afstemningen og vis resultatet"));
  await press(leader, button(leader, "Gå til beslutningen"));
  await press(leader, button(leader, /^Formulér ?:/));
  await press(anna, anna.getByRole("button", { name: "Ja", exact: true }));
  await leader.getByText("1 kan leve med det").waitFor();
  await press(leader, button(leader, "Beslut: sådan gør vi"));
  await leader.getByText(/^Besluttet kl\./).waitFor();
});

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
