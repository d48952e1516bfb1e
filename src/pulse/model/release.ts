/** An answer that has come: whose contact it was, and in which views it stands already. */
export type Waiting = { id: string; personId: string; inPerson: boolean; inUnit: boolean };
export type Scope = "person" | "unit";
/** Whose figures: one employee's, wherever she works today, or a unit's. */
export type Of =
  | { scope: "person"; unitId: string; personId: string }
  | { scope: "unit"; unitId: string; personId: null };

/** In place of the unit of somebody who works in none today. */
export const nowhere = "00000000-0000-0000-0000-000000000000";

/** A unit's figures come from at least so many employees, so that nobody's are known by knowing the others'. */
export const fewestEmployees = 3;

/**
 * Which answers are released together now; none where they have to wait for others.
 *
 * A batch holds at least `minimum` answers, so that no view ever changes by fewer. A unit's figures come from at least
 * three employees. And they hold what stands in the employees' own figures already: who sees both cannot take one from
 * the other and be left with a few answers that are hidden. Those of employees who have too few of their own join when
 * the measurement is closed and nothing can change any more, if together they are `minimum` at least.
 */
export function released(
  responses: readonly Waiting[],
  scope: Scope,
  personId: string | null,
  minimum: number,
  isClosed = false,
): string[] {
  if (scope === "person") {
    const own = responses.filter((response) => !response.inPerson && response.personId === personId);
    return own.length < minimum ? [] : own.map(({ id }) => id);
  }
  const waiting = responses.filter(({ inUnit }) => !inUnit);
  const hidden = waiting.filter(({ inPerson }) => !inPerson);
  const withHidden = isClosed && hidden.length >= minimum;
  const batch = withHidden ? waiting : waiting.filter(({ inPerson }) => inPerson);
  if (batch.length < minimum) return [];
  const shown = [...batch, ...responses.filter(({ inUnit }) => inUnit)];
  if (new Set(shown.map((response) => response.personId)).size < fewestEmployees) return [];
  return batch.map(({ id }) => id);
}

/** How much of a figure may be shown, by how many answers are behind it. */
export type Tier = "none" | "some" | "mean" | "full";
export function tierOf(answers: number, minimum: number): Tier {
  if (answers === 0) return "none";
  if (answers < minimum) return "some";
  return answers < 2 * minimum ? "mean" : "full";
}

/** The leader sees an employee's results after she has seen them herself, or once they have lain open for a week. */
export const daysForHerself = 7;
export function mayLeaderSee(releasedAt: Date, seenAt: Date | null, now: Date): boolean {
  return seenAt !== null || now.getTime() - releasedAt.getTime() >= daysForHerself * 86_400_000;
}
