import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { openSample, type SampleHouse, until } from "./harness.ts";

/**
 * Every form of the product, filled in badly: what is wrong is said beside it, what was written stays, and nothing
 * breaks. A new form is one line here.
 */
let house: SampleHouse;
let leader: Page;
let paths: Record<string, string>;

beforeAll(async () => {
  house = await openSample();
  paths = await inSystem(house.db, async (tx) => {
    const planned = await tx
      .selectFrom("meeting")
      .select(["id", "unitId", "journeyId"])
      .where("state", "=", "planned")
      .executeTakeFirstOrThrow();
    const journey = planned.journeyId!;
    return {
      values: "/values",
      units: "/organisation/units",
      people: "/organisation/people",
      settings: "/organisation",
      unit: `/units/${planned.unitId}`,
      statements: `/journeys/${journey}/statements`,
      behaviours: `/journeys/${journey}/behaviours`,
      plan: `/meetings/${planned.id}/plan`,
      slides: `/meetings/${planned.id}/slides`,
    };
  });
  leader = await house.someone();
  await house.signIn(leader, house.email);
});
afterAll(() => house?.close());

/** Where it is, what opens it, and the button that sends it. */
const forms: [where: string, open: string | null, send: string][] = [
  ["values", "Tilføj værdi", "Tilføj værdi"],
  ["units", "Tilføj enhed", "Tilføj enhed"],
  ["people", "Tilføj person", "Tilføj person"],
  ["settings", null, "Gem"],
  ["unit", null, "Tilføj"],
  ["statements", null, "Tilføj"],
  ["statements", "Ret", "Gem"],
  ["behaviours", null, "Tilføj"],
  ["behaviours", "Ret", "Gem"],
  ["plan", null, "Gem"],
  ["plan", null, "Tilføj gæst"],
  ["slides", "Ret", "Gem"],
];
const filled: Record<string, string> = {
  empty: "",
  blank: "   ",
  "far too long": "Meget langt. ".repeat(4_000),
  "signs and emoji": "<b>'\"=1+1</b> 👩🏽‍🚒 \u202e ]]>",
};
const written =
  "input:not([type=radio]):not([type=checkbox]):not([type=file]):not([type=date]):not([type=time])";

/** The form in which the button stands, with what can be written in. */
async function opened(where: string, open: string | null, send: string) {
  await leader.goto(paths[where]!);
  const main = leader.getByRole("main");
  if (open) await main.getByRole("button", { name: open, exact: true }).first().click();
  const button = leader.getByRole("button", { name: send, exact: true });
  const form = leader.locator("form").filter({ has: button }).first();
  await form.waitFor();
  const fields: Locator[] = [];
  for (const field of await form.locator(`${written}, textarea`).all())
    if (await field.isEnabled()) fields.push(field);
  return { form, fields, button: form.getByRole("button", { name: send, exact: true }) };
}

test.each(forms)("%s, %s: %s", { timeout: 120_000 }, async (where, open, send) => {
  for (const [how, text] of Object.entries(filled)) {
    const { form, fields, button } = await opened(where, open, send);
    expect(fields.length, `${where} has something to write in`).toBeGreaterThan(0);
    for (const field of fields) await field.fill(text);
    const before = await Promise.all(fields.map((field) => field.inputValue()));
    const answers: number[] = [];
    const listen = (response: { status(): number; request(): { method(): string } }) => {
      if (response.request().method() !== "GET") answers.push(response.status());
    };
    leader.on("response", listen);
    await button.click();
    const refused = form.getByRole("alert").or(form.locator("[aria-invalid=true]")).first();
    // The server's answer, or what the page knew without asking.
    await until("an answer", async () => answers.length > 0 || (await refused.isVisible()));
    leader.off("response", listen);
    const what = `${where}, ${how}`;
    expect(
      answers.filter((status) => status >= 500),
      what,
    ).toEqual([]);
    if (answers.length > 0 && answers.every((status) => status < 400)) continue;
    // Nothing that was written is gone, and each field that is wrong says why.
    expect(await Promise.all(fields.map((field) => field.inputValue())), what).toEqual(before);
    await refused.waitFor();
    // Sent again with another mistake of the same kind, it is refused again, beside the same fields.
    const wrongFields = form.locator("[aria-invalid=true]");
    const said = await wrongFields.count();
    for (const field of fields) await field.fill(`${text} `);
    await button.click();
    await until(`${what}: the same refusal again`, async () => (await wrongFields.count()) === said);
    for (const field of await form.locator("[aria-invalid=true]").all()) {
      const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
      const words = await leader.evaluate(
        (all) => all.map((id) => document.getElementById(id)?.textContent ?? "").join(" "),
        ids,
      );
      expect(words, `${what}: a field is wrong and does not say why`).toMatch(/\p{L}/u);
    }
  }
  expect(house.faults).toEqual([]);
});

test("two who change the settings at once lose nothing, and where it is the same field the second decides", async () => {
  await leader.goto(paths.settings!);
  const notice = leader.getByLabel("Varsel til medarbejdere, i dage");
  const save = leader.getByRole("button", { name: "Gem", exact: true });
  const path = "/api/organisation/settings";
  const read = async () => (await leader.request.get(path)).json();
  const another = async (change: object) => {
    const { version } = await read();
    const headers = { origin: house.config.baseUrl };
    await leader.request.patch(path, { headers, data: { ...change, version } });
  };
  await notice.fill("30");
  await another({ restingDays: 60 });
  await save.click();
  await leader.getByText("Indstillingerne er gemt.").waitFor();
  expect(await read()).toMatchObject({ noticeDays: 30, restingDays: 60 });
  expect(await leader.getByLabel("Hviletid for kunder, i dage").inputValue()).toBe("60");

  await notice.fill("35");
  await another({ noticeDays: 21, privacyTextDa: "Vi spørger kun om kontakten." });
  await save.click();
  // Said once, beside what she wrote.
  await leader.getByText("En anden har ændret indstillingerne imens.").waitFor();
  expect(await leader.locator("form").getByRole("alert").count()).toBe(1);
  expect([await notice.inputValue(), (await read()).noticeDays]).toEqual(["35", 21]);
  await save.click();
  await until("hers to be saved", async () => (await read()).noticeDays === 35);
  expect(await read()).toMatchObject({ privacyTextDa: "Vi spørger kun om kontakten." });
  expect(house.faults).toEqual([]);
});

test("a role for a time is not given for good where no day was chosen", async () => {
  const { form, fields, button } = await opened("people", "Tilføj person", "Tilføj person");
  for (const [index, words] of ["Vikar Vang", "vikar.vang@nordvarme.example"].entries())
    await fields[index]!.fill(words);
  await button.click();
  // Which of several units it is, nobody but her can know.
  await form.getByText("Vælg den enhed, rollen gælder.").waitFor();
  await form.getByRole("combobox", { name: "Enhed" }).selectOption({ index: 1 });
  await form.getByRole("button", { name: "Kun for en tid" }).click();
  await button.click();
  const missing = form.getByText("Vælg den sidste dag, eller tryk på Uden slutdag.");
  await missing.waitFor();
  await form.getByRole("button", { name: "Uden slutdag" }).click();
  await missing.waitFor({ state: "detached" });
  await button.click();
  await leader.getByText("Vikar Vang er tilføjet.").waitFor();
});
