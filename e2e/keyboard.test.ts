import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, openHouse } from "./harness.ts";
import { button, press, reach, walkToNote, write } from "./keys.ts";

/**
 * The whole way to the end of a meeting without a mouse, for who leads and who takes part: everything is reached by Tab,
 * seen where it is, and done by keys.
 */
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

let anna: Page;
let meetingId: string;

test("a meeting is planned and opened, and the first question asked and answered", async () => {
  await press(leader, link(leader, "Planlæg mødet"));
  await press(leader, button(leader, "Planlæg mødet"));
  await leader.getByRole("heading", { name: "Dagsorden" }).waitFor();
  meetingId = leader.url().match(/meetings\/([\w-]+)/)![1]!;
  await leader.goto(`/meetings/${meetingId}/lead`);
  await press(leader, button(leader, "Åbn mødet"));
  await button(leader, "Vis de fem punkter").waitFor();
  const plan = await leader.request.get(`/api/meeting/meetings/${meetingId}`);
  const { joinCode } = await plan.json();

  anna = await house.someone();
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
  await button(anna, "Færdig ✓").waitFor();
  await leader.getByText("1 svar er skrevet").first().waitFor();
  await press(leader, button(leader, "Vis svarene for alle"));
  await leader.getByText("Det rammer rigtigt").first().waitFor();
});

test("groups are drawn, behaviours written and made concrete, and gathered on the wall", async () => {
  await press(
    leader,
    leader
      .getByRole("navigation")
      .getByRole("button", { name: /^Grupper/ })
      .first(),
  );
  await leader.getByRole("menuitem", { name: /^Gå til/ }).waitFor();
  await leader.keyboard.press("Enter");
  await press(leader, button(leader, "Træk grupper ved lod"));
  await anna.getByText("Du er i", { exact: false }).waitFor();
  await press(leader, button(leader, "Lad grupperne skrive"));
  for (const text of ["ringer tilbage samme dag", "siger vores navn"]) {
    await write(anna, anna.getByLabel("Ny adfærd"), text);
    await press(anna, button(anna, "Tilføj til listen"));
    await anna.getByText(text).first().waitFor();
  }
  await press(anna, button(anna, "Gør konkret: nummer 1"));
  await write(anna, anna.getByLabel("Det siger vi"), "Jeg ringer i dag");
  await press(anna, button(anna, "Luk"));
  await leader.getByText("siger vores navn").first().waitFor();

  await press(leader, button(leader, "Hæng forslagene på væggen"));
  await press(leader, button(leader, "Papirsedler"));
  await write(leader, leader.getByLabel(/Sedlerne, én/), "ringer, før vi kører");
  await press(leader, button(leader, "Hæng 1 seddel op"));
  await leader
    .getByRole("row", { name: /ringer, før vi kører/ })
    .first()
    .waitFor();
  for (const text of [/ringer tilbage samme dag/, /ringer, før vi kører/]) {
    await walkToNote(leader, text);
    await leader.keyboard.press("Space");
  }
  await press(leader, button(leader, "Saml i ny klynge"));
  await leader.keyboard.type("Vi ringer");
  await leader.keyboard.press("Enter");
  await leader.getByRole("heading", { name: /^Vi ringer 2/ }).waitFor();
});

test("a vote is tied and taken again, and the decision made, with next steps", async () => {
  await press(leader, button(leader, "Gå til afstemningen"));
  await press(leader, button(leader, /^Åbn afstemningen med 2/));
  for (const option of ["Vi ringer", "siger vores navn"])
    await press(anna, anna.getByRole("button", { name: `En prik mere: ${option}` }));
  await leader.getByText("1 har stemt").first().waitFor();
  await press(leader, button(leader, "Luk afstemningen og vis resultatet"));
  await leader.getByText("står lige").or(leader.getByText("stod lige")).first().waitFor();
  await press(leader, button(leader, /^Anden runde mellem de 2/));
  await press(anna, anna.getByRole("button", { name: "En prik mere: Vi ringer" }));
  await leader.getByText("1 har stemt").first().waitFor();
  await press(leader, button(leader, "Luk afstemningen og vis resultatet"));
  await press(leader, button(leader, "Gå til beslutningen"));
  await press(leader, button(leader, "Formulér den første"));
  await reach(leader, leader.getByLabel("Vi …"));
  await leader.keyboard.press("Control+A");
  await leader.keyboard.type("Vi ringer tilbage samme dag");
  await press(leader, button(leader, "Vis den for alle"));
  await press(anna, anna.getByRole("button", { name: "Ja", exact: true }));
  await leader.getByText("1 kan leve med det").first().waitFor();
  await press(leader, button(leader, "Beslut: sådan gør vi"));
  await leader.getByText(/^Besluttet kl\./).waitFor();
  await press(leader, button(leader, "Gå til næste skridt"));
  await write(leader, leader.getByLabel("Hvad skal gøres?"), "Sæt en tavle op");
  await write(leader, leader.getByLabel("Hvem tager den?"), "Anna");
  await press(leader, button(leader, "Tilføj handlingen"));
  await anna.getByText("Sæt en tavle op").waitFor();
  // What was just done is said; one key goes there, and "undo" is what has the focus.
  await press(leader, button(leader, /^Fjern.*Sæt en tavle op/));
  await anna.getByText("Sæt en tavle op").waitFor({ state: "detached" });
  await leader.getByRole("status").getByText("Handlingen er fjernet.").waitFor();
  await leader.keyboard.press("F8");
  await leader.keyboard.press("Enter");
  await anna.getByText("Sæt en tavle op").waitFor();
  await leader.locator("[data-toast]").waitFor({ state: "detached" });
});

test("the meeting is closed, opened again within its minute, and closed; the phone is left empty", async () => {
  await press(leader, button(leader, "Gå til afslutningen"));
  await press(leader, button(leader, /^Luk mødet/));
  await press(leader, button(leader, "Fortryd, og åbn mødet igen"));
  await press(leader, button(leader, /^Luk mødet/));
  await leader.getByRole("heading", { name: "Mødet er lukket" }).waitFor();
  await anna.getByText("Vi ringer tilbage samme dag").first().waitFor();
  await press(anna, button(anna, "Navn og valg"));
  await press(anna, anna.getByRole("dialog").getByRole("button", { name: "Forlad, og slet fra telefonen" }));
  await anna.getByRole("heading", { name: "Kom med til mødet" }).waitFor();
});

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
