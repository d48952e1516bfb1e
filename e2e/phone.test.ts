import { createHash } from "node:crypto";
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
import { tooSmall } from "./seen.ts";

let house: House;
let karen: Connection;
const code = "NORD42";
const personalKey = "cillas-own-key-1234567890";
const pictures = process.env.PICTURES;

beforeAll(async () => {
  house = await openHouse();
  karen = await underWay();
});
afterAll(async () => {
  karen?.close();
  await house?.close();
});

/** An opened meeting, and its leader's connection: the same that the console has. */
async function underWay(): Promise<Connection> {
  let cookie = "udlev-language=da";
  const ask = async (path: string, body?: object) => {
    const response = await fetch(`${house.config.baseUrl}/api${path}`, {
      ...(body && { method: "POST", body: JSON.stringify(body) }),
      headers: { cookie, origin: house.config.baseUrl, "content-type": "application/json" },
    });
    for (const set of response.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
    return response.json();
  };
  await ask("/organisation/first", {
    ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
    password: "en lang adgangskode",
  });
  await ask("/values", { name: "Nærvær", meaning: "", colour: "ocean", mark: "circle" });
  await ask("/values", { name: "Ordentlighed", meaning: "", colour: "amber", mark: "star" });
  const { organisation, roles } = await ask("/organisation/session");
  const unitId = roles.find((held: { unitId: string | null }) => held.unitId).unitId;
  const id = newId();
  const organisationId = organisation.id;
  await inOrganisation(house.db, organisationId, async (tx) => {
    const meeting = { organisationId, id, unitId, title: "Sådan gør vi i Kundeservice", joinCode: code };
    await tx.insertInto("meeting").values(meeting).execute();
    const keyHash = createHash("sha256").update(personalKey).digest();
    const invited = { organisationId, meetingId: id, id: newId(), name: "Cilla", keyHash };
    await tx
      .insertInto("participant")
      .values({ ...invited, email: "cilla@nordvarme.example" })
      .execute();
    const slide = { organisationId, meetingId: id, id: newId(), position: 1, point: 1 };
    const said = "»Jeg måtte ringe tre gange.«\nDet hørte vi fra fire kunder i efteråret.";
    await tx
      .insertInto("slide")
      .values({ ...slide, title: "Kunderne venter på os", body: said })
      .execute();
  });
  await ask(`/meeting/meetings/${id}/open`, {});
  return connected(house.config.baseUrl, { as: "leader", meetingId: id, locale: "da" }, cookie);
}

const lead = (command: Unsent): Promise<void> => does(karen, command);
const stages = (kind: StageKind) => {
  const { room } = karen.snapshot();
  return room.meeting.meeting!.stageOrder.filter((id) => room.stages[id]!.kind === kind);
};
async function go(kind: StageKind): Promise<string> {
  const [stageId] = stages(kind);
  await lead({ type: "stage.go", stageId: stageId!, roundId: newId() });
  return karen.snapshot().room.stages[stageId!]!.roundIds.at(-1) ?? "";
}

async function come(name: string, options = {}): Promise<Page> {
  const page = await house.someone({ ...phone, bypassCSP: true, ...options });
  await page.goto(`/m/${code.toLowerCase()}`);
  await page.getByLabel(/Dit navn|Your name/).fill(name);
  await page.getByRole("button", { name: /Gå ind|Go in/ }).click();
  await page.getByRole("heading", { level: 1, name: /Velkomst|Welcome/ }).waitFor();
  return page;
}

/** axe finds nothing, nothing is wider than the phone or too small for a thumb; and a picture, where pictures are asked for. */
async function look(page: Page, name: string): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

let annasNet: Awaited<ReturnType<typeof netOf>>;
let anna: Page;
let bo: Page;

test("a code, a name, and one is in; a wrong code and a missing name are said beside the field", async () => {
  anna = await house.someone({ ...phone, bypassCSP: true });
  annasNet = await netOf(anna);
  await anna.goto("/m");
  await anna.getByRole("button", { name: "Videre" }).click();
  await anna.getByText("Skriv koden fra storskærmen.").waitFor();
  await look(anna, "01-code");
  await anna.getByLabel("Mødets kode").fill("NOSUCH");
  await anna.getByRole("button", { name: "Videre" }).click();
  await anna.getByRole("button", { name: "Prøv en anden kode" }).click();
  await anna.getByLabel("Mødets kode").fill("nord 42");
  await anna.getByRole("button", { name: "Videre" }).click();
  await anna.getByRole("button", { name: "Gå ind" }).click();
  await anna.getByText("Skriv dit navn, så de andre kan se, hvem der er med.").waitFor();
  await look(anna, "02-name");
  await anna.getByLabel("Dit navn").fill("Anna");
  await anna.getByRole("button", { name: "Vi er flere om telefonen" }).click();
  await anna.getByLabel("Navn 2").fill("Åse");
  await anna.getByRole("button", { name: "Gå ind" }).click();
  await anna.getByText("Hej Anna og Åse. I er med.").waitFor();
  await look(anna, "03-lobby");
  bo = await come("Bo", { locale: "en-GB", colorScheme: "dark" });
  await look(bo, "03-lobby-en-dark");
});

test("the five points follow the big screen", async () => {
  await go("points");
  await anna.getByRole("heading", { name: "Kunderne venter på os" }).waitFor();
  await look(anna, "04-points");
});

test("an answer is private until it is shown, its draft survives a reload, and it is saved when it says so", async () => {
  const roundId = await go("dialogue");
  await anna.getByText("Kun du kan se dit svar, indtil Karen Skovbo viser alle svar på én gang.").waitFor();
  await anna.getByLabel("Dit svar").fill("Vi lover for meget i telefon");
  await anna.reload();
  await anna.getByLabel("Dit svar").waitFor();
  expect(await anna.getByLabel("Dit svar").inputValue()).toBe("Vi lover for meget i telefon");
  await look(anna, "05-dialogue-draft");
  await anna.getByRole("button", { name: "Send svaret" }).click();
  await anna.getByText("Dit · Gemt").waitFor();
  expect(await anna.getByLabel("Dit svar").inputValue()).toBe("");
  await bo.getByText("1 answer has come in").waitFor();
  expect(await bo.content()).not.toContain("Vi lover for meget");
  await bo.getByLabel("Your answer").fill("Customers wait too long");
  // Done with words that are not sent: asked before it counts. Who has sent her one answer is done.
  await bo.getByLabel("Your answer").blur();
  await bo.getByRole("button", { name: "I'm done" }).click();
  await bo.getByRole("button", { name: "Send it and be done" }).click();
  await anna.getByRole("button", { name: "Færdig ✓" }).waitFor();
  await look(anna, "06-dialogue-sent");
  await look(bo, "06-dialogue-sent-en-dark");
  await until("both are counted", () => karen.snapshot().presence?.done === 2);

  // Put right by its author, and seen by all once it is shown.
  await anna.getByRole("button", { name: "Ret", exact: true }).click();
  await anna.getByLabel("Ret").fill("Vi lover for meget i telefonen");
  await anna.getByRole("button", { name: "Gem" }).click();
  await anna.getByText("Vi lover for meget i telefonen").waitFor();
  await lead({ type: "round.reveal", roundId });
  await bo.getByText("Vi lover for meget i telefonen").waitFor();
  await bo.getByRole("button", { name: /^Agree/ }).click();
  await bo.getByRole("button", { name: /^Agree ✓/ }).waitFor();
  await look(bo, "07-dialogue-shown-en-dark");
  await look(anna, "07-dialogue-shown");

  // What comes after the round is closed is put aside, and says so.
  await lead({ type: "round.close", roundId });
  await anna.getByText("Tilføj et svar").click();
  await anna.getByLabel("Dit svar").fill("En ting til");
  await anna.getByRole("button", { name: "Send svaret" }).click();
  await anna.getByText("Lagt til side, til lederen tager det med").waitFor();
});

test("what is written without a connection says so, and is there exactly once when it is back", async () => {
  const [, second] = stages("dialogue");
  const roundId = newId();
  await lead({ type: "round.open", stageId: second!, roundId, mode: "notStored" });
  await lead({ type: "stage.go", stageId: second!, roundId: newId() });
  await anna.getByText("Helt anonymt").waitFor();
  await look(anna, "08-dialogue-not-stored");
  // The first is sent, but its answer never comes; the second is written without any net.
  annasNet.deafen();
  await anna.getByLabel("Dit svar").fill("Skrevet i tunnelen");
  await anna.getByRole("button", { name: "Send svaret" }).click();
  await until("it has arrived", () => karen.snapshot().room.rounds[roundId]?.noteCount === 1);
  await annasNet.cut();
  await anna.getByLabel("Dit svar").fill("Skrevet i kælderen");
  await anna.getByRole("button", { name: "Send svaret" }).click();
  await anna.getByText("Ikke sendt endnu: 2. Bliver på telefonen").waitFor();
  await look(anna, "08-dialogue-without-net");
  annasNet.mend();
  await anna.reload();
  await anna.getByText("Alt er gemt").waitFor();
  await until("both notes, once each", () => karen.snapshot().room.rounds[roundId]?.noteCount === 2);
  expect(await anna.getByText("Dit · Gemt").count()).toBe(2);
  // Only this device holds the key: after a reload it is still hers.
  const basement = anna.getByRole("listitem").filter({ hasText: "Skrevet i kælderen" });
  await basement.getByRole("button", { name: "Tag tilbage" }).click();
  await until("one note", () => karen.snapshot().room.rounds[roundId]?.noteCount === 1);
  expect(await anna.getByLabel("Dit svar").inputValue()).toBe("Skrevet i kælderen");
});

test("groups are chosen where the leader allows it, and share one list without writing over each other", async () => {
  await go("groups");
  const roundId = karen.snapshot().room.stages[stages("groups")[0]!]!.roundIds.at(-1)!;
  await lead({ type: "groups.make", roundId, names: ["Kaffestuen", "Vinduet"] });
  await lead({ type: "groups.letChoose", mayChoose: true });
  // What was begun before is not forgotten: it is offered wherever the meeting goes.
  await anna.getByRole("button", { name: "Skriv det færdigt" }).waitFor();
  await look(anna, "09-groups-choose");
  await anna.getByRole("button", { name: "Gå med i Kaffestuen" }).click();
  await bo.getByRole("button", { name: "Join Kaffestuen" }).click();
  await bo.getByText("Anna, Åse, Bo").waitFor();
  await look(bo, "09-groups-mine-en-dark");

  await go("examples");
  await anna.getByLabel("Ny adfærd").fill("ringer tilbage samme dag");
  await anna.getByRole("button", { name: "Tilføj til listen" }).click();
  await bo.getByText("ringer tilbage samme dag").waitFor();
  await anna.getByRole("button", { name: "Gør konkret: nummer 1" }).click();
  await bo.getByRole("button", { name: "Make it concrete: number 1" }).click();
  await anna.getByLabel("Det siger vi").fill("Jeg ringer i dag, også uden svar");
  await bo.getByLabel("When does it show? When …").fill("en kunde venter på svar");
  await until("both are there", async () => {
    const [note] = Object.values(karen.snapshot().room.notes).filter(({ groupId }) => groupId);
    return note?.facets.say?.text && note.situation;
  });
  await anna.getByText("Ordentlighed").click();
  await look(anna, "10-examples-open");
  await anna.getByRole("button", { name: "Luk" }).click();
  await look(anna, "10-examples");

  // Both in the same field: who is second sees both, and chooses.
  const [note] = Object.values(karen.snapshot().room.notes).filter(({ groupId }) => groupId);
  const field = bo.getByLabel("What do we do?");
  let times = 0;
  await until("both stand side by side", async () => {
    const was = karen.snapshot().room.notes[note!.id]!.text;
    await field.fill(`call back today ${times}`);
    const changes = [{ field: "text", was, value: `ringer tilbage inden klokken ${++times}` }];
    await lead({ type: "note.change", noteId: note!.id, changes }).catch(() => {});
    await bo.getByText("Somebody else has written here meanwhile:").waitFor({ timeout: 3000 });
    return true;
  });
  await look(bo, "10-examples-conflict-en-dark");
  await bo.getByRole("button", { name: "Keep mine" }).click();
  await until("hers is kept", () => karen.snapshot().room.notes[note!.id]?.text.startsWith("call back"));

  // Both at the keys in different places of one field: each sees the other's name, and both have all of it.
  await anna.getByRole("button", { name: "Gør konkret: nummer 1" }).click();
  const annas = anna.getByLabel("Hvad gør vi?");
  const text = () => karen.snapshot().room.notes[note!.id]!.text;
  await until("she sees what stands there", async () => (await annas.inputValue()) === text());
  await annas.press("End");
  await field.press("Home");
  await Promise.all([
    annas.pressSequentially(", også om fredagen", { delay: 40 }),
    field.pressSequentially("Vi skal ", { delay: 90 }),
  ]);
  await bo.getByText("Anna, Åse is writing here").waitFor();
  await until("both have both", async () => {
    const seen = [await annas.inputValue(), await field.inputValue(), text()];
    return seen.every((each) => each === seen[0] && /^Vi skal call.*, også om fredagen$/.test(each));
  });
  // What is begun here is there again after a reload, and one of their own beside the four.
  await annas.pressSequentially(" og lørdag");
  await anna.reload();
  await until("it is kept", () => text().endsWith("fredagen og lørdag"));
  await anna.getByRole("button", { name: "Gør konkret: nummer 1" }).click();
  await anna.getByRole("button", { name: "Tilføj jeres egen" }).click();
  await anna.getByLabel("Hvad kalder I den?").fill("Det følger vi op på");
  await anna.getByRole("button", { name: "Tilføj", exact: true }).click();
  await anna.getByLabel("Det følger vi op på").fill("Vi skriver en sms");
  await until("it is everybody's", () => bo.getByLabel("Det følger vi op på").inputValue());
  await look(anna, "10-examples-own");
});

test("the wall is read, added to and arranged by a menu", async () => {
  const roundId = await go("wall");
  await lead({ type: "wall.addCluster", roundId, clusterId: newId(), name: "Vi ringer" });
  await lead({ type: "round.arrange", roundId, participantsArrange: true });
  await anna.getByLabel("Ny seddel").fill("siger fra, når vi ikke kan nå det");
  await anna.getByRole("button", { name: "Hæng op" }).click();
  await bo.getByText("siger fra, når vi ikke kan nå det").waitFor();
  await anna.getByLabel("Flyt sedlen: siger fra, når vi ikke kan nå det").selectOption("Vi ringer");
  await until("it is moved", () =>
    Object.values(karen.snapshot().room.notes).some(
      ({ text, clusterId }) => text.startsWith("siger") && clusterId,
    ),
  );
  await look(anna, "11-wall");
  await look(bo, "11-wall-en-dark");
});

test("dots are given and taken back, never more than there are, and only totals are shown", async () => {
  const [stageId] = stages("vote");
  await lead({ type: "stage.go", stageId: stageId!, roundId: newId() });
  const roundId = newId();
  const texts = ["Vi ringer tilbage samme dag", "Vi siger fra, når vi ikke kan nå det", "Vi spørger ind"];
  const options = texts.map((text) => ({ id: newId(), text, clusterId: null, noteIds: [] }));
  await lead({
    ...{ type: "vote.open", stageId: stageId!, roundId, mode: "notStored", options },
    ...{ budget: 2, maxPerOption: 2, excludesOwn: false },
  });
  const more = anna.getByRole("button", { name: "En prik mere: Vi ringer tilbage samme dag" });
  await more.click();
  await more.click();
  await anna.getByText("0 prikker tilbage").waitFor();
  expect(await more.isDisabled()).toBe(true);
  await anna.getByRole("button", { name: "En prik mindre: Vi ringer tilbage samme dag" }).click();
  await anna.getByRole("button", { name: "En prik mere: Vi spørger ind" }).click();
  await bo.getByRole("button", { name: "One more dot: Vi spørger ind" }).click();
  await until("both have voted", () => karen.snapshot().room.rounds[roundId]?.vote?.voters === 2);
  await look(anna, "12-vote");
  await look(bo, "12-vote-en-dark");
  await lead({ type: "round.close", roundId });
  await anna.getByText("Sådan faldt prikkerne").waitFor();
  await look(anna, "13-vote-result");
});

test("consent is yes or a concern with its reason; what was decided and who does what stand at the end", async () => {
  await go("decision");
  const decisionId = newId();
  const valueId = Object.keys(karen.snapshot().room.values)[0]!;
  await lead({
    ...{ type: "decision.propose", decisionId, act: "Vi ringer tilbage samme dag", valueId },
    ...{ situation: "Når en kunde venter på svar", noteIds: [], clusterId: null, optionId: null },
    facets: { say: "Jeg ringer i dag" },
  });
  await anna.getByRole("button", { name: "Ja", exact: true }).click();
  await bo.getByRole("button", { name: "I have a concern" }).click();
  await bo.getByRole("button", { name: "Send the concern" }).click();
  await bo.getByText("Write what you are concerned about.").waitFor();
  await bo.getByLabel("What are you concerned about?").fill("Not on Fridays");
  await look(bo, "14-consent-en-dark");
  await bo.getByRole("button", { name: "Send the concern" }).click();
  await until("both have answered", () => karen.snapshot().room.decisions[decisionId]?.concerns === 1);
  await lead({ type: "decision.reveal", decisionId });
  await anna.getByText("Not on Fridays").waitFor();
  await look(anna, "14-consent");
  // A consent is for the words it was given to: with others each is asked again, and says so with one press.
  const changes = [
    { field: "act", was: "Vi ringer tilbage samme dag", value: "Vi ringer tilbage inden fire timer" },
  ];
  await lead({ type: "decision.change", decisionId, changes });
  await anna.getByText("Ordene er ændret, siden du svarede ja.").waitFor();
  await bo.getByText("The words have changed since you wrote: “Not on Fridays”.").waitFor();
  await look(anna, "14-consent-again");
  await anna.getByRole("button", { name: "Ja", exact: true }).click();
  await bo.getByRole("button", { name: "Yes", exact: true }).click();
  await until("both can live with it", () => karen.snapshot().room.decisions[decisionId]?.yes === 2);
  await lead({ type: "decision.decide", decisionId, without: ["few"] });
  await go("nextSteps");
  await lead({
    ...{ type: "action.put", actionId: newId(), title: "Skriv tavlen om", ownerName: "Bo", decisionId },
    ...{ ownerPersonId: null, dueOn: "2027-02-01" },
  });
  await lead({ type: "plan.set", how: "På mail efter opkaldet", askOn: "2027-02-08", resultsOn: "" });
  await anna.getByText("Skriv tavlen om").waitFor();
  await look(anna, "15-next-steps");
});

test("a personal link knows its owner, on whichever phone; who is taken out is told so", async () => {
  const cilla = await house.someone(phone);
  await cilla.goto(`/m/${code}?k=${personalKey}`);
  expect(await until("her name", () => cilla.getByLabel("Dit navn").inputValue())).toBe("Cilla");
  await cilla.getByRole("button", { name: "Gå ind" }).click();
  await cilla.getByText("Skriv tavlen om").waitFor();
  expect(cilla.url()).not.toContain(personalKey);
  const other = await house.someone(phone);
  await other.goto(`/m/${code}?k=${personalKey}`);
  await other.getByRole("button", { name: "Gå ind" }).click();
  await other.getByText("Skriv tavlen om").waitFor();
  const seats = Object.values(karen.snapshot().room.seats).filter(({ names }) => names.includes("Cilla"));
  expect(seats).toHaveLength(1);
  await lead({ type: "seat.remove", seatId: seats[0]!.id });
  await other.getByRole("button", { name: "Kom med igen" }).waitFor();
});

test("who leaves takes everything off the phone; who stays reads what was decided", async () => {
  await lead({ type: "meeting.close" });
  await anna.getByText("Vi ringer tilbage inden fire timer").waitFor();
  await look(anna, "16-close");
  await look(bo, "16-close-en-dark");
  await anna.getByRole("button", { name: "Navn og valg" }).click();
  await look(anna, "17-menu");
  await anna.getByRole("dialog").getByRole("button", { name: "Forlad, og slet fra telefonen" }).click();
  await anna.getByRole("heading", { name: "Kom med til mødet" }).waitFor();
  expect(await anna.evaluate(() => localStorage.length)).toBe(0);
});

test("some time after the meeting the phone forgets it by itself, looked at or not", async () => {
  await bo.getByText(/Otherwise the phone deletes it by itself at \d\d[:.]\d\d/).waitFor();
  // A copy of what this phone keeps, for the one that nobody looks at.
  const kept = await bo.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(kept).length).toBeGreaterThan(0);
  await bo.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3 * 60 * 60 * 1000;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await bo.getByText("Name, drafts and keys have been deleted from this phone.").waitFor();
  expect(await bo.evaluate(() => localStorage.length)).toBe(0);

  await bo.evaluate((entries) => {
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
  }, kept);
  await bo.clock.setFixedTime(Date.now() + 3 * 60 * 60 * 1000);
  await bo.goto("/m");
  await bo.getByRole("heading", { level: 1 }).waitFor();
  expect(await bo.evaluate(() => localStorage.length)).toBe(0);
});

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
