import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connection, Unsent } from "#meeting/connection.ts";
import type { StageKind } from "#meeting/model/kinds.ts";
import { inOrganisation } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { connected, does } from "./connected.ts";
import { axe, type House, openHouse, phone, until } from "./harness.ts";
import { netOf } from "./net.ts";
import { code, type Planned, pictures, plannedMeeting } from "./planned.ts";
import { onTheWall, tooSmall } from "./seen.ts";

/** A meeting as far as the wall: one who leads, the big screen, and eight phones, of which two come late and one loses its net. */
let house: House;
let planned: Planned;
let karen: Connection;
let leader: Page;
let inEnglish: Page;
let screen: Page;
/** What each of them was sent over the wire, from the first frame. */
const heard = new Map<string, string[]>();
const phones = new Map<string, Page>();
let hannesNet: Awaited<ReturnType<typeof netOf>>;

beforeAll(async () => {
  house = await openHouse();
  planned = await plannedMeeting(house);
});
afterAll(async () => {
  karen?.close();
  await house?.close();
});

function listen(who: string, page: Page): void {
  const frames: string[] = [];
  heard.set(who, frames);
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => void frames.push(String(payload))),
  );
}
/** Who has been sent these words. */
const whoHeard = (words: string): string[] =>
  [...heard].flatMap(([who, frames]) => (frames.some((frame) => frame.includes(words)) ? [who] : [])).sort();

const at = (name: string): Page => phones.get(name)!;
const on = <T>(names: string[], act: (page: Page, name: string) => Promise<T>) =>
  Promise.all(names.map((name) => act(at(name), name)));
const next = (name: RegExp | string) => leader.getByRole("button", { name }).first();
const lead = (command: Unsent): Promise<void> => does(karen, command);
const room = () => karen.snapshot().room;
const stageOf = (kind: StageKind, place = 0): string =>
  room().meeting.meeting!.stageOrder.filter((id) => room().stages[id]!.kind === kind)[place]!;

const isEnglish = (name: string) => name === "Dorthe";
/** In the language of her phone. */
const say = (name: string, danish: string, english: string) => (isEnglish(name) ? english : danish);

async function come(names: string[]): Promise<void> {
  const [name] = names as [string];
  const page = await house.someone({
    ...phone,
    bypassCSP: true,
    ...(isEnglish(name) && { locale: "en-GB", colorScheme: "dark" as const }),
  });
  if (name === "Hanne") hannesNet = await netOf(page);
  else listen(name, page);
  phones.set(name, page);
  await page.goto(`/m/${code}`);
  for (const [place, each] of names.entries()) {
    if (place > 0) await page.getByRole("button", { name: "Vi er flere om telefonen" }).click();
    await page.getByLabel(place === 0 ? /^(Dit navn|Your name)$/ : `Navn ${place + 1}`).fill(each);
  }
  await page.getByRole("button", { name: /^(Gå ind|Go in)$/ }).click();
  await page.getByText(say(name, "Alt er gemt", "All saved")).waitFor();
}

const windows: [number, number][] = [
  [1024, 768],
  [1280, 720],
  [3840, 2160],
  [1920, 1080],
];

