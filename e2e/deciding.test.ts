import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connection } from "#meeting/connection.ts";
import { does } from "./connected.ts";
import { type House, openHouse, phone, until } from "./harness.ts";
import { code, look, type Planned, plannedMeeting } from "./planned.ts";

let house: House;
let planned: Planned;
beforeAll(async () => {
  house = await openHouse();
  planned = await plannedMeeting(house);
});
afterAll(() => house?.close());

test("from the vote to the close nothing that was begun is lost, and nothing is decided over anybody's head", async () => {
  const console = await planned.signedIn();
  await console.goto(`/meetings/${planned.meetingId}/lead`);
  await console.getByRole("button", { name: "Åbn mødet" }).click();
  const bar = console.getByRole("region", { name: "Det næste" });
  await bar.getByRole("button", { name: "Vis de fem punkter" }).waitFor();
  const press = (name: string | RegExp) => bar.getByRole("button", { name }).click();
  const goTo = async (name: RegExp) => {
    await console.getByRole("button", { name }).first().click();
    await console.getByRole("menuitem", { name: /^Gå til/ }).click();
  };
  const people = await Promise.all(["Anna", "Bo", "Cilla", "Dorte"].map((name) => planned.seat(name)));
  const [anna, bo, cilla, dorte] = people as [Connection, Connection, Connection, Connection];
  const room = () => anna.snapshot().room;
  const decision = () => Object.values(room().decisions)[0]!;
  const screen = await planned.signedIn();
  await screen.goto(`/meetings/${planned.meetingId}/screen`);

  // Two on one phone have one vote, and both are told.
  const shared = await house.someone({ ...phone, bypassCSP: true });
  await shared.goto(`/m/${code}`);
  await shared.getByLabel("Dit navn").fill("Erik");
  await shared.getByRole("button", { name: "Vi er flere om telefonen" }).click();
  await shared.getByLabel(/navn/i).last().fill("Finn");
  await shared.getByRole("button", { name: "Gå ind" }).click();
  await until("they are in", () => Object.keys(room().seats).length === 5);

  await goTo(/^Forslagene på væggen/);
  const wallId = () => Object.values(room().rounds).find(({ kind }) => kind === "wall")?.id;
  await until("the wall", wallId);
  await console.getByRole("button", { name: "Papirsedler" }).click();
  await console
    .getByLabel(/Sedlerne, én/)
    .fill("Vi ringer til kunden en halv time før\nVi ringer samme dag\nVi siger vores navn\nVi rydder op");
  await console.getByRole("button", { name: "Hæng 4 sedler op" }).click();
  await until("the notes", () => Object.keys(room().notes).length === 4);
  for (const text of ["en halv time før", "samme dag"]) {
    await console
      .getByRole("row", { name: new RegExp(text) })
      .first()
      .focus();
    await console.keyboard.press("Space");
  }
  await console.getByRole("button", { name: "Saml i ny klynge" }).press("Enter");
  await console.keyboard.type("Ringer");
  await console.keyboard.press("Enter");
  await until("the cluster", () => Object.values(room().clusters).some(({ name }) => name === "Ringer"));

  await press("Gå til afstemningen");
  await look(console, "v1-setup");
  await look(screen, "screen-v1-setup");
  await console.getByText("Erik & Finn", { exact: false }).first().waitFor();
  await press(/^Åbn afstemningen med 3/);
  const vote = () => Object.values(room().rounds).find((round) => round.vote && round.isOpen);
  await until("the vote", vote);
  // A vote is never on one word: the notes behind it are there.
  await screen.getByText("Vi ringer samme dag").waitFor();
  await shared.getByText("I er 2 på telefonen", { exact: false }).waitFor();
  await shared.getByText("Vi ringer samme dag").waitFor();
  await look(shared, "phone-v2-ballot");
  await shared.getByRole("button", { name: "Jeg stemmer ikke" }).click();
  await until("the abstention", () => vote()?.vote?.abstained === 1);
  const option = (text: string) => vote()!.vote!.options.find((each) => each.text === text)!.id;
  const cast = (who: Connection, text: string, dots: number) =>
    does(who, { type: "vote.cast", roundId: vote()!.id, optionId: option(text), dots });
  await cast(anna, "Vi siger vores navn", 2);
  await cast(bo, "Ringer", 2);
  await cast(cilla, "Ringer", 1);
  await cast(dorte, "Vi siger vores navn", 1);
  await console.getByText("4 har stemt, 1 stemmer ikke, af 5").waitFor();
  await look(console, "v2-open");
  await look(screen, "screen-v2-open");
  await press("Luk afstemningen og vis resultatet");
  await console.getByText("stod lige").first().waitFor();
  await look(console, "v3-results");
  await console.getByRole("button", { name: /^Anden runde mellem de 2/ }).click();
  await until("the second round", vote);
  await cast(anna, "Ringer", 1);
  await press("Luk afstemningen og vis resultatet");
  await press("Gå til beslutningen");
  await console.getByText("3 prikker fra 2 · i anden runde 1 prik fra 1").waitFor();
  await look(console, "d1-candidates");
  await look(screen, "screen-d1");

  // A sentence begins with a note's own words, is hers alone, and is there again after a reload.
  await press("Formulér den første");
  expect(await console.getByLabel("Vi …").inputValue()).toBe("Vi ringer til kunden en halv time før");
  await console.getByLabel("Vi …").fill("Vi ringer til kunden, før vi kører");
  await look(console, "d2-new");
  await until("it is kept", async () => (await console.getByText("Gemt").count()) > 0);
  expect(room().decisions).toEqual({});
  await console.reload();
  expect(await console.getByLabel("Vi …").inputValue()).toBe("Vi ringer til kunden, før vi kører");
  await press("Vis den for alle");
  await screen.getByText("Vi ringer til kunden, før vi kører").waitFor();

  const consent = (who: Connection, answer: "yes" | "concern", reason = "") =>
    does(who, {
      ...({ type: "consent.give", decisionId: decision().id, answer, reason } as const),
      wording: decision().wording,
    });
  for (const who of [anna, bo]) await consent(who, "yes");
  await bar.getByText("2 af 5 har svaret", { exact: false }).waitFor();

  // While words are being changed, saving them is the next thing, and there is no button that decides.
  await console.getByRole("button", { name: "Ret ordene" }).click();
  await console.getByLabel("Vi …").fill("Vi ringer til kunden en halv time før, vi kommer");
  await look(console, "d3-rewording");
  expect(await console.getByRole("button", { name: "Beslut: sådan gør vi" }).count()).toBe(0);
  await press("Gem ordene");
  await console.getByText("2 svarede på de tidligere ord").waitFor();
  await shared.getByText("Vi ringer til kunden en halv time før, vi kommer").waitFor();
  await consent(cilla, "concern", "Om mandagen er vi få");

  // A concern is shown when she shows it; the next one waits for its own turn.
  expect(await screen.getByText("Om mandagen er vi få").count()).toBe(0);
  await press("Vis begrundelsen for alle");
  await screen.getByText("Om mandagen er vi få").waitFor();
  await consent(dorte, "concern", "Og i ferien");
  await bar.getByRole("button", { name: "Vis begrundelsen for alle" }).waitFor();
  await look(console, "d4-concern");
  await look(screen, "screen-d4");
  expect(await screen.getByText("Og i ferien").count()).toBe(0);
  // The card's own button knows it as well.
  const work = console.getByRole("region", { name: "Det, mødet arbejder med nu" });
  await work.getByRole("button", { name: "Beslut: sådan gør vi" }).click();
  await work.getByText("Kun 2 af 5 har svaret", { exact: false }).waitFor();
  await work.getByText("1 har en bekymring, som ingen har læst.", { exact: false }).waitFor();
  await look(console, "d5-lacks");
  await work.getByRole("button", { name: "Beslut alligevel" }).click();
  await screen.getByText("Besluttet", { exact: true }).waitFor();
  // Pressed too early: the arrow takes back what she has just done, and that it was decided is seen.
  await bar.getByRole("button", { name: "Fortryd: beslutningen" }).click();
  await console.getByText("Genåbnet 1 gang").waitFor();
  await bar.getByRole("button", { name: "Gør igen: beslutningen" }).click();
  await until("it is decided", () => decision().decidedAt);

  await press("Gå til næste skridt");
  await look(screen, "screen-n1");
  await screen.getByText("Vi ringer til kunden en halv time før, vi kommer").waitFor();
  // Agreed as it is written; an action that was begun is said before the meeting is closed.
  await console.getByLabel("Hvornår spørges de?").fill("i marts");
  await console.getByLabel("Hvad skal gøres?").fill("Skriv numrene op");
  await console.getByLabel("Hvem tager den?").fill("Ole");
  await press("Gå til afslutningen");
  await console.getByText("En handling er begyndt og ikke tilføjet.").waitFor();
  await look(console, "c1-unfinished");
  await console.getByRole("button", { name: "Gå til Næste skridt" }).click();
  expect(await console.getByLabel("Hvornår spørges de?").inputValue()).toBe("i marts");
  expect(await console.getByLabel("Hvad skal gøres?").inputValue()).toBe("Skriv numrene op");
  // A first name is the one of the unit who is called so.
  await console.getByRole("button", { name: "Tilføj handlingen" }).click();
  await until("the action", () => Object.values(room().actions)[0]?.ownerName === "Ole Brink");
  expect(Object.values(room().actions)[0]!.ownerPersonId).not.toBeNull();
  await look(console, "n2-steps");
  await press("Gå til afslutningen");
  await console.getByText("1 beslutning", { exact: true }).waitFor();
  await look(console, "c2-close");
  await press("Luk mødet og send referatet");
  await console.getByText(/^Referatet sendes om \d+ sekunder/).waitFor();
  await look(screen, "screen-c2");
  for (const person of people) person.close();
  expect(house.faults).toEqual([]);
});
