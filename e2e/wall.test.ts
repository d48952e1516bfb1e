import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/id.ts";
import { connected, does } from "./connected.ts";
import { type House, openHouse, phone, until } from "./harness.ts";
import { button, press, reach, walkToNote, write } from "./keys.ts";
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

test("the wall has the window: most of it on a laptop, and notes are seen without scrolling on every screen", async () => {
  for (const [width, height, atLeast] of [
    [1280, 800, 0.6],
    [768, 1024, 0.5],
    [390, 844, 0.4],
  ] as const) {
    await console.setViewportSize({ width, height });
    await until(`${atLeast} of the window at ${width}`, () =>
      console
        .locator("[data-note]")
        .first()
        .evaluate((note, least) => {
          const { top, bottom } = note
            .closest("[role=grid]")!
            .closest("section")!
            .parentElement!.parentElement!.getBoundingClientRect();
          return (
            note.getBoundingClientRect().bottom < innerHeight &&
            bottom <= innerHeight &&
            (bottom - top) / innerHeight >= least
          );
        }, atLeast),
    );
    const tools = console.getByRole("toolbar", { name: "Ordn væggen" });
    const isAllInSight = () => tools.evaluate((bar) => bar.scrollWidth <= bar.clientWidth);
    expect(await isAllInSight(), `tools at ${width}`).toBe(true);
    await tools.getByRole("button", { name: "Papirsedler" }).waitFor();
  }
  await console.setViewportSize({ width: 1280, height: 800 });
});

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
  await console.getByText(/^Fortrudt: \d sedler lagt i klynger/).waitFor();
  await console.keyboard.press("Control+Shift+Z");
  await heading(/^Smil og hils/).waitFor();
});

const row = (name: RegExp) => console.getByRole("row", { name }).first();
const onRow = () => console.evaluate(() => document.activeElement?.getAttribute("data-note") ?? null);

const walkTo = (name: RegExp) => walkToNote(console, name);
const columnOf = (name: RegExp) =>
  row(name).evaluate((element) => element.closest("section")?.getAttribute("aria-label"));
const chosen = () => console.locator("[data-note][aria-selected='true']").count();

test("a note that says two things is split into two", async () => {
  await walkTo(/Vi indrømmer fejl/);
  await console.keyboard.press("Space");
  await press(console, button(console, "Del sedlen"));
  await look(console, "wall-split");
  await press(console, button(console, "Del i 2 sedler"));
  await row(/^Vi siger undskyld\./).waitFor();
  await row(/^Vi indrømmer fejl\.$/).waitFor();
  await console.keyboard.press("Control+Z");
  await row(/Vi indrømmer fejl\. Vi siger undskyld/).waitFor();
});

test("notes are chosen, moved and moved back by keys; what happened is said, and the focus stays on the note", async () => {
  await walkTo(/Kaffe i venteværelset/);
  await console.keyboard.press("Space");
  await console.getByText("1 valgt").first().waitFor();
  await console.keyboard.press("Enter");
  const menu = console.getByRole("menu", { name: "Flyt til …" });
  await menu.waitFor();
  await until("the menu to have the focus", () =>
    console.evaluate(() => document.activeElement?.closest("[role=menu]") !== null),
  );
  await console.keyboard.type("Smil");
  await console.keyboard.press("Enter");
  await console.getByText("1 seddel flyttet til Smil og hils. Fortryd med Ctrl Z.").waitFor();
  expect(await columnOf(/Kaffe/)).toBe("Smil og hils");
  await until(
    "the focus on the moved note",
    async () => (await onRow()) === (await row(/Kaffe/).getAttribute("data-note")),
  );

  // Up in its column, and out of it to the column before.
  await console.keyboard.press("Alt+ArrowUp");
  const smiles = console.getByRole("grid", { name: /^Smil og hils/ }).getByRole("row");
  await until("it one higher", async () => /Kaffe/.test((await smiles.nth(1).textContent()) ?? ""));
  await until("the focus", async () => (await onRow()) === (await row(/Kaffe/).getAttribute("data-note")));
  await console.keyboard.press("Alt+ArrowUp");
  await until("it first", async () => /Kaffe/.test((await smiles.nth(0).textContent()) ?? ""));
  await console.keyboard.press("Control+Z");
  await console.keyboard.press("Control+Z");
  await console.keyboard.press("Control+Z");
  await until("it back", async () => (await columnOf(/Kaffe/)) === "Uden klynge");
  await console.getByText("Fortrudt: 1 seddel flyttet til Smil og hils").waitFor();

  await walkTo(/Vi smiler når/);
  await console.keyboard.press("Shift+ArrowDown");
  expect(await chosen()).toBe(2);
  await console.keyboard.press("Escape");
  expect(await chosen()).toBe(0);
  await console.keyboard.press("Control+A");
  expect(await chosen()).toBe(2);
  await console.keyboard.press("Control+A");
  expect(await chosen()).toBe(5);
  await console.keyboard.press("Escape");
});

