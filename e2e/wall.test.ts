import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { connected, does } from "./connected.ts";
import { type House, openHouse } from "./harness.ts";
import { button, press, reach } from "./keys.ts";
import { look, type Planned, plannedMeeting } from "./planned.ts";

/** The wall by keyboard alone: what is done is said, and everything can be taken back. */
let house: House;
let planned: Planned;
let console: Page;

beforeAll(async () => {
  house = await openHouse();
  planned = await plannedMeeting(house);
  const { meetingId, ask } = planned;
  await ask(`/meeting/meetings/${meetingId}/open`, {});
  const hello = { as: "leader", meetingId, locale: "da" } as const;
  const karen = await connected(house.config.baseUrl, hello, planned.cookie());
  const wall = Object.values(karen.snapshot().room.stages).find(({ kind }) => kind === "wall")!;
  const roundId = newId();
  await does(karen, { type: "stage.go", stageId: wall.id, roundId });
  const texts = [
    "Vi smiler når kunden kommer ind",
    "Et smil ved skranken",
    "Vi indrømmer fejl. Vi siger undskyld.",
    "Vi retter fejlen og fortæller kunden det",
    "Kaffe i venteværelset",
  ];
  const notes = texts.map((text) => ({ noteId: newId(), text }));
  await does(karen, { type: "wall.paste", roundId, notes });
  karen.close();
  console = await planned.signedIn();
  await console.goto(`/meetings/${meetingId}/lead`);
  await console.getByText("Kaffe i venteværelset").first().waitFor();
});
afterAll(() => house?.close());

const heading = (name: RegExp) => console.getByRole("heading", { name, level: 3 });

test("clusters are suggested, corrected and taken; taken back and taken again by the keys that everybody knows", async () => {
  await press(console, button(console, "Foreslå klynger"));
  const dialog = console.getByRole("dialog", { name: "Forslag til klynger" });
  await dialog.getByText("1 seddel ligner ingen andre", { exact: false }).waitFor();
  await look(console, "wall-suggested");
  const name = dialog.getByLabel("Navn på klyngen").first();
  await reach(console, name);
  await console.keyboard.press("Control+A");
  await console.keyboard.type("Smil og hils");
  await press(console, dialog.getByRole("button", { name: "Lav 2 klynger" }));
  await heading(/^Smil og hils 2/)
    .or(heading(/^Fejl 2/))
    .first()
    .waitFor();
  expect(await console.getByRole("heading", { level: 3 }).count()).toBeGreaterThanOrEqual(3);
  await look(console, "wall-taken");

  await console.keyboard.press("Control+Z");
  await heading(/^Smil og hils/).waitFor({ state: "detached" });
  await console.getByText("Fortrudt: forslag til klynger").waitFor();
  await console.keyboard.press("Control+Shift+Z");
  await heading(/^Smil og hils/).waitFor();
});

test("a note that says two things is split into two", async () => {
  await reach(console, console.getByRole("checkbox", { name: /Vi indrømmer fejl/ }));
  await console.keyboard.press("Space");
  await press(console, button(console, "Del sedlen"));
  await look(console, "wall-split");
  await press(console, button(console, "Del i 2 sedler"));
  await console.getByRole("checkbox", { name: /Vælg: Vi siger undskyld\./ }).waitFor();
  await console.getByRole("checkbox", { name: /Vælg: Vi indrømmer fejl\.$/ }).waitFor();
  await console.keyboard.press("Control+Z");
  await console.getByRole("checkbox", { name: /Vi indrømmer fejl\. Vi siger undskyld/ }).waitFor();
});
