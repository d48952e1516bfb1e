import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dayAfter,
  draw,
  drawLate,
  instantAt,
  mayLeave,
  nextLeave,
  noticeMissing,
  obstaclesOf,
  type SendingHours,
  type WaitingContact,
  wallClock,
} from "./sending.ts";

const now = new Date("2026-11-23T10:00:00Z");
const contact = (id: string, more: Partial<WaitingContact> = {}): WaitingContact => ({
  id,
  customerId: `customer of ${id}`,
  personId: "anna",
  optedOut: false,
  bounced: false,
  lastAskedAt: null,
  isEmployeeHere: true,
  ...more,
});
const rules = { seed: "a seed", restingDays: 90, perEmployee: null, now };
const many = (count: number) => Array.from({ length: count }, (_, index) => contact(`contact ${index}`));

describe("the lot", () => {
  test("is the same again for the same seed, and another for another", () => {
    const contacts = many(50);
    const first = draw(contacts, rules).map(({ id }) => id);
    expect(draw([...contacts].reverse(), rules).map(({ id }) => id)).toEqual(first);
    expect(draw(contacts, { ...rules, seed: "another" }).map(({ id }) => id)).not.toEqual(first);
    expect(first).not.toEqual(contacts.map(({ id }) => id));
  });

  test("treats all alike: over many draws each is drawn about equally often", () => {
    const contacts = many(20);
    const times = new Map<string, number>();
    const draws = 2000;
    for (let round = 0; round < draws; round++)
      for (const { id, state } of draw(contacts, { ...rules, seed: `round ${round}`, perEmployee: 5 }))
        if (state === "drawn") times.set(id, (times.get(id) ?? 0) + 1);
    // Each is drawn in a quarter of them: 500, with a standard deviation of 19; five of those is never left by chance.
    for (const { id } of contacts) expect(Math.abs((times.get(id) ?? 0) - draws / 4)).toBeLessThan(100);
  });

  test("holds back those who said no, whose address is dead, who were asked lately, and a customer's other contacts", () => {
    const lately = new Date("2026-09-01T00:00:00Z");
    const long = new Date("2026-08-01T00:00:00Z");
    const contacts = [
      contact("no", { optedOut: true }),
      contact("dead", { bounced: true }),
      contact("lately", { lastAskedAt: lately }),
      contact("long ago", { lastAskedAt: long }),
      contact("gone", { isEmployeeHere: false }),
      contact("one", { customerId: "same" }),
      contact("two", { customerId: "same" }),
    ];
    const by = new Map(draw(contacts, rules).map((each) => [each.id, each]));
    const reason = (id: string) => {
      const each = by.get(id)!;
      return each.state === "heldBack" ? each.heldBack : each.state;
    };
    expect(["no", "dead", "lately", "long ago", "gone"].map(reason)).toEqual([
      "optedOut",
      "bounced",
      "rested",
      "drawn",
      "noLongerHere",
    ]);
    expect([reason("one"), reason("two")].sort()).toEqual(["drawn", "sameCustomer"]);
  });

  test("never asks a customer twice nor an employee's customers more often than agreed, whatever the contacts", () => {
    const any = fc.record({
      customerId: fc.constantFrom("a", "b", "c", "d"),
      personId: fc.constantFrom("anna", "bo"),
      optedOut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any), fc.integer({ min: 1, max: 3 }), (contacts, perEmployee) => {
        const all = contacts.map((each, index) => contact(String(index), each));
        const drawn = draw(all, { ...rules, perEmployee })
          .filter(({ state }) => state === "drawn")
          .map(({ id }) => all[Number(id)]!);
        expect(new Set(drawn.map(({ customerId }) => customerId)).size).toBe(drawn.length);
        for (const person of ["anna", "bo"])
          expect(drawn.filter(({ personId }) => personId === person).length).toBeLessThanOrEqual(perEmployee);
        expect(drawn.every(({ optedOut }) => !optedOut)).toBe(true);
      }),
    );
  });
});

test("a day on the wall begins when its clock says so, in summer, winter and in between", () => {
  const at = (day: string, time = "00:00") => instantAt(day, time, "Europe/Copenhagen").toISOString();
  expect(at("2026-07-01")).toBe("2026-06-30T22:00:00.000Z");
  expect(at("2026-12-01")).toBe("2026-11-30T23:00:00.000Z");
  expect(at("2026-10-25", "12:00")).toBe("2026-10-25T11:00:00.000Z");
  expect(at("2026-03-29", "00:30")).toBe("2026-03-28T23:30:00.000Z");
  expect(dayAfter("2026-12-31")).toBe("2027-01-01");
});

describe("sending hours", () => {
  const hours: SendingHours = {
    timeZone: "Europe/Copenhagen",
    sendFrom: "08:00",
    sendUntil: "18:00",
    sendWeekdays: [1, 2, 3, 4, 5],
    opensAt: null,
    closesAt: null,
  };
  test("are those on the unit's wall, in summer and winter", () => {
    expect(wallClock(new Date("2026-07-01T06:30:00Z"), "Europe/Copenhagen")).toEqual({
      day: "2026-07-01",
      time: "08:30",
      weekday: 3,
    });
    expect(mayLeave(new Date("2026-07-01T06:00:00Z"), hours)).toBe(true);
    expect(mayLeave(new Date("2026-12-01T06:00:00Z"), hours)).toBe(false);
    expect(mayLeave(new Date("2026-12-01T16:59:00Z"), hours)).toBe(true);
    expect(mayLeave(new Date("2026-12-01T17:00:00Z"), hours)).toBe(false);
  });
  test("after the week comes Monday, also where the clocks go back in between", () => {
    // 24 October 2026 is a Saturday; summer time ends in the night after it.
    expect(nextLeave(new Date("2026-10-24T09:00:00Z"), hours)).toEqual(new Date("2026-10-26T07:00:00Z"));
  });
  test("nothing leaves before the window or after it", () => {
    const opensAt = new Date("2026-11-24T12:00:00Z");
    const closesAt = new Date("2026-11-25T12:00:00Z");
    const window = { ...hours, opensAt, closesAt };
    expect(mayLeave(now, window)).toBe(false);
    expect(nextLeave(now, window)).toEqual(opensAt);
    expect(nextLeave(closesAt, window)).toBeNull();
    expect(nextLeave(now, { ...hours, sendWeekdays: [] })).toBeNull();
  });
});

