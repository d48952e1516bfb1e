/** An answer that has come: whose contact it was, and in which views it stands already. */
export type Waiting = { id: string; personId: string; inPerson: boolean; inUnit: boolean };
export type Scope = "person" | "unit";

/** A unit's figures come from at least so many employees, so that nobody's are known by knowing the others'. */
export const fewestEmployees = 3;

/**
 * Which answers are released together now; none where they have to wait for others.
 *
 * A batch holds at least `minimum` answers (a unit's from at least three employees), so that no view ever changes by
 * fewer. And what stands in the unit's figures but not in the employees' own is never between nothing and `minimum`: who
 * sees both cannot take one from the other and be left with a few that are hidden. A release that would leave such a rest
 * waits too.
 */
export function released(
  responses: readonly Waiting[],
  scope: Scope,
  personId: string | null,
  minimum: number,
): string[] {
  const waiting = responses.filter((response) =>
    scope === "unit" ? !response.inUnit : !response.inPerson && response.personId === personId,
  );
  if (waiting.length < minimum) return [];
  if (scope === "unit" && new Set(waiting.map((each) => each.personId)).size < fewestEmployees) return [];
  const ids = new Set(waiting.map(({ id }) => id));
  const rest = responses.filter((response) => {
    const isReleased = ids.has(response.id);
    const inUnit = response.inUnit || (scope === "unit" && isReleased);
    const inPerson = response.inPerson || (scope === "person" && isReleased);
    return inUnit && !inPerson;
  }).length;
  return rest === 0 || rest >= minimum ? [...ids] : [];
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
