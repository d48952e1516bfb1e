import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { axe, openSample, phone, type SampleHouse, until } from "./harness.ts";

let house: SampleHouse;
let leader: Page;
let employee: Page;
let unitId: string;
let employeeName: string;

/** A picture to look at, where a folder for it is given. */
const picture = async (page: Page, name: string) => {
  const folder = process.env["PICTURES"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

beforeAll(async () => {
  house = await openSample();
  const found = await inSystem(house.db, (tx) =>
    tx
      .selectFrom("journey")
      .innerJoin("roleAssignment as held", "held.unitId", "journey.unitId")
      .innerJoin("person", "person.id", "held.personId")
      .select(["journey.unitId", "person.name", "person.email"])
      .where("journey.round", "=", 2)
      .where("held.role", "=", "employee")
      // Somebody whose conversations have not begun yet.
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom("oneToOneSeries").select("id").whereRef("employeeId", "=", "person.id"))),
      )
      .orderBy("person.name")
      .executeTakeFirstOrThrow(),
  );
  unitId = found.unitId;
  employeeName = found.name;
  leader = await house.someone({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
  employee = await house.someone({ ...phone, bypassCSP: true });
  await house.signIn(leader, house.email);
  await house.signIn(employee, found.email!);
});
afterAll(() => house?.close());

test("two prepare, talk, agree, and the next conversation stands ready", async () => {
  await leader.goto("/one-to-ones");
  await leader.getByRole("button", { name: `Begynd samtaler med ${employeeName}` }).click();
  await leader.waitForURL(/one-to-ones\/.+/);
  const path = new URL(leader.url()).pathname;
  await leader.getByLabel("Dag").fill("2027-03-01");
  await leader.getByLabel("Klokkeslæt").fill("10:00");
  await leader.getByRole("button", { name: "Gem tidspunktet" }).click();
  await leader.getByText("1. marts 2027").first().waitFor();

  await employee.goto("/my/results");
  await employee.getByRole("heading", { level: 1 }).waitFor();
  await employee.goto("/one-to-ones");
  await employee.getByRole("link", { name: /Forbered samtalen/ }).click();
  await employee.getByLabel("Hvad går godt?").fill("Jeg ringer tilbage samme dag");
  await employee.getByText("Gemt").first().waitFor();
  await picture(employee, "one-employee-390");
  await leader.reload();
  await leader.getByText(`${employeeName} har ikke delt`).waitFor();
  await employee.getByRole("button", { name: "Del før samtalen" }).click();
  await employee.getByText("Delt", { exact: true }).waitFor();
  await leader.reload();
  await leader.getByText("Jeg ringer tilbage samme dag").waitFor();

  await leader.getByLabel("Hvad aftaler I?").fill("Vi øver det om fredagen");
  await leader.getByLabel("Hvad skal der gøres?").fill("Lytter med på to samtaler");
  await leader.getByRole("button", { name: "Tilføj" }).click();
  await leader.getByRole("checkbox", { name: "Lytter med på to samtaler" }).waitFor();
  await until("the agreement is saved", async () => (await leader.getByText("Gemt").count()) === 1);
  await picture(leader, "one-leader-1280");
  expect(await axe(leader)).toEqual([]);
  expect(await axe(employee)).toEqual([]);
  await leader.getByRole("button", { name: "Vi har talt sammen" }).focus();
  await leader.keyboard.press("Enter");
  await leader.getByRole("dialog").getByRole("button", { name: "Vi har talt sammen" }).click();
  await leader.getByRole("link", { name: "Til den næste samtale" }).click();
  await leader.waitForURL((url) => url.pathname !== path);
  await leader.getByText("12. april 2027").first().waitFor();
  await leader.getByText("fra sidst").waitFor();
  await leader.getByText("Vi øver det om fredagen").waitFor();
  await employee.goto(path);
  await employee.getByText("Samtalen er holdt").waitFor();
  await picture(employee, "one-held-390");
  await leader.goto("/one-to-ones");
  await leader.getByRole("row").filter({ hasText: employeeName }).getByText("1 aftale").waitFor();
  await picture(leader, "list-1280");
  await employee.goto("/one-to-ones");
  await employee.getByRole("link", { name: /Forbered samtalen/ }).waitFor();
  await picture(employee, "list-390");
});

test("a leader appoints a deputy in a dialog, and everybody of the unit sees who it is and until when", async () => {
  await leader.goto(`/units/${unitId}`);
  await leader.getByRole("button", { name: "Udpeg en stedfortræder" }).click();
  const dialog = leader.getByRole("dialog", { name: "Udpeg en stedfortræder" });
  await dialog.getByRole("button", { name: "Udpeg en stedfortræder" }).click();
  await dialog
    .getByText("Vælg en, der arbejder i enheden.")
    .or(dialog.getByText("Skriv en dato, der findes."))
    .first()
    .waitFor();
  expect(await axe(leader)).toEqual([]);
  await dialog.getByLabel("Hvem").selectOption({ label: employeeName });
  const until = new Date(Date.now() + 7 * 86_400_000);
  await dialog.getByLabel("Til og med").fill(until.toISOString().slice(0, 10));
  await dialog.getByRole("button", { name: "Udpeg en stedfortræder" }).click();
  await dialog.waitFor({ state: "detached" });
  await employee.goto(`/units/${unitId}`);
  const said = `${employeeName} er stedfortræder til og med ${until.getUTCDate()}.`;
  await employee.getByText(said).waitFor();
  await picture(employee, "deputy-390");
  await leader.getByRole("button", { name: `Stop ${employeeName} som stedfortræder nu` }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "Stop nu" }).click();
  await leader.getByText("Er du væk i en tid").waitFor();
});