test("the notice period runs from the day the employees were told to the first day of sending", () => {
  expect(noticeMissing("2026-10-12", "2026-11-23", 42)).toBe(0);
  expect(noticeMissing("2026-10-13", "2026-11-23", 42)).toBe(1);
  expect(noticeMissing(null, "2026-11-23", 42)).toBe(42);
});

test("what stands in the way is told, all of it", () => {
  const nothing = {
    scaleQuestions: 0,
    languages: 0,
    contacts: 0,
    isImporting: false,
    senderName: " ",
    hasCards: false,
    opensAt: null,
    closesAt: null,
    noticeOn: null,
    noticeText: "",
    sendFrom: "18:00",
    sendUntil: "08:00",
    sendWeekdays: [1],
  };
  expect(obstaclesOf(nothing, now)).toEqual([
    "noQuestions",
    "noCustomers",
    "noSender",
    "noEnd",
    "noHours",
    "noNotice",
  ]);
  const ready = {
    ...nothing,
    scaleQuestions: 3,
    languages: 1,
    contacts: 20,
    senderName: "Kundeservice",
    closesAt: new Date("2026-12-23T10:00:00Z"),
    noticeOn: "2026-10-01",
    noticeText: "Vi spørger kunderne.",
    sendFrom: "08:00",
    sendUntil: "18:00",
  };
  expect(obstaclesOf(ready, now)).toEqual([]);
  expect(obstaclesOf({ ...ready, closesAt: now }, now)).toEqual(["windowPast"]);
  // Customers who are met in person are customers too.
  expect(obstaclesOf({ ...ready, contacts: 0, hasCards: true }, now)).toEqual([]);
  // Customers who are still on their way would miss the lot.
  expect(obstaclesOf({ ...ready, isImporting: true }, now)).toEqual(["stillImporting"]);
  expect(obstaclesOf({ ...ready, contacts: 0, isImporting: true }, now)).toEqual(["stillImporting"]);
});

describe("contacts that come while it runs", () => {
  const contact = (id: string, more: Partial<WaitingContact> = {}): WaitingContact => ({
    ...{
      id,
      customerId: `customer ${id}`,
      personId: "anna",
      optedOut: false,
      bounced: false,
      lastAskedAt: null,
    },
    ...{ isEmployeeHere: true, ...more },
  });
  const rules = {
    ...{
      seed: "lot",
      restingDays: 90,
      perEmployee: null,
      now: new Date("2026-03-02T10:00:00Z"),
      places: 1000,
    },
    ...{ customers: new Set<string>(), employees: new Map() },
  };
  const many = Array.from({ length: 400 }, (_, index) => contact(`c${index}`));

  test("take places all over the lot, whenever they came", () => {
    const lots = drawLate(many, rules).map(({ lot }) => lot);
    expect(Math.min(...lots)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...lots)).toBeLessThanOrEqual(1000);
    const early = lots.filter((lot) => lot <= 500).length;
    expect([early > 150, early < 250]).toEqual([true, true]);
  });

  test("are held back as the others are: who said no, rests, or is in line already", () => {
    const drawn = drawLate(
      [
        contact("no", { optedOut: true }),
        contact("rests", { lastAskedAt: new Date("2026-02-20T10:00:00Z") }),
        contact("twice", { customerId: "in line" }),
      ],
      { ...rules, customers: new Set(["in line"]) },
    );
    const why = Object.fromEntries(
      drawn.map((one) => [one.id, one.state === "heldBack" ? one.heldBack : null]),
    );
    expect(why).toEqual({ no: "optedOut", rests: "rested", twice: "sameCustomer" });
  });

  test("come no better by coming first: with few to be asked, one at a time ends as all at once", () => {
    const perEmployee = 5;
    const atOnce = drawLate(many, { ...rules, perEmployee });
    let waiting: { id: string; lot: number }[] = [];
    for (const each of many) {
      const employees = new Map([["anna", { asked: 0, waiting }]]);
      for (const one of drawLate([each], { ...rules, perEmployee, employees }))
        waiting =
          one.state === "drawn"
            ? [...waiting, { id: one.id, lot: one.lot }]
            : waiting.filter(({ id }) => id !== one.id);
    }
    const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id).sort();
    expect(idsOf(waiting)).toEqual(idsOf(atOnce.filter(({ state }) => state === "drawn")));
    expect(waiting).toHaveLength(5);
    // Who has been asked stays asked.
    const full = new Map([["anna", { asked: 5, waiting: [] }]]);
    expect(
      drawLate(many, { ...rules, perEmployee, employees: full }).some(({ state }) => state === "drawn"),
    ).toBe(false);
  });
});
