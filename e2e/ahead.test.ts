import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connection } from "#meeting/connection.ts";
import { inSystem } from "#platform/database/index.ts";
import { connected } from "./connected.ts";
import { axe, type House, openHouse, phone, until } from "./harness.ts";
import { type Planned, plannedMeeting } from "./planned.ts";

/** Questions for those who are not in the room: one before it, one after. Days go by as the test says so. */
let house: House;
let planned: Planned;
let leader: Page;
let karen: Connection;
let cilla: Page;
beforeAll(async () => {
  house = await openHouse();
  planned = await plannedMeeting(house);
});
afterAll(async () => {
  karen?.close();
  await house?.close();
});

const minute = 60_000;
const room = () => karen.snapshot().room;
const stageAt = (place: number) =>
  room()
    .meeting.meeting!.stageOrder.flatMap((id) => room().stages[id] ?? [])
    .filter(({ kind }) => kind === "dialogue")[place]!;
const roundAt = (place: number) => room().rounds[stageAt(place).roundIds.at(-1) ?? ""];
const menuOf = async (name: string | RegExp, item: string | RegExp) => {
  await leader.getByRole("navigation", { name: "Dagsordenen" }).getByRole("button", { name }).first().click();
  await leader.getByRole("menuitem", { name: item }).click();
};
const mails = (who: string, subject: string) =>
  house.post.to(`${who}@nordvarme.example`).filter((mail) => mail.subject?.startsWith(subject));
const linkFor = async (who: string, title: string): Promise<string> => {
  const [mail] = await until("the mail", () => {
    const found = mails(who, `Du kan svare nu: ${title}`);
    return found.length > 0 && found;
  });
  return mail!.text!.match(/http\S+\/m\/\S+/)![0];
};
/** A little past that moment, by the clock of the house; what is due then is done. */
let now = Date.now();
const goTo = async (moment: string) => {
  house.later(Date.parse(moment) + minute - now);
  now = Date.parse(moment) + minute;
  await house.hurry("meeting.round");
};
const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * minute).toISOString().slice(0, 10);

test("a question is answered before the meeting by who cannot be there, reminded of once, closes by itself, and is taken up in the room", async () => {
  leader = await planned.signedIn();
  await leader.goto(`/meetings/${planned.meetingId}/lead`);
  await leader.getByRole("button", { name: "Åbn mødet" }).click();
  await leader.getByRole("button", { name: "Vis de fem punkter" }).first().waitFor();
  const as = { as: "leader", meetingId: planned.meetingId, locale: "da" } as const;
  karen = await connected(house.config.baseUrl, as, planned.cookie());
  const { question } = stageAt(0);
  await menuOf(question, "Åbn for svar allerede nu");
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel("Åben til").fill(`${inDays(4)}T14:00`);
  await dialog.getByText(/^Mind dem om det/).waitFor();
  await dialog.getByText("Send en mail nu til de 2 på listen").waitFor();
  expect(await axe(leader)).toEqual([]);
  await dialog.getByRole("button", { name: "Åbn det nu" }).click();
  await dialog.getByText(/^Påmindelse/).waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.keyboard.press("Escape");

  // The mail knows her, and takes her to what is open while the room is still in its lobby.
  cilla = await house.someone({ ...phone, bypassCSP: true });
  await cilla.goto(await linkFor("cilla", question));
  await cilla.getByRole("button", { name: "Gå ind" }).click();
  await cilla.getByText("Hej Cilla Bang").waitFor();
  expect(await axe(cilla)).toEqual([]);
  await cilla.getByRole("button", { name: question }).click();
  await cilla.getByLabel("Dit svar").fill("Det er sværest om mandagen.");
  await cilla.getByRole("button", { name: "Send svaret" }).click();
  await cilla.getByText("Dit · Gemt").waitFor();
  // One answer is what the question asks for: with it she is done.
  await cilla.getByRole("button", { name: "Færdig ✓" }).waitFor();
  await until("she is done", () =>
    inSystem(house.db, (tx) => tx.selectFrom("roundDone").select("roundId").executeTakeFirst()),
  );

  // A day before the end: who is not done is reminded, and nobody twice.
  await goTo(roundAt(0)!.remindsAt!);
  await until("the reminder", () => mails("dorte", "Stadig åben")[0]);
  await house.hurry("meeting.round");
  await goTo(roundAt(0)!.deadline!);
  await cilla.getByText("Runden er lukket.", { exact: false }).waitFor();
  expect(mails("dorte", "Stadig åben")).toHaveLength(1);
  expect(mails("cilla", "Stadig åben")).toEqual([]);

  // It is the same question: what came early is there when the room comes to it, and those who are there answer as well.
  await menuOf(question, /^Gå til/);
  await leader.getByText("1 svar er skrevet").first().waitFor();
  const anna = await planned.seat("Anna");
  // The leader's page shows it before it is committed; what everybody is told comes after.
  await until("it is open again", () => roundAt(0)?.isOpen && roundAt(0)?.noteCount === 1);
  anna.close();
  await leader.getByRole("button", { name: "Vis svarene for alle" }).first().click();
  await leader.getByText("Det er sværest om mandagen.").waitFor();
});

