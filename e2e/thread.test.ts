import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideBehaviours, listBehaviours } from "#behaviour/store.ts";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { newId } from "#platform/id.ts";
import * as content from "../src/sample/content.ts";
import { axe, openSample, phone, type SampleHouse } from "./harness.ts";

let house: SampleHouse;
let leader: Page;
let address: string;
let behaviourId: string;

beforeAll(async () => {
  house = await openSample();
  const journey = await inSystem(house.db, (tx) =>
    tx
      .selectFrom("journey")
      .select(["organisationId", "unitId", "id"])
      .where("round", "=", 2)
      .executeTakeFirstOrThrow(),
  );
  // A decision out of two notes, and a question about it.
  await inOrganisation(house.db, journey.organisationId, async (tx) => {
    const { organisationId, unitId } = journey;
    const [pointed] = await listBehaviours(tx, organisationId, { unitId, kinds: ["pointedTo"] });
    const notes = [
      { id: newId(), text: "Ring samme dag" },
      { id: newId(), text: "Ring, før de ringer" },
    ];
    [behaviourId] = (await decideBehaviours(tx, organisationId, [
      {
        ...{ unitId, journeyId: journey.id, act: "Vi ringer, før kunden ringer", valueId: pointed!.valueId },
        sources: [{ kind: "behaviour", id: pointed!.id }],
        evidence: { notes, cluster: { id: newId(), name: "Ringe tilbage" }, vote: null, attended: 6 },
        decidedAt: new Date(),
      },
    ])) as [string];
    const pulseId = newId();
    const pulse = { organisationId, id: pulseId, unitId, title: "Efteråret", state: "open", lotSeed: "x" };
    await tx.insertInto("pulse").values(pulse).execute();
    const question = { organisationId, id: newId(), pulseId, position: 1, kind: "scale", behaviourId };
    await tx
      .insertInto("question")
      .values({ ...question, textDa: "Ringede vi, før du ringede?" })
      .execute();
  });
  address = `/units/${journey.unitId}/thread`;
  leader = await house.someone({ bypassCSP: true, viewport: { width: 1280, height: 900 } });
  await house.signIn(leader, house.email);
});
afterAll(() => house?.close());

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

test("the thread is walked by arrow keys, an item opens by Enter and closes by Escape", async () => {
  await leader.goto(address);
  const decided = leader.locator(`[id="item-behaviour:${behaviourId}"]`);
  await decided.waitFor();
  expect(await axe(leader)).toEqual([]);
  await decided.focus();
  await leader.keyboard.press("ArrowRight");
  expect(await focused(leader)).toContain("Ringede vi, før du ringede?");
  await leader.keyboard.press("ArrowLeft");
  await leader.keyboard.press("ArrowLeft");
  expect(await focused(leader)).toContain("Ringe tilbage");
  await leader.keyboard.press("Enter");
  const panel = leader.getByRole("dialog", { name: "Ringe tilbage" });
  await panel.getByText("Ring, før de ringer").waitFor();
  expect(await focused(leader)).toBe("Ringe tilbage");
  expect(await axe(leader)).toEqual([]);
  await leader.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  expect(await focused(leader)).toContain("Ringe tilbage");
});

test("from what is asked to the note on the wall in two steps, and a link leads back to where one was", async () => {
  await leader.goto(`${address}?at=behaviour:${behaviourId}`);
  await leader
    .getByRole("dialog", { name: "Vi ringer, før kunden ringer" })
    .getByRole("button", { name: /Ringe tilbage/ })
    .click();
  await leader.getByRole("dialog", { name: "Ringe tilbage" }).getByText("Ring samme dag").waitFor();
  await leader.goBack();
  await leader.getByRole("dialog", { name: "Vi ringer, før kunden ringer" }).waitFor();
});

