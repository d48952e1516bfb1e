export const roles = ["administrator", "hr", "leader", "employee"] as const;
export type Role = (typeof roles)[number];

/**
 * A role holds for one unit (leader, employee) or for the whole organisation (administrator, hr). A deputy holds it for a
 * time: from a day, until and with another.
 */
export type HeldRole = {
  role: Role;
  unitId: string | null;
  from?: string | null | undefined;
  until?: string | null | undefined;
};

/** Who is away for longer is no longer the leader: an administrator names another. */
export const mostDeputyDays = 366;

/** The same role of the same time. */
export const isSameRole = (a: HeldRole, b: HeldRole): boolean =>
  a.role === b.role &&
  a.unitId === b.unitId &&
  (a.from ?? null) === (b.from ?? null) &&
  (a.until ?? null) === (b.until ?? null);

export const isUnitRole = (role: Role): boolean => role === "leader" || role === "employee";

/** Who is asking: one person of one organisation, with the roles she holds today. */
export type Viewer = {
  organisationId: string;
  personId: string;
  name: string;
  email: string;
  locale: "da" | "en";
  timeZone: string;
  roles: HeldRole[];
};

export type UnitNode = { id: string; parentId: string | null };

/** Whether moving `unitId` under `parentId` would put a unit below itself. */
export function makesCircle(units: readonly UnitNode[], unitId: string, parentId: string | null): boolean {
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]));
  const seen = new Set<string>();
  for (let at = parentId; at !== null; at = parents.get(at) ?? null) {
    if (at === unitId) return true;
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
