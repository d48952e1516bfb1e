import ICAL from "ical.js";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe, type House, openHouse, phone, until } from "./harness.ts";

let house: House;
let leader: Page;
let gitte: Page;
const guest = "gitte@gaest.example";
beforeAll(async () => {
  house = await openHouse();
  leader = await house.someone({ bypassCSP: true });
  await leader.goto("/");
  await leader.getByLabel("Organisationens navn").fill("Nordvarme");
  await leader.getByLabel("Dit navn").fill("Karen Skovbo");
  await leader.getByLabel("Din e-mail").fill("karen@nordvarme.example");
  await leader.getByLabel("Vælg en adgangskode").fill("en lang adgangskode");
  await leader.getByRole("button", { name: /Opret/ }).click();
  await leader.getByRole("heading", { level: 1, name: /Hej Karen/ }).waitFor();
  await leader
    .getByRole("main")
    .getByRole("link", { name: /Nordvarme/ })
    .click();
  await leader.getByRole("button", { name: "Start et forløb" }).click();
  await leader.getByRole("heading", { name: "Før du begynder" }).waitFor();
});
afterAll(() => house?.close());

const titles = () =>
  leader
    .getByLabel("Punktets navn")
    .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
const save = () => leader.getByRole("button", { name: "Gem", exact: true }).click();
const calendar = (mail: { attachments: { contentType: string; content: Buffer }[] }) => {
  const part = mail.attachments.find(({ contentType }) => contentType === "text/calendar")!;
  const object = new ICAL.Component(ICAL.parse(part.content.toString()));
  const event = new ICAL.Event(object.getFirstSubcomponent("vevent")!);
  return { method: object.getFirstPropertyValue("method"), sequence: event.sequence, place: event.location };
};

test("from the guide's row to a plan in one click; its agenda is moved by keys and by mouse, and undone", async () => {
  await leader.getByRole("link", { name: "Planlæg mødet" }).click();
  await leader.getByRole("button", { name: "Planlæg mødet" }).click();
  await leader.getByRole("heading", { name: "Dagsorden" }).waitFor();
  expect(await axe(leader)).toEqual([]);
  const before = await titles();
  expect(before[0]).toBe("Velkomst");

  await leader.getByRole("button", { name: /Flyt “Velkomst”/ }).focus();
  await leader.keyboard.press("ArrowDown");
  await leader.getByText(`Flyttet til plads 2 af ${before.length}.`).waitFor();
  // Focus stays with what is moved.
  await leader.keyboard.press("ArrowDown");
  await until("the moved row", async () => (await titles())[2] === "Velkomst");

  // Both ends of the way are in the window, and stay where they are while it is walked.
  await leader.getByRole("heading", { name: "Dagsorden" }).evaluate((heading) => heading.scrollIntoView());
  const from = (await leader.getByRole("button", { name: /Flyt “Velkomst”/ }).boundingBox())!;
  const to = (await leader.getByRole("button", { name: /^Flyt/ }).first().boundingBox())!;
  await leader.mouse.move(from.x + 10, from.y + 10);
  await leader.mouse.down();
  await leader.mouse.move(to.x + 10, to.y, { steps: 10 });
  await leader.mouse.up();
  await until("the dragged row", async () => (await titles())[0] === "Velkomst");

  // Moved again while the page reads what was saved a moment ago: that is saved as well.
  const reading = Promise.withResolvers<void>();
  const mayRead = Promise.withResolvers<void>();
  await leader.route(/\/api\/preparation\/meetings\/[^/]+$/, async (route) => {
    if (route.request().method() === "GET") {
      reading.resolve();
      await mayRead.promise;
    }
    await route.continue();
  });
  const isSaved = () =>
    leader.waitForResponse(
      (answer) => answer.request().method() === "PUT" && answer.url().endsWith("/agenda"),
    );
  await leader.getByRole("button", { name: /Flyt “Velkomst”/ }).focus();
  await leader.keyboard.press("ArrowDown");
  await reading.promise;
  const second = isSaved();
  await leader.keyboard.press("ArrowUp");
  mayRead.resolve();
  await second;
  await leader.unrouteAll({ behavior: "wait" });
  expect((await titles())[0]).toBe("Velkomst");

  await leader.getByRole("button", { name: "Fjern “Afstemning”" }).click();
  expect(await titles()).not.toContain("Afstemning");
  await leader.getByRole("button", { name: "Fortryd" }).last().click();
  await until("the row that came back", async () => (await titles()).includes("Afstemning"));
  await leader.getByLabel("Minutter til “Velkomst”").fill("90");
  await leader.getByLabel("Punktets navn").first().focus();
  await leader.getByText(/minutter for meget/).waitFor();
  await leader.getByRole("button", { name: "Foreslå en dagsorden" }).click();
  await leader.getByText(/minutter er fri/).waitFor();
  await leader.reload();
  await leader.getByRole("heading", { name: "Dagsorden" }).waitFor();
  await until("the agenda as it was saved", async () => (await titles()).join() === before.join());
});

