import { afterAll, beforeAll, expect, test } from "vitest";
import { axe, openSample, type SampleHouse, until } from "./harness.ts";

let house: SampleHouse;
beforeAll(async () => {
  house = await openSample();
  // Browsers know passkeys on this machine by its name only.
  house.config.baseUrl = house.config.baseUrl.replace("127.0.0.1", "localhost");
});
afterAll(() => house?.close());

test("she makes a passkey, signs out and comes in by it", async () => {
  const page = await house.someone({ bypassCSP: true, baseURL: house.config.baseUrl });
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await house.signIn(page, house.email);
  await page.goto("/account");
  // She signed in a while ago: she is asked to do so again before a way in is added.
  await house.pool.query("update identity.session set created_at = now() - interval '16 minutes'");
  await page.getByRole("button", { name: "Tilføj adgangsnøgle" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Log ind igen, før du ændrer").waitFor();
  expect(await axe(page)).toEqual([]);
  const mails = house.post.to(house.email).length;
  await dialog.getByRole("button", { name: "Send mig et link" }).click();
  await dialog.getByText("Linket er på vej").waitFor();
  await dialog.getByRole("button", { name: "Jeg har åbnet linket" }).click();
  await dialog.getByText("Du er ikke logget ind igen endnu").waitFor();
  const link = await until("the link", () =>
    house.post
      .to(house.email)
      .slice(mails)
      .find(({ text }) => text?.includes("/sign-in/link/")),
  );
  const tab = await page.context().newPage();
  await tab.goto(link.text!.match(/https?:\S+/)![0]);
  await tab.getByRole("button", { name: "Log ind" }).click();
  await tab.getByRole("heading", { level: 1, name: "Din adgang" }).waitFor();
  await tab.close();
  await dialog.getByRole("button", { name: "Jeg har åbnet linket" }).click();
  await page.getByLabel("Navn").fill("Min telefon");
  await page.getByRole("button", { name: "Lav den på denne enhed" }).click();
  await page.getByRole("rowheader", { name: "Min telefon" }).waitFor();
  await until("the mail that tells her", () =>
    house.post.to(house.email).find(({ text }) => text?.includes("Adgangsnøglen Min telefon er tilføjet")),
  );
  await page.getByRole("table", { name: "De seneste gange" }).getByText("Link i en mail").first().waitFor();
  expect(await axe(page)).toEqual([]);

  await page.context().clearCookies();
  await page.goto("/sign-in?to=/account");
  await page.getByRole("button", { name: "Brug en adgangsnøgle" }).click();
  await page.getByRole("heading", { level: 1, name: "Din adgang" }).waitFor();

  // Removed here, the device's half opens nothing any more.
  await page.getByRole("button", { name: "Fjern Min telefon" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Fjern" }).click();
  await page.getByText("Ingen adgangsnøgler endnu").waitFor();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Brug en adgangsnøgle" }).click();
  await page.getByRole("alert").getByText("Adgangsnøglen blev ikke godkendt").waitFor();
  expect(house.faults).toEqual([]);
});

test("she makes a key for a program, which gets in as far as it says, and revokes it", async () => {
  const page = await house.someone({ bypassCSP: true, baseURL: house.config.baseUrl });
  await house.signIn(page, house.email);
  await page.goto("/account/tokens");
  await page.getByRole("button", { name: "Lav en nøgle" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Navn").fill("Kassesystem");
  await dialog.getByRole("button", { name: "Lav en nøgle" }).click();
  await dialog.getByText("Vælg mindst én ting").waitFor();
  await dialog.getByText("Læse: Værdigrundlag").locator("xpath=ancestor::label").click();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Lav en nøgle" }).click();
  const token = await page.getByText(/^udlev_/).textContent();
  const ask = async (path: string) =>
    (
      await fetch(house.config.baseUrl.replace("localhost", "127.0.0.1") + path, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;
  expect([await ask("/api/values"), await ask("/api/organisation/people")]).toEqual([200, 403]);
  await page.reload();
  await page.getByRole("rowheader", { name: "Kassesystem" }).waitFor();
  expect(await page.content()).not.toContain(token);
  await page.getByRole("button", { name: "Træk Kassesystem tilbage" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Træk tilbage" }).click();
  await page.getByText("Trukket tilbage", { exact: true }).waitFor();
  expect(await ask("/api/values")).toBe(401);
});

test("a browser's tabs follow one another: who comes in next sees nothing of hers, and out is out in all", async () => {
  const page = await house.someone({ baseURL: house.config.baseUrl });
  await house.signIn(page, house.email);
  await page.goto("/account");
  const person = (tab: typeof page, name: string) => tab.getByRole("button", { name, exact: false });
  await person(page, "Karen Skovbo").waitFor();

  const anna = "anna.lund@nordvarme.example";
  const tab = await page.context().newPage();
  await tab.goto("/sign-in");
  const mails = house.post.to(anna).length;
  await tab.getByLabel("E-mail").fill(anna);
  await tab.getByRole("button", { name: "Send mig et link" }).click();
  const mail = await until("Anna's link", () => house.post.to(anna)[mails]);
  await tab.goto(mail.text!.match(/https?:\S+/)![0]);
  await tab.getByRole("button", { name: "Log ind" }).click();
  await person(page, "Anna Lund").waitFor();
  expect(await page.getByText("Karen Skovbo").count()).toBe(0);

  await person(tab, "Anna Lund").click();
  await tab.getByRole("menuitem", { name: "Log ud" }).click();
  await page.getByRole("heading", { level: 1, name: "Log ind" }).waitFor();
  expect(house.faults).toEqual([]);
});
