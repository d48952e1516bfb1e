import fc from "fast-check";
import { expect, test } from "vitest";
import { mayLeaderSee, released, tierOf, type Waiting } from "./release.ts";

const answers = (personId: string, count: number, more: Partial<Waiting> = {}): Waiting[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `${personId}${index}`, personId, inPerson: false, inUnit: false },
    ...more,
  }));

test("fewer than five wait for others; five are released together", () => {
  expect(released(answers("anna", 4), "person", "anna", 5)).toEqual([]);
  expect(released(answers("anna", 5), "person", "anna", 5)).toHaveLength(5);
});

test("going from five to six shows nothing: the sixth waits for four more", () => {
  const five = answers("anna", 5, { inPerson: true });
  const sixth = { id: "sixth", personId: "anna", inPerson: false, inUnit: false };
  expect(released([...five, sixth], "person", "anna", 5)).toEqual([]);
});

test("a unit's figures come from three employees at least", () => {
  const two = [...answers("anna", 4), ...answers("bo", 4)];
  expect(released(two, "unit", null, 5)).toEqual([]);
  expect(released([...two, ...answers("carla", 1)], "unit", null, 5)).toHaveLength(9);
});

test("the unit waits where its figures less the employees' would leave a few that are hidden", () => {
  const shown = [...answers("anna", 5, { inPerson: true }), ...answers("bo", 5, { inPerson: true })];
  expect(released([...shown, ...answers("carla", 2)], "unit", null, 5)).toEqual([]);
  expect(released([...shown, ...answers("carla", 2), ...answers("dan", 3)], "unit", null, 5)).toHaveLength(
    15,
  );
});

test("so does an employee whose own would leave the same rest", () => {
  const unit = [...answers("anna", 5), ...answers("bo", 2), ...answers("carla", 1)].map((response) => ({
    ...response,
    inUnit: true,
  }));
  expect(released(unit, "person", "anna", 5)).toEqual([]);
});

test("below the minimum only that some came; up to twice as many the mean alone; from there everything", () => {
  expect([0, 1, 4, 5, 9, 10].map((count) => tierOf(count, 5))).toEqual([
    ...["none", "some", "some", "mean", "mean", "full"],
  ]);
  expect([7, 8, 15, 16].map((count) => tierOf(count, 8))).toEqual(["some", "mean", "mean", "full"]);
});

test("an employee sees first; her leader after her, or after a week", () => {
  const day = (date: number) => new Date(Date.UTC(2026, 2, date));
  expect(mayLeaderSee(day(1), null, day(7))).toBe(false);
  expect(mayLeaderSee(day(1), null, day(8))).toBe(true);
  expect(mayLeaderSee(day(1), day(2), day(2))).toBe(true);
});

test("whatever the order in which answers come, nobody can subtract her way to a few of them", () => {
  const people = ["anna", "bo", "carla", "dan"];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...people), { minLength: 30, maxLength: 80 }),
      fc.integer({ min: 5, max: 9 }),
      (order, minimum) => {
        const all: Waiting[] = [];
        const steps: number[] = [];
        for (const [index, personId] of order.entries()) {
          all.push({ id: String(index), personId, inPerson: false, inUnit: false });
          for (const scope of ["person", "unit"] as const) {
            const batch = new Set(released(all, scope, scope === "person" ? personId : null, minimum));
            if (batch.size > 0) steps.push(batch.size);
            for (const response of all)
              if (batch.has(response.id)) response[scope === "person" ? "inPerson" : "inUnit"] = true;
          }
          const rest = all.filter(({ inUnit, inPerson }) => inUnit && !inPerson).length;
          expect(rest === 0 || rest >= minimum).toBe(true);
        }
        for (const step of steps) expect(step).toBeGreaterThanOrEqual(minimum);
      },
    ),
  );
});