test("the hour that does not exist is said at once, and what else was written stays", async () => {
  await leader.getByLabel("Sted").fill("Kantinen, 1. sal");
  await leader.getByLabel("Dag", { exact: true }).fill("2027-03-28");
  await leader.getByLabel(/Klokken/).fill("02:30");
  await leader.getByText("Klokken 02:30 findes ikke den dag", { exact: false }).waitFor();
  await leader.getByLabel("Dag", { exact: true }).fill("2027-10-31");
  await leader.getByLabel(/Den anden 02:30/).waitFor();
  await leader.getByLabel("Dag", { exact: true }).fill("2027-03-01");
  await leader.getByLabel(/Klokken/).fill("13:00");
  expect(await leader.getByLabel("Sted").inputValue()).toBe("Kantinen, 1. sal");
  await save();
  await leader.getByText("mandag den 1. marts 2027", { exact: false }).first().waitFor();
});

test("a guest is invited, answers on a phone without script, and hears of a change and of the end of it", async () => {
  await leader.getByLabel("Gæstens navn").fill("Gitte Gæst");
  await leader.getByLabel("Gæstens e-mail").fill("ikke en adresse");
  await leader.getByRole("button", { name: "Tilføj gæst" }).click();
  await leader.getByText("Ret det, der står ved felterne", { exact: false }).waitFor();
  await leader.getByLabel("Gæstens e-mail").fill(guest);
  await leader.getByRole("button", { name: "Tilføj gæst" }).click();
  // People hear what stands on the page: what is not saved is saved first, and where that is refused nobody hears anything.
  await leader.getByLabel("Sted").fill("Kantinen, 2. sal");
  await leader.getByLabel("Længde i minutter").fill("0");
  await leader.getByRole("button", { name: "Send invitation til 1" }).click();
  await leader.getByText("Ingenting er sendt.", { exact: false }).waitFor();
  expect(house.post.to(guest)).toEqual([]);
  await leader.getByLabel("Længde i minutter").fill("120");
  await leader.getByRole("button", { name: "Send invitation til 1" }).click();
  await leader.getByText("Alle har fået det, der står her.").waitFor();
  const invitation = await until("the invitation", () => house.post.to(guest).at(-1));
  expect(calendar(invitation)).toEqual({ method: "REQUEST", sequence: 0, place: "Kantinen, 2. sal" });

  gitte = await house.someone({ ...phone, javaScriptEnabled: false });
  await gitte.goto(invitation.text!.match(/http\S+\/rsvp\/\S+/)![0]);
  await gitte.getByLabel("Jeg kommer", { exact: true }).check();
  await gitte.getByRole("button", { name: "Send svar" }).click();
  await gitte.getByText("Dit svar er gemt: Jeg kommer").waitFor();
  await leader.reload();
  await leader.getByText("1 kommer, 0 måske", { exact: false }).waitFor();

  await leader.getByLabel("Sted").fill("Lageret");
  await save();
  await leader.getByText("Ændret, siden deltagerne sidst hørte om det: sted.").waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("button", { name: "Send opdatering til 1" }).click();
  await until("the update", () => house.post.to(guest).length === 2);
  expect(calendar(house.post.to(guest).at(-1)!)).toEqual({
    method: "REQUEST",
    sequence: 1,
    place: "Lageret",
  });
});