/** Every view as it is at this stage: accessible in both languages and themes, for thumbs, and for the last row. */
async function everywhere(stage: string): Promise<void> {
  const dark = (page: Page, isDark: boolean) =>
    page.evaluate(
      (theme) => {
        document.documentElement.dataset.theme = theme;
      },
      isDark ? "dark" : "light",
    );
  const looked = async (page: Page, name: string) => {
    expect.soft(await axe(page), `${stage}: ${name}`).toEqual([]);
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/meeting-${stage}-${name}.png` });
  };
  const onScreen = async () => {
    for (const [width, height] of windows) {
      await screen.setViewportSize({ width, height });
      const fits = async () => (await onTheWall(screen)).outside.length === 0;
      await until(`${stage}: all of the screen in ${width} × ${height}`, fits);
    }
    const { smallest, words } = await onTheWall(screen);
    expect.soft(smallest, `${stage}: “${words}” from eight metres`).toBeGreaterThanOrEqual(28);
    if (stage !== "close") expect.soft(await screen.getByText(code).isVisible(), stage).toBe(true);
    await looked(screen, "screen");
    await dark(screen, true);
    await looked(screen, "screen-dark");
    await dark(screen, false);
  };
  const onPhone = async (name: string) => {
    await looked(at(name), `phone-${name}`);
    expect.soft(await tooSmall(at(name)), `${stage}: ${name}`).toEqual([]);
  };
  await Promise.all([
    onScreen(),
    looked(leader, "console"),
    dark(inEnglish, true).then(() => looked(inEnglish, "console-en-dark")),
    onPhone("Anna"),
    onPhone("Dorthe"),
  ]);
}

const first = ["Anna", "Bo", "Cecilie", "Dorthe", "Erik", "Hanne"];
const late = ["Freja", "Gorm"];

test("the screen waits for the meeting; six phones come in, one of them with two people, one person without", async () => {
  leader = await planned.signedIn();
  screen = await planned.signedIn({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  listen("screen", screen);
  listen("leader", leader);
  await screen.goto(`/meetings/${planned.meetingId}/screen`);
  await screen.getByText("Her kommer det, når det bliver åbnet").waitFor();
  await leader.goto(`/meetings/${planned.meetingId}/lead`);
  await leader.getByRole("button", { name: "Åbn mødet" }).click();
  await next("Vis de fem punkter").waitFor();
  await screen.getByText(code).waitFor();
  inEnglish = await planned.signedIn({ locale: "en-GB" });
  const language = { name: "udlev-language", value: "en", url: house.config.baseUrl };
  await inEnglish.context().addCookies([language]);
  await inEnglish.goto(`/meetings/${planned.meetingId}/lead`);
  karen = await connected(
    house.config.baseUrl,
    { as: "leader", meetingId: planned.meetingId, locale: "da" },
    planned.cookie(),
  );
  await Promise.all(first.map((name) => come(name === "Bo" ? ["Bo", "Bente"] : [name])));
  await lead({ type: "seat.add", seatId: newId(), names: ["Viggo"] });
  // Seven at six phones, and one who has none.
  await screen.getByText("8 er med").waitFor();
  await screen.getByText("Bente").waitFor();
  await everywhere("lobby");
});

test("the five points are on the wall and in every hand", async () => {
  await next("Vis de fem punkter").click();
  const title = { name: "Kunderne venter på os" };
  await screen.getByRole("heading", title).waitFor();
  await on(first, (page) => page.getByRole("heading", title).waitFor());
  await everywhere("points");
  await next("Vis: Sådan vil vi være").click();
  await screen.getByRole("heading", { name: "Sådan vil vi være" }).waitFor();
});

test("what is answered is nobody's but its writer's until all is shown to all", async () => {
  await next(/^Stil spørgsmålet/).click();
  await on(first, async (page, name) => {
    await page.getByLabel(say(name, "Dit svar", "Your answer")).fill(`Alene ${name} ved det`);
    await page.getByRole("button", { name: say(name, "Send svaret", "Send the answer") }).click();
    await page.getByText(say(name, "Dit · Gemt", "Yours · Saved")).waitFor();
    await page.getByRole("button", { name: say(name, "Færdig ✓", "Done ✓") }).waitFor();
  });
  await screen.getByText("6 svar").waitFor();
  await screen.getByText("6 er færdige").waitFor();
  await leader.getByText("6 svar er skrevet").first().waitFor();
  // Not even sent: every frame that anybody was given has been kept.
  for (const name of first.filter((each) => each !== "Hanne"))
    expect(whoHeard(`Alene ${name} ved det`), name).toEqual([name]);
  expect(whoHeard("Alene Hanne ved det")).toEqual([]);
  await everywhere("dialogue");

  await next("Vis svarene for alle").click();
  await on(first, async (page) => {
    for (const name of first) await page.getByText(`Alene ${name} ved det`).waitFor();
  });
  await screen.getByText("Alene Anna ved det").waitFor();
  const orders = await on(first, (page) => page.getByText(/^Alene \w+ ved det$/).allTextContents());
  expect(new Set(orders.map((order) => order.join())).size, "one order for all").toBe(1);
  await at("Anna")
    .getByRole("listitem")
    .filter({ hasText: "Alene Erik" })
    .getByRole("button")
    .first()
    .click();
  await at("Erik").getByText("1 er enig").waitFor();
  const [eriks] = Object.values(room().notes).filter(({ text }) => text.includes("Erik"));
  await lead({ type: "note.takeAlong", noteId: eriks!.id, isTakenAlong: true });
  await at("Erik").getByText("Tages med videre").waitFor();
  await everywhere("dialogue-shown");
});

test("where nothing is stored nobody can know who wrote, and a phone without net loses nothing and sends once", async () => {
  const second = stageOf("dialogue", 1);
  const roundId = newId();
  await lead({ type: "round.open", stageId: second, roundId, mode: "notStored" });
  await lead({ type: "stage.go", stageId: second, roundId: newId() });
  await on(first, (page, name) =>
    page
      .getByText(say(name, "Helt anonymt", "Anonymous"))
      .first()
      .waitFor(),
  );
  await hannesNet.cut();
  await at("Hanne").getByText("Ingen forbindelse. Skriv bare videre").waitFor();
  await on(first, async (page, name) => {
    const number = first.indexOf(name);
    await page.getByLabel(say(name, "Dit svar", "Your answer")).fill(`Uden navn ${number}`);
    await page.getByRole("button", { name: say(name, "Send svaret", "Send the answer") }).click();
  });
  await screen.getByText("5 svar").waitFor();
  await at("Hanne").getByText("Ikke sendt endnu: 1. Bliver på telefonen").waitFor();
  hannesNet.mend();
  await at("Hanne").reload();
  await at("Hanne").getByText("Dit · Gemt").waitFor();
  await screen.getByText("6 svar").waitFor();
  await everywhere("dialogue-not-stored");
  await lead({ type: "round.reveal", roundId });
  await on(first, async (page) => {
    for (const number of first.keys()) await page.getByText(`Uden navn ${number}`, { exact: true }).waitFor();
  });

  // Nothing in the journal leads from a note to a seat, and nothing that anybody was sent to a name.
  const seatIds = Object.keys(room().seats);
  const journal = await inOrganisation(house.db, await organisationId(), (tx) =>
    tx.selectFrom("meetingEvent").select("events").execute(),
  );
  const about = journal
    .map(({ events }) => JSON.stringify(events))
    .filter((each) => each.includes("Uden navn "));
  expect(about.length).toBeGreaterThanOrEqual(first.length);
  expect(about.filter((each) => seatIds.some((id) => each.includes(id)))).toEqual([]);
  const written = Object.values(room().notes).filter((note) => note.roundId === roundId);
  expect(written.map(({ author }) => author)).toEqual(first.map(() => ""));
  // Only the device that wrote it can still put it right.
  const own = at("Bo").getByRole("listitem").filter({ hasText: "Uden navn 1" });
  await own.getByRole("button", { name: "Ret", exact: true }).click();
  await at("Bo").getByLabel("Ret").fill("Uden navn 1, rettet");
  await at("Bo").getByRole("button", { name: "Gem" }).click();
  await screen.getByText("Uden navn 1, rettet").waitFor();
});

const organisationId = async (): Promise<string> =>
  (await planned.ask("/organisation/session")).organisation.id;

test("groups are drawn; who comes late lands where the meeting is, and is in one of them", async () => {
  const stageId = stageOf("groups");
  await lead({ type: "stage.go", stageId, roundId: newId() });
  await next("Træk grupper ved lod").click();
  await on(first, (page, name) => page.getByText(say(name, "Du er i", "You are in")).waitFor());
  await Promise.all(late.map((name) => come([name])));
  await on(late, async (page, name) => {
    await page.getByRole("heading", { level: 1, name: "Grupper" }).waitFor();
    await page.getByText("Du er i").waitFor();
    await page
      .getByText(new RegExp(`\\b${name}\\b`))
      .first()
      .waitFor();
  });
  for (const name of [...first, ...late])
    await screen
      .getByText(new RegExp(`\\b${name}\\b`))
      .first()
      .waitFor();
  await everywhere("groups");
});

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
