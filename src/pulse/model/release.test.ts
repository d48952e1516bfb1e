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

test("a unit's figures come from three employees at least, and hold what their own hold", () => {
  const two = [...answers("anna", 5, { inPerson: true }), ...answers("bo", 5, { inPerson: true })];
  expect(released(two, "unit", null, 5)).toEqual([]);
  expect(released([...two, ...answers("carla", 4)], "unit", null, 5)).toEqual([]);
  expect(released([...two, ...answers("carla", 5, { inPerson: true })], "unit", null, 5)).toHaveLength(15);
});

test("those of employees who have too few join at the end, if together they are enough to hide each of them", () => {
  const shown = [...answers("anna", 5, { inPerson: true }), ...answers("bo", 5, { inPerson: true })];
  const few = [...answers("carla", 2), ...answers("dan", 3)];
  expect(released([...shown, ...few], "unit", null, 5)).toEqual([]);
  expect(released([...shown, ...few], "unit", null, 5, true)).toHaveLength(15);
  const tooFew = [...shown, ...answers("carla", 2), ...answers("dan", 2)];
  expect(released(tooFew, "unit", null, 5, true)).toEqual([]);
});

test("nobody's own have to wait for anybody else's", () => {
  const unit = [...answers("anna", 5), ...answers("bo", 2, { inUnit: true }), ...answers("carla", 1)];
  expect(released(unit, "person", "anna", 5)).toHaveLength(5);
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
  const order = fc.array(fc.constantFrom(...people), { minLength: 20, maxLength: 80 });
  fc.assert(
    fc.property(order, fc.integer({ min: 5, max: 9 }), (coming, minimum) => {
      const all: Waiting[] = [];
      const steps: number[] = [];
      const release = (scope: "person" | "unit", personId: string | null, isClosed: boolean) => {
        const batch = new Set(released(all, scope, personId, minimum, isClosed));
        if (batch.size > 0) steps.push(batch.size);
        for (const response of all)
          if (batch.has(response.id)) response[scope === "person" ? "inPerson" : "inUnit"] = true;
        const rest = all.filter(({ inUnit, inPerson }) => inUnit && !inPerson).length;
        expect(rest === 0 || rest >= minimum).toBe(true);
      };
      for (const [index, personId] of coming.entries()) {
        all.push({ id: String(index), personId, inPerson: false, inUnit: false });
        release("person", personId, false);
        release("unit", null, false);
        // Whoever has enough sees her own, whatever the others have.
        const own = all.filter((response) => response.personId === personId);
        expect(own.filter(({ inPerson }) => !inPerson).length).toBeLessThan(minimum);
      }
      release("unit", null, true);
      for (const step of steps) expect(step).toBeGreaterThanOrEqual(minimum);
    }),
  );
});