test("filtered by a value or a round; the words say the same as the picture", async () => {
  await leader.goto(address);
  await leader.getByLabel("Runde", { exact: true }).selectOption("2");
  await leader.locator(`[id="item-behaviour:${behaviourId}"]`).waitFor();
  // The four of the first round as well: customers were asked about them again.
  expect(await leader.locator('[data-station="decided"]').count()).toBe(5);
  await leader.getByRole("button", { name: "Vis tråden som tekst" }).click();
  await leader.getByText("Kommer fra: “Ringe tilbage”", { exact: true }).waitFor();
});

test("the whole organisation's thread: a unit is chosen, a result leads to its note in two steps, all by keys", async () => {
  await leader.goto("/thread");
  await leader.getByRole("link", { name: "Hele organisationen" }).click();
  await leader.getByRole("heading", { name: "Hele organisationens tråd" }).waitFor();
  await leader.locator('[data-station="decided"]').first().waitFor();
  expect(await axe(leader)).toEqual([]);
  await leader.getByLabel("Enhed", { exact: true }).selectOption({ label: "Kundeservice" });
  expect(await leader.getByText("Kundebutikken ·").count()).toBe(0);
  const result = leader.locator('[data-station="experience"]').first();
  await result.focus();
  await leader.keyboard.press("Enter");
  const panel = leader.getByRole("dialog");
  await panel.getByText("Sedler på mødet").waitFor();
  expect(await axe(leader)).toEqual([]);
  const note = panel
    .locator("div")
    .filter({ hasText: /^Sedler på mødet/ })
    .getByRole("button")
    .first();
  await note.focus();
  await leader.keyboard.press("Enter");
  await panel
    .getByText(/\d+ sed(del|ler)/)
    .first()
    .waitFor();
  await leader.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await leader.getByRole("button", { name: "Vis tråden som tekst" }).click();
  await leader
    .getByText(/Kommer fra:/)
    .first()
    .waitFor();
});

test("on a phone the stations stand one below the other, and nothing is wider than the screen", async () => {
  const employee = await house.someone({ ...phone, bypassCSP: true });
  await house.signIn(employee, content.people.find(({ unit }) => unit === "service")!.email);
  await employee.goto(address);
  await employee.getByRole("button", { name: /Ringe tilbage/ }).click();
  await employee.getByRole("dialog").getByText("Ring samme dag").waitFor();
  expect(await axe(employee)).toEqual([]);
  const widths = await employee.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1]!);
});

test("the journey's page gives the filled guide as a Word document", async () => {
  await leader.goto(address.replace("/thread", ""));
  await leader
    .getByRole("link", { name: /^(Fortsæt|Åbn):/ })
    .first()
    .click();
  const saved = leader.waitForEvent("download");
  await leader.getByRole("link", { name: "Hent som Word" }).click();
  const { texts } = readWord(readFileSync(await (await saved).path()));
  expect(texts).toContain("Aktivitet");
});

test("what customers wrote in a measurement that is over becomes statements, each once", async () => {
  await leader.getByRole("link", { name: /^Det, kunderne siger/ }).click();
  await leader.getByRole("button", { name: "Fra en måling" }).click();
  const dialog = leader.getByRole("dialog", { name: "Tag med, hvad kunderne skrev" });
  const words = (
    await dialog
      .getByRole("checkbox")
      .nth(1)
      .evaluate((box) => box.closest("label")!.textContent)
  ).trim();
  await dialog.getByText(/^Vælg alle/).click();
  expect(await axe(leader)).toEqual([]);
  await dialog.getByRole("button", { name: /^Tag \d+ udsagn med/ }).click();
  await leader.getByLabel("Søg i udsagnene").fill(words);
  await leader.getByRole("heading", { level: 2, name: words.slice(0, 20) }).waitFor();
  await leader.getByRole("button", { name: "Fra en måling" }).click();
  await dialog.getByText("er taget med").first().waitFor();
  expect(await dialog.getByRole("button", { name: /^Tag 0 udsagn med/ }).isDisabled()).toBe(true);
  expect(house.faults).toEqual([]);
});