test("a review is opened in the live room with one press, with its agenda in it", async () => {
  await leader.goto(`/units/${unitId}`);
  await leader.getByRole("button", { name: "Planlæg et indsatsmøde" }).click();
  await leader.waitForURL(/review-meetings\/.+/);
  const path = new URL(leader.url()).pathname;
  await leader.getByRole("button", { name: "Åbn mødet for alle" }).click();
  await leader.waitForURL(/meetings\/.+\/lead/);
  await leader.getByText("Hvad blev der af det, vi aftalte?").first().waitFor();
  // The room sees whose meeting it is, modestly, in both themes.
  await leader.goto(leader.url().replace("/lead", "/screen"));
  const logo = leader.locator("header img");
  await logo.waitFor();
  await until("the logo", () => logo.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0));
  expect(await axe(leader)).toEqual([]);
  await picture(leader, "screen-logo");
  await leader.goto(path);
  await leader.getByRole("link", { name: "Gå til mødet" }).waitFor();
  await leader.getByRole("button", { name: "Aflys mødet" }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "Aflys", exact: true }).click();
  await leader.getByText("Mødet var åbnet og er aflyst.").waitFor();
  expect(await leader.getByRole("button", { name: "Aflys mødet" }).count()).toBe(0);
  await leader.getByRole("button", { name: "Åbn mødet for alle" }).waitFor();
});

test("a result meeting decides keep, change, start and stop, and begins the next round", async () => {
  await leader.goto(`/units/${unitId}`);
  await leader.getByRole("button", { name: "Planlæg et resultatmøde" }).click();
  await leader.waitForURL(/review-meetings\/.+/);
  const path = new URL(leader.url()).pathname;
  await leader.getByRole("button", { name: "Behold", exact: true }).first().click();
  await leader.getByRole("button", { name: "Begynd på noget nyt" }).click();
  await leader.getByLabel("… så gør vi sådan").fill("Vi skriver et kort resumé");
  await leader.getByRole("button", { name: "Gem", exact: true }).click();
  await leader.getByText("Vi skriver et kort resumé").waitFor();
  await leader.getByRole("textbox", { name: "Noter fra mødet" }).fill("Alle var med");
  await leader.getByText("Gemt").waitFor();
  await picture(leader, "review-1280");
  expect(await axe(leader)).toEqual([]);
  await leader.getByRole("button", { name: "Mødet er holdt" }).click();
  await leader.getByRole("dialog").getByRole("button", { name: "Mødet er holdt" }).click();
  await leader.getByRole("button", { name: "Begynd næste runde" }).waitFor();
  await employee.goto(path);
  await employee.getByText("Vi skriver et kort resumé").waitFor();
  expect(await employee.getByRole("button", { name: "Begynd næste runde" }).count()).toBe(0);
  await picture(employee, "review-held-390");
  await leader.getByRole("button", { name: "Begynd næste runde" }).click();
  await leader.waitForURL(/journeys\/.+/);
  for (const [name, size, dark] of [
    ["review-1920-dark", { width: 1920, height: 1080 }, true],
    ["review-1280-en", { width: 1280, height: 900 }, false],
  ] as const) {
    if (!process.env["PICTURES"]) break;
    await leader.setViewportSize(size);
    await leader.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    await leader.goto(path);
    await leader.getByRole("link", { name: "Åbn næste runde" }).waitFor();
    await picture(leader, name);
  }
  expect(house.faults).toEqual([]);
});