async function middleOf(target: Locator) {
  const { x, y, width, height } = (await target.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

test("a mouse carries a note to another column, and Escape puts it back; a band chooses what it touches", async () => {
  await console.setViewportSize({ width: 1280, height: 1100 });
  await row(/Kaffe/).scrollIntoViewIfNeeded();
  const from = await middleOf(row(/Kaffe/));
  const to = await middleOf(row(/Et smil ved skranken/));
  await console.mouse.move(from.x, from.y);
  await console.mouse.down();
  await console.mouse.move(to.x, to.y, { steps: 5 });
  await console.locator("[data-column][data-over]").waitFor();
  await console.keyboard.press("Escape");
  await console.mouse.up();
  expect(await columnOf(/Kaffe/)).toBe("Uden klynge");

  await console.mouse.move(from.x, from.y);
  await console.mouse.down();
  await console.mouse.move(to.x, to.y - 12, { steps: 8 });
  await console.locator("[data-column][data-over]").waitFor();
  await console.mouse.up();
  await until("it there", async () => (await columnOf(/Kaffe/)) === "Smil og hils");
  await console.getByText("1 seddel flyttet til Smil og hils").first().waitFor();
  await console.keyboard.press("Control+Z");
  await until("it back", async () => (await columnOf(/Kaffe/)) === "Uden klynge");

  await row(/Vi smiler når/).click();
  expect(await chosen()).toBe(1);
  await row(/Kaffe/).click({ modifiers: ["Control"] });
  expect(await chosen()).toBe(2);
  const view = (await console.getByRole("grid", { name: /^Smil og hils/ }).boundingBox())!;
  await console.mouse.move(view.x - 4, view.y + view.height - 2);
  await console.mouse.down();
  await console.mouse.move(view.x + view.width - 20, view.y + 6, { steps: 4 });
  await console.locator("[data-caught]").first().waitFor();
  await console.mouse.up();
  expect(await chosen()).toBe(2);
  expect(await console.locator("section[aria-label='Smil og hils'] [aria-selected='true']").count()).toBe(2);
  await console.keyboard.press("Escape");
});

test("fingers: two of them zoom, one that rests on a note lifts it, a tap chooses", async () => {
  const page = await planned.signedIn({ viewport: { width: 820, height: 1180 }, hasTouch: true });
  await page.goto(`/meetings/${planned.meetingId}/lead`);
  const note = page.getByRole("row", { name: /Kaffe/ });
  await note.scrollIntoViewIfNeeded();
  await note.tap();
  await page.getByText("1 valgt").first().waitFor();
  await note.tap();
  await page.getByText("1 valgt").first().waitFor({ state: "detached" });
  const hand = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    hand.send("Input.dispatchTouchEvent", { type, touchPoints });
  const { x, y } = await middleOf(note);
  await touch("touchStart", [
    { x: x - 40, y },
    { x: x + 40, y },
  ]);
  await touch("touchMove", [
    { x: x - 20, y },
    { x: x + 20, y },
  ]);
  await touch("touchEnd", []);
  await page.getByRole("button", { name: "50 %: fuld størrelse" }).waitFor();
  await page.getByRole("button", { name: /fuld størrelse/ }).click();
  await note.scrollIntoViewIfNeeded();
  const from = await middleOf(note);
  const target = page.getByRole("row", { name: /Et smil ved skranken/ });
  const to = await middleOf(target);
  await touch("touchStart", [from]);
  await page.locator("[data-carrying]").waitFor();
  await touch("touchMove", [{ x: to.x, y: to.y - 10 }]);
  await page.locator("[data-column][data-over]").waitFor();
  await touch("touchEnd", []);
  await page.getByText("1 seddel flyttet til Smil og hils").first().waitFor();
  await page.getByRole("button", { name: /^Fortryd: 1 seddel flyttet/ }).click();
  await page.getByText("Fortrudt: 1 seddel flyttet til Smil og hils").waitFor();
  await page.context().close();
});

test("a photo is hung up with what it shows, seen large, on the big screen and the phone, taken down and hung up again", async () => {
  await console.setViewportSize({ width: 1280, height: 800 });
  await press(console, button(console, "Foto"));
  const dialog = console.getByRole("dialog", { name: "Hæng et foto op" });
  await dialog.getByText("højst 15 MB", { exact: false }).waitFor();
  const field = dialog.locator("input[type=file]");
  await field.setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg/>") });
  await press(console, dialog.getByRole("button", { name: "Hæng op" }));
  await dialog.getByText("Filen er ikke et billede, vi kan læse. Brug JPEG, PNG eller HEIC.").waitFor();
  const jpeg = await sharp({ create: { width: 1200, height: 900, channels: 3, background: "#e8e0c8" } })
    .jpeg()
    .toBuffer();
  await field.setInputFiles({ name: "flipover.jpg", mimeType: "image/jpeg", buffer: jpeg });
  await write(console, dialog.getByLabel("Hvad viser det?"), "Bord 2");
  await look(console, "wall-photo-form");
  await press(console, dialog.getByRole("button", { name: "Hæng op" }));
  await dialog.waitFor({ state: "detached" });
  const small = console.getByRole("button", { name: "Foto: Bord 2" });
  await small.waitFor();
  const isLoaded = (image: Locator) =>
    until("the picture", () => image.evaluate((element) => (element as HTMLImageElement).naturalWidth > 0));
  await isLoaded(small.locator("img"));

  const { token, seatId } = await planned.ask("/meeting/join", { code: "NORD77", names: ["Anna"] });
  expect([Boolean(token), Boolean(seatId)]).toEqual([true, true]);
  const anna = await house.someone({ ...phone });
  const visit = { meetingId: planned.meetingId, seatId, token, names: ["Anna"], title: "", code: "NORD77" };
  await anna.addInitScript((kept) => localStorage.setItem("udlev-visit NORD77", kept), JSON.stringify(visit));
  await anna.goto("/m/NORD77");
  const hers = anna.getByRole("button", { name: "Bord 2" });
  await hers.waitFor();
  await isLoaded(hers.locator("img"));
  await hers.tap();
  await anna.getByRole("dialog", { name: "Bord 2" }).getByRole("button", { name: "Luk" }).tap();

  await press(console, small);
  await look(console, "wall-photo");
  const screen = await planned.signedIn({ viewport: { width: 1920, height: 1080 } });
  await screen.goto(`/meetings/${planned.meetingId}/screen`);
  await press(console, console.getByRole("button", { name: "Vis stort på storskærmen" }));
  await isLoaded(screen.getByRole("img", { name: "Bord 2" }));
  await press(console, small);
  await press(console, console.getByRole("button", { name: "Tag ned" }));
  await small.waitFor({ state: "detached" });
  await hers.waitFor({ state: "detached" });
  await console.keyboard.press("Control+Z");
  await small.waitFor();
  await hers.waitFor();
  for (const page of [anna, screen]) await page.context().close();
  expect(house.faults).toEqual([]);
});
