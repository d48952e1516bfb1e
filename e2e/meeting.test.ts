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

/**
 * A whole meeting, from the lobby to the minutes in the mail: one who leads, the big screen, and eight phones, of which
 * two come late and one loses its net. All that is seen is looked at on the way, in both languages and both themes.
 */
let house: House;
let planned: Planned;
let karen: Connection;
let leader: Page;
let inEnglish: Page;
let screen: Page;
let screenInEnglish: Page;
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

const stageRound = (kind: StageKind, place = 0): string =>
  room().stages[stageOf(kind, place)]!.roundIds.at(-1)!;

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

const ofColours = ["color-contrast", "link-in-text-block"];
/** Where every view is looked at: the three of them, in both languages. */
const views = (): [name: string, page: Page][] => [
  ["console", leader],
  ["console-en", inEnglish],
  ["screen", screen],
  ["screen-en", screenInEnglish],
  ...["Anna", "Dorthe"].flatMap((name): [string, Page][] =>
    phones.has(name) ? [[`phone-${name}`, at(name)]] : [],
  ),
];

/** Every view as it is at this stage: accessible in both languages and themes, for thumbs, and for the last row. */
async function everywhere(stage: string): Promise<void> {
  const inTheme = (page: Page, theme: string) =>
    page.evaluate((chosen) => {
      document.documentElement.dataset.theme = chosen;
    }, theme);
  const looked = async (page: Page, name: string) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/meeting-${stage}-${name}.png` });
  };
  await Promise.all(
    views().map(async ([name, page]) => {
      await inTheme(page, "light");
      expect.soft(await axe(page), `${stage}: ${name}`).toEqual([]);
      await looked(page, name);
      // What a theme changes are its colours.
      await inTheme(page, "dark");
      expect.soft(await axe(page, ofColours), `${stage}: ${name} in the dark`).toEqual([]);
      await looked(page, `${name}-dark`);
      await inTheme(page, "light");
      if (name.startsWith("phone")) expect.soft(await tooSmall(page), `${stage}: ${name}`).toEqual([]);
    }),
  );
  for (const [width, height] of windows) {
    await screen.setViewportSize({ width, height });
    const fits = async () => (await onTheWall(screen)).outside.length === 0;
    await until(`${stage}: all of the screen in ${width} × ${height}`, fits);
  }
  const { smallest, words } = await onTheWall(screen);
  expect.soft(smallest, `${stage}: “${words}” from eight metres`).toBeGreaterThanOrEqual(28);
  if (stage !== "closed") expect.soft(await screen.getByText(code).isVisible(), stage).toBe(true);
}

const first = ["Anna", "Bo", "Cecilie", "Dorthe", "Erik", "Hanne"];
const late = ["Freja", "Gorm"];

test("the screen waits for the meeting; six phones come in, one of them with two people, one person without", async () => {
  leader = await planned.signedIn();
  screen = await planned.signedIn({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  listen("screen", screen);
  listen("leader", leader);
  // The screen speaks the meeting's language: for one that is held in English the meeting says so.
  screenInEnglish = await planned.signedIn({
    viewport: { width: 1920, height: 1080 },
    reducedMotion: "reduce",
  });
  await screenInEnglish.routeWebSocket(/api.meeting.live/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => socket.send(String(frame).replaceAll('"locale":"da"', '"locale":"en"')));
  });
  await screen.goto(`/meetings/${planned.meetingId}/screen`);
  await screenInEnglish.goto(`/meetings/${planned.meetingId}/screen`);
  await screen.getByText("Her kommer det, når det bliver åbnet").waitFor();
  await leader.goto(`/meetings/${planned.meetingId}/lead`);
  inEnglish = await planned.signedIn({ locale: "en-GB" });
  const language = { name: "udlev-language", value: "en", url: house.config.baseUrl };
  await inEnglish.context().addCookies([language]);
  await inEnglish.goto(`/meetings/${planned.meetingId}/lead`);
  await inEnglish.getByRole("button", { name: "Open the meeting" }).waitFor();
  await leader.getByRole("button", { name: "Åbn mødet" }).waitFor();
  for (const page of [leader, inEnglish, screen]) expect.soft(await axe(page), "the door").toEqual([]);
  await leader.getByRole("button", { name: "Åbn mødet" }).click();
  await next("Vis de fem punkter").waitFor();
  for (const page of [screen, screenInEnglish]) await page.getByText(code).waitFor();
  await inEnglish.reload();
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

  // What comes when a question is closed is put aside, and is not lost.
  await lead({ type: "round.close", roundId: stageRound("dialogue") });
  await at("Anna").getByText("Tilføj et svar").click();
  await at("Anna").getByLabel("Dit svar").fill("En ting til");
  await at("Anna").getByRole("button", { name: "Send svaret" }).click();
  await at("Anna").getByText("Lagt til side, til lederen tager det med").waitFor();
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

const everybody = [...first, ...late];

test("each group has a list of its own, which the others do not see before the wall", async () => {
  await next("Lad grupperne skrive").click();
  await on(everybody, async (page, name) => {
    await page.getByLabel(say(name, "Ny adfærd", "New behaviour")).fill(`ringer tilbage, sagde ${name}`);
    await page.getByRole("button", { name: say(name, "Tilføj til listen", "Add to the list") }).click();
    await page.getByText(`ringer tilbage, sagde ${name}`).waitFor();
  });
  await until("all of them", () => {
    const all = Object.values(room().notes).filter(({ text }) => text.startsWith("ringer tilbage, sagde"));
    return all.length === 8;
  });
  for (const name of everybody) {
    const { groupId } = Object.values(room().seats).find(({ names }) => names.includes(name))!;
    const members = Object.values(room().seats).filter((seat) => seat.groupId === groupId);
    const group = members.map(({ names }) => names[0]!).filter((each) => heard.has(each));
    const said = `ringer tilbage, sagde ${name}`;
    // What is committed is on its way to her for a moment.
    await until(`${name}'s at the leader's`, () => whoHeard(said).includes("leader"));
    const others = whoHeard(said).filter((each) => !group.includes(each));
    expect(others, name).toEqual(["leader"]);
  }
  await everywhere("examples");
});

test("a phone whose battery is empty is followed by another; counted once, she has her list before her", async () => {
  await at("Erik").context().close();
  const second = await house.someone({ ...phone, bypassCSP: true });
  await second.goto(`/m/${code}`);
  await second.getByLabel("Dit navn").fill(" erik ");
  await second.getByRole("button", { name: "Gå ind" }).click();
  await second.getByText("Der er allerede en, der hedder Erik").waitFor();
  expect(await axe(second)).toEqual([]);
  await second.getByRole("button", { name: "Ja, det er mig på en anden telefon" }).click();
  await next("Tæl dem som én").click();
  await second.getByText("ringer tilbage, sagde Erik").waitFor();
  phones.set("Erik", second);
});

test("all proposals hang on the wall, with what was taken along; another leader takes over where both see it", async () => {
  await next("Hæng forslagene på væggen").click();
  await on(everybody, async (page) => {
    for (const name of everybody) await page.getByText(`ringer tilbage, sagde ${name}`).waitFor();
    await page.getByText("Alene Erik ved det").waitFor();
  });
  for (const text of ["sagde Anna", "sagde Gorm"]) {
    await leader
      .getByRole("row", { name: new RegExp(text) })
      .first()
      .focus();
    await leader.keyboard.press("Space");
  }
  await leader.getByRole("button", { name: "Saml i ny klynge" }).press("Enter");
  await leader.keyboard.type("Vi ringer tilbage");
  await leader.keyboard.press("Enter");
  await screen.getByRole("heading", { name: "Vi ringer tilbage" }).waitFor();
  await everywhere("wall");

  // Two hundred paper notes and a very long one: the screen turns its pages, and nothing is cut off.
  const many = Array.from(
    { length: 199 },
    (_, place) => `Seddel ${place}: ${"vi lytter først ".repeat(place % 9)}`,
  );
  await leader.getByRole("button", { name: "Papirsedler" }).click();
  await leader.getByLabel(/Sedlerne, én/).fill([...many, "langt ".repeat(330)].join("\n"));
  await leader.getByRole("button", { name: "Hæng 200 sedler op" }).click();
  await screen.getByRole("button", { name: /^1 af / }).waitFor();
  await everywhere("wall-full");
  await leader
    .getByRole("button", { name: /^Fortryd:/ })
    .first()
    .click();
  await leader.getByText("Seddel 5:").first().waitFor({ state: "detached" });

  const ole = await house.someone({ bypassCSP: true });
  await house.signIn(ole, "ole@nordvarme.example");
  await ole.goto(`/meetings/${planned.meetingId}/lead`);
  await ole.getByText("Karen Skovbo leder mødet nu.", { exact: false }).waitFor();
  expect(await ole.getByRole("button", { name: "Gå til afstemningen" }).count()).toBe(0);
  expect(await axe(ole)).toEqual([]);
  await ole.getByRole("button", { name: "Overtag ledelsen" }).click();
  await ole.getByRole("button", { name: "Ja, jeg leder nu" }).click();
  await ole.getByRole("button", { name: "Gå til afstemningen" }).waitFor();
  await leader.getByText("Ole Brink leder mødet nu.", { exact: false }).waitFor();
  await leader.getByRole("button", { name: "Overtag ledelsen" }).click();
  await leader.getByRole("button", { name: "Ja, jeg leder nu" }).click();
  await ole.context().close();
});

test("dots are secret until the vote is closed; who came late has hers as well", async () => {
  await next("Gå til afstemningen").click();
  await next(/^Åbn afstemningen med/).waitFor();
  await everywhere("vote-setup");
  await next(/^Åbn afstemningen med/).click();
  await on(everybody, (page, name) =>
    page
      .getByRole("button", {
        name: say(name, "En prik mere: Vi ringer tilbage", "One more dot: Vi ringer tilbage"),
      })
      .click(),
  );
  await until("all have voted", () => room().rounds[stageRound("vote")]?.vote?.voters === 8);
  await screen.getByText("8 af 8 har svaret").waitFor();
  // What has been spent cannot be taken back by a smaller budget, and she is told where she pressed.
  await at("Anna").getByRole("button", { name: "En prik mere: Vi ringer tilbage" }).click();
  const fewer = leader.getByRole("button", { name: "Giv alle en prik mindre" });
  await fewer.click();
  await leader.getByText("2 prikker til hver").waitFor();
  await fewer.click();
  await leader.getByRole("alert").getByText("Nogen har allerede brugt 2.", { exact: false }).waitFor();
  expect(whoHeard('"isTied"')).toEqual([]);
  await everywhere("vote");
  await next("Luk afstemningen og vis resultatet").click();
  await screen.getByText("9 prikker fra 8").waitFor();
  await on(everybody, (page, name) =>
    page.getByText(say(name, "Sådan faldt prikkerne", "How the dots fell")).waitFor(),
  );
  await everywhere("vote-result");
});

test("the decision is asked about, a concern is heard, and it is decided", async () => {
  await next("Gå til beslutningen").click();
  await next("Formulér den første").click();
  await leader.getByLabel("Vi …").fill("Vi ringer tilbage samme dag");
  await leader.getByLabel(/Værdi/).first().selectOption({ label: "Nærvær" });
  await everywhere("wording");
  await next("Vis den for alle").click();
  await on(everybody, async (page, name) => {
    await page.getByText("Vi ringer tilbage samme dag").first().waitFor();
    if (name === "Gorm") {
      await page.getByRole("button", { name: "Jeg har en bekymring" }).click();
      await page.getByLabel("Hvad er du bekymret for?").fill("Ikke om fredagen");
      await page.getByRole("button", { name: "Send bekymringen" }).click();
    } else await page.getByRole("button", { name: say(name, "Ja", "Yes"), exact: true }).click();
  });
  await screen.getByText("7 ja · 1 med en bekymring").waitFor();
  // Not even the leader is sent why: it is shown to all at once.
  expect(whoHeard("Ikke om fredagen")).toEqual(["Gorm"]);
  await everywhere("decision");
  await next("Vis begrundelsen for alle").click();
  await at("Anna").getByText("Ikke om fredagen").waitFor();
  const bar = leader.getByRole("region", { name: "Det næste" });
  await bar.getByRole("button", { name: "Beslut: sådan gør vi" }).click();
  await screen.getByText("Besluttet", { exact: true }).waitFor();
  await everywhere("decided");
});

test("who does what, and the end: for a minute it can be taken back, then the minutes are in the mail", async () => {
  await next("Gå til næste skridt").click();
  await leader.getByLabel("Hvad skal gøres?").fill("Skriv tavlen om");
  await leader.getByLabel("Hvem tager den?").fill("Cecilie");
  await leader.getByRole("button", { name: "Tilføj handlingen" }).click();
  await on(everybody, (page) => page.getByText("Skriv tavlen om").first().waitFor());
  await screen.getByText("Skriv tavlen om").waitFor();
  await everywhere("next-steps");
  await next("Gå til afslutningen").click();
  await leader.getByText("1 beslutning", { exact: true }).waitFor();
  await leader.getByText("1 kom for sent til", { exact: false }).waitFor();
  await leader.getByText("Cilla Bang, Dorte Lund").waitFor();
  await everywhere("close");
  await leader.getByRole("button", { name: "Luk mødet og send referatet" }).click();
  await leader.getByText(/^Referatet sendes om \d+ sekunder/).waitFor();
  await leader.getByRole("button", { name: "Fortryd, og åbn mødet igen" }).click();
  await leader.getByRole("button", { name: "Luk mødet og send referatet" }).click();
  await screen.getByRole("heading", { name: "Det har vi besluttet" }).waitFor();
  await on(everybody, (page) => page.getByText("Vi ringer tilbage samme dag").first().waitFor());
  await everywhere("closed");

  expect(house.post.to("cilla@nordvarme.example")).toEqual([]);
  await house.hurry("meeting.minutes");
  const mail = await until("the minutes", () => house.post.to("cilla@nordvarme.example").at(-1));
  expect(mail.text).toContain("Vi ringer tilbage samme dag");
  expect(mail.attachments.map(({ filename }) => filename)).toContain("referat.docx");
  await leader.goto(`/meetings/${planned.meetingId}/minutes`);
  const minutes = leader.getByRole("main");
  await minutes.getByText("Vi ringer tilbage samme dag").first().waitFor();
  const text = await minutes.textContent();
  // Whoever was there, what was said, also by the one without net and without a name, and the notes behind the decision.
  for (const words of [
    ...[...everybody, "Bente", "Viggo"],
    ...first.map((name) => `Alene ${name} ved det`),
    ...first.keys().map((number) => `Uden navn ${number}`),
    ...["Anna", "Gorm"].map((name) => `ringer tilbage, sagde ${name}`),
    ...["Ikke om fredagen", "Skriv tavlen om"],
  ])
    expect.soft(text).toContain(words);
});

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