test("slides are made, changed, shown with keys, followed in the speaker's window, and left with escape", async () => {
  await leader.getByRole("link", { name: "Præsentation" }).click();
  await leader.getByRole("button", { name: "Ret", exact: true }).nth(1).click();
  await leader.getByLabel("Tekst", { exact: true }).fill("Vi ringer tilbage samme dag.");
  await leader.getByLabel("Noter", { exact: true }).fill("Fortæl om i går.");
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByText("Rettet af dig").waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("link", { name: "Vis præsentationen" }).click();
  const shown = (title: RegExp) => leader.getByRole("heading", { level: 2, name: title }).waitFor();
  await shown(/Værdierne/);
  await leader.keyboard.press("ArrowRight");
  await shown(/levende for kunderne/);
  const [speaker] = await Promise.all([
    leader.context().waitForEvent("page"),
    leader.getByRole("button", { name: "Talerens noter i et nyt vindue" }).click(),
  ]);
  await speaker.getByText("Fortæl om i går.").waitFor();
  await speaker.keyboard.press("PageDown");
  await shown(/overvejet/);
  await leader.bringToFront();
  await leader.keyboard.press("Home");
  await speaker.getByText("Ingen noter til denne slide.").waitFor();
  await leader.keyboard.press("Escape");
  await leader.getByRole("link", { name: "Vis præsentationen" }).waitFor();
});

test("held a second time, the guest chooses that one herself; when it is called off she is offered the first", async () => {
  await leader.getByRole("link", { name: "Værdierne, som kunderne mærker dem" }).click();
  await leader.getByRole("button", { name: "Hold mødet en gang til" }).click();
  await leader
    .getByLabel(/Klokken/)
    .last()
    .fill("19:00");
  await leader.getByRole("button", { name: "Tilføj", exact: true }).click();
  await leader.getByText("Mødet holdes nu en gang mere.", { exact: false }).waitFor();
  await leader.getByRole("button", { name: "Lad deltagerne vælge" }).click();
  await leader.getByLabel(/Pladser .* kl. 19.00/).fill("to");
  await leader.getByRole("button", { name: "Gem", exact: true }).last().click();
  await leader.getByText("Skal være mindst 1.").waitFor();
  await leader.getByLabel(/Pladser .* kl. 19.00/).fill("2");
  await leader.getByRole("button", { name: "Gem", exact: true }).last().click();
  await leader.getByText("0 deltagere · 2 pladser tilbage", { exact: false }).waitFor();
  expect(await axe(leader)).toEqual([]);

  await gitte.reload();
  await gitte.getByLabel(/kl. 19.00–21.00.*2 pladser tilbage/s).check();
  await gitte.getByRole("button", { name: "Skift til det tidspunkt" }).click();
  await gitte.getByText("Tak. Du kommer nu på dette tidspunkt.", { exact: false }).waitFor();
  await until("both calendar objects", () => house.post.to(guest).length === 4);
  const [one, other] = house.post.to(guest).slice(2).map(calendar);
  expect([one!.method, other!.method].sort()).toEqual(["CANCEL", "REQUEST"]);
  await leader.reload();
  await leader.getByText("1 kommer, 0 måske", { exact: false }).waitFor();

  await callOff("Aflys og giv 1 besked");
  await until("the cancellation", () => house.post.to(guest).length === 5);
  const off = house.post.to(guest).at(-1)!;
  expect(calendar(off).method).toBe("CANCEL");
  await gitte.goto(off.text!.match(/http\S+\/rsvp\/\S+/)![0]);
  await gitte.getByText("Mødet er aflyst.").waitFor();
  await gitte.getByLabel(/kl. 13.00–15.00/).check();
  await gitte.getByRole("button", { name: "Skift til det tidspunkt" }).click();
  await gitte.getByText("Tak. Du kommer nu på dette tidspunkt.", { exact: false }).waitFor();
  await until("the first one's entry again", () => house.post.to(guest).length === 6);
  expect(calendar(house.post.to(guest).at(-1)!)).toEqual({
    method: "REQUEST",
    sequence: 3,
    place: "Lageret",
  });
});

/** The meeting whose plan is open. */
async function callOff(button: string): Promise<void> {
  await leader.getByRole("button", { name: "Aflys mødet" }).click();
  await leader.getByLabel("Besked om hvorfor").fill("Vi finder en ny dag.");
  await leader.getByRole("button", { name: button }).click();
  await leader.getByText("Mødet er aflyst.", { exact: true }).waitFor();
}

test("no page threw and the server had no fault", () => {
  expect(house.faults).toEqual([]);
});
