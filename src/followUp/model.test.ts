import { describe, expect, test } from "vitest";
import type { Viewer } from "#organisation/model.ts";
import { agendaOf, isShown, mayOpen, nextDay, strengthsOf } from "./model.ts";

const viewer = (personId: string, roles: Viewer["roles"]): Viewer => ({
  ...{
    organisationId: "org",
    personId,
    name: "",
    email: "",
    locale: "da",
    timeZone: "Europe/Copenhagen",
    roles,
  },
});
const series = { leaderId: "karen", employeeId: "anna" };

test("a series is open to the two of it, and to nobody else", () => {
  const leads = [{ role: "leader" as const, unitId: "service" }];
  expect(mayOpen(viewer("anna", []), series, "service")).toBe(true);
  expect(mayOpen(viewer("karen", leads), series, "service")).toBe(true);
  expect(mayOpen(viewer("ole", leads), series, "service")).toBe(false);
  const all = [
    { role: "administrator" as const, unitId: null },
    { role: "hr" as const, unitId: null },
  ];
  expect(mayOpen(viewer("ole", all), series, "service")).toBe(false);
});

test("a leader keeps it for as long as she leads where the employee works; the employee keeps it always", () => {
  const leads = [{ role: "leader" as const, unitId: "service" }];
  expect(mayOpen(viewer("karen", leads), series, "shop")).toBe(false);
  expect(mayOpen(viewer("karen", []), series, "service")).toBe(false);
  expect(mayOpen(viewer("karen", leads), series, null)).toBe(false);
  expect(mayOpen(viewer("anna", []), series, null)).toBe(true);
});

test("the next conversation is so many weeks on", () => {
  expect(nextDay("2026-03-26", 6)).toBe("2026-05-07");
  expect(nextDay("2026-12-28", 1)).toBe("2027-01-04");
});

test("what is prepared is one's own until it is shared, or they have talked", () => {
  expect([isShown(false, "planned"), isShown(true, "planned"), isShown(false, "held")]).toEqual([
    false,
    true,
    true,
  ]);
});

test("strengths come first: at most two, above the middle, and never out of too few answers", () => {
  type Question = { id: string; estimate: { mean: number } | null };
  const question = (id: string, mean: number | null): Question => ({ id, estimate: mean ? { mean } : null });
  const pulse = (...questions: Question[]) => ({ questions });
  const namesOf = (...pulses: { questions: Question[] }[]) => strengthsOf(pulses).map(({ id }) => id);
  const asked = [question("a", 3.4), question("b", 4.6), question("c", null), question("d", 4.1)];
  expect(namesOf(pulse(...asked))).toEqual(["b", "d"]);
  expect(namesOf(pulse(question("low", 2.2)))).toEqual([]);
  expect(namesOf(pulse(question("few", null)), pulse(question("before", 4)))).toEqual(["before"]);
});

describe("the companion guide as a live agenda", () => {
  const step = (title: string, minutes: number, ...questions: string[]) => ({
    ...{ key: title, title, minutes, guidance: ["Sådan"] },
    prompts: questions.map((question) => ({ question, hint: "" })),
  });
  const agenda = agendaOf([
    step("Se", 25, "Hvad blev der af det?", "Hvad siger kunderne?"),
    step("Beslut", 25, "Behold?"),
    step("Aftal", 10, "Hvem?"),
  ]);

  test("shows first, asks on the way, decides, and ends with who does what", () => {
    expect(agenda.map(({ title, stage }) => [title, stage])).toEqual([
      ["Se", "points"],
      ["Hvad blev der af det?", "dialogue"],
      ["Hvad siger kunderne?", "dialogue"],
      ["Behold?", "dialogue"],
      ["Beslut", "decision"],
      ["Aftal", "nextSteps"],
    ]);
  });
  test("takes as long as the guide says, to the minute", () => {
    expect(agenda.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60);
    expect(Math.min(...agenda.map(({ minutes }) => minutes))).toBeGreaterThan(0);
  });
  test("a guide that was adapted to one step is one", () => {
    expect(agendaOf([step("Alt", 30)]).map(({ stage, minutes }) => [stage, minutes])).toEqual([
      ["points", 30],
    ]);
  });
});
