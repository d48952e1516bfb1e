import { expect, test } from "vitest";
import { bareAct, bareSituation, canBeSeenByACustomer, isOverdue } from "./model.ts";

test.each([
  ["da", "være mere professionel", false],
  ["da", "ringe tilbage samme dag", true],
  ["da", "yde god service", false],
  ["da", "vi siger vores navn, når vi tager telefonen", true],
  ["da", "give bedre service hver dag", false],
  ["da", "være høflig", false],
  ["da", "vi er altid åbne og ærlige", false],
  ["da", "være venlig og sige kundens navn", true],
  ["da", "svare på mails inden for et døgn", true],
  ["en", "be polite", false],
  ["en", "be more professional", false],
  ["en", "call back the same day", true],
] as const)("%s: “%s” can be seen by a customer: %s", (locale, act, seen) => {
  expect(canBeSeenByACustomer(act, locale)).toBe(seen);
});

test("an action is overdue from the day after its date, while it is open", () => {
  expect(isOverdue({ state: "open", dueOn: "2026-03-01" }, "2026-03-01")).toBe(false);
  expect(isOverdue({ state: "open", dueOn: "2026-03-01" }, "2026-03-02")).toBe(true);
  expect(isOverdue({ state: "done", dueOn: "2026-03-01" }, "2026-03-02")).toBe(false);
  expect(isOverdue({ state: "open", dueOn: null }, "2026-03-02")).toBe(false);
});

test("“when” and “then” are written by the pages, so whoever wrote them too does not read them twice", () => {
  expect(bareSituation("Når en kunde ringer om et brud, ")).toBe("en kunde ringer om et brud");
  expect(bareSituation("… when a customer calls")).toBe("a customer calls");
  expect(bareSituation("nårene fryser")).toBe("nårene fryser");
  expect(bareAct("så siger vi vores navn")).toBe("siger vi vores navn");
  expect(bareAct("then we call back")).toBe("we call back");
  expect(bareAct("Så")).toBe("Så");
});