test("a question stays open after the room has left it, for who was on duty, until its hour", async () => {
  const { question } = stageAt(1);
  await menuOf(question, /^Gå til/);
  await leader.getByRole("button", { name: "Runden", exact: true }).click();
  await leader.getByRole("menuitem", { name: "Hold åben til …" }).click();
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel("Åben til").fill(`${inDays(6)}T08:00`);
  await dialog.getByRole("button", { name: "Sæt fristen" }).click();
  await until("the deadline", () => roundAt(1)?.deadline);
  await menuOf(/^Grupper/, /^Gå til/);

  const dorte = await house.someone(phone);
  await dorte.goto(await linkFor("dorte", question));
  await dorte.getByRole("button", { name: "Gå ind" }).click();
  await dorte.getByRole("heading", { level: 1, name: "Grupper" }).waitFor();
  await dorte.getByText("Også åbent (1)").click();
  await dorte.getByRole("button", { name: question }).click();
  await dorte.getByText("Mødet er et andet sted nu.").waitFor();
  await dorte.getByLabel("Dit svar").fill("Jeg havde vagt. Men ja.");
  await dorte.getByRole("button", { name: "Send svaret" }).click();
  await dorte.getByText("Dit · Gemt").waitFor();
  await until("her answer is counted", () => roundAt(1)?.isOpen && roundAt(1)?.noteCount === 1);

  await goTo(roundAt(1)!.deadline!);
  await until("it is closed", () => roundAt(1)?.isOpen === false);
  await dorte.getByText("Runden er lukket.", { exact: false }).waitFor();
  // What comes after its hour is not lost.
  await dorte.getByLabel("Dit svar").fill("En ting til");
  await dorte.getByRole("button", { name: "Send svaret" }).click();
  await dorte.getByText("Lagt til side, til lederen tager det med").waitFor();
});

test("called off, it says so to who is in it and who comes by a link; what was written is there, and with a new day it goes on", async () => {
  await leader.goto(`/meetings/${planned.meetingId}/plan`);
  await leader.getByRole("button", { name: "Aflys mødet" }).click();
  const dialog = leader.getByRole("dialog");
  await dialog.getByLabel(/^Besked om hvorfor/).fill("Halvdelen er syge.");
  await dialog.getByRole("button", { name: /^Aflys/ }).click();
  await cilla.getByRole("heading", { level: 1, name: "Mødet er aflyst" }).waitFor();
  await cilla.getByText("Halvdelen er syge.").waitFor();
  expect(await axe(cilla)).toEqual([]);
  const eva = await house.someone(phone);
  await eva.goto(await linkFor("dorte", stageAt(1).question));
  await eva.getByText("Mødet er aflyst. Halvdelen er syge.").waitFor();

  await leader.goto(`/meetings/${planned.meetingId}/lead`);
  await leader.getByText("Ingen kan skrive her nu.", { exact: false }).waitFor();
  await leader.getByText("Det er sværest om mandagen.").waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("link", { name: "Sæt en ny dag" }).click();
  await leader.getByRole("button", { name: "Sæt en ny dag" }).click();
  await dialog.getByLabel("Dag", { exact: true }).fill(inDays(40));
  await dialog.getByLabel(/^Klokken/).fill("13:00");
  expect(await axe(leader)).toEqual([]);
  await dialog.getByRole("button", { name: "Sæt dagen" }).click();
  await leader.getByText("Mødet har en ny dag.", { exact: false }).waitFor();
  await cilla.getByRole("heading", { level: 1, name: "Mødet er aflyst" }).waitFor({ state: "detached" });
  expect(house.faults).toEqual([]);
});
