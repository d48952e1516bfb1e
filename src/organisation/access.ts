import type { Role, Viewer } from "./model.ts";

/**
 * Who may do what: the one table that routes and buttons ask.
 *
 * Reach says where a role's right holds:
 * "organisation" everywhere in her organisation · "unit" in the unit that she holds the role in ·
 * "unitForGood" the same, but not for one who holds it for a time only · "self" only about herself. Nothing reaches across organisations: the store never leaves the viewer's.
 */
export type Reach = "organisation" | "unit" | "unitForGood" | "self";

export const access = {
  "organisation.see": {
    administrator: "organisation",
    hr: "organisation",
    leader: "organisation",
    employee: "organisation",
  },
  "organisation.manage": { administrator: "organisation" },
  "people.see": { administrator: "organisation", hr: "organisation", leader: "unit" },
  "people.manage": { administrator: "organisation" },
  "deputy.appoint": { administrator: "organisation", leader: "unitForGood" },
  "values.see": {
    administrator: "organisation",
    hr: "organisation",
    leader: "organisation",
    employee: "organisation",
  },
  "values.edit": { administrator: "organisation", hr: "organisation" },
  "guide.see": { administrator: "organisation", hr: "organisation", leader: "organisation" },
  "guide.adapt": { administrator: "organisation" },
  "unit.see": { administrator: "organisation", hr: "organisation", leader: "unit", employee: "unit" },
  "journey.see": { administrator: "organisation", hr: "organisation", leader: "unit" },
  "journey.edit": { leader: "unit" },
  "meeting.see": { leader: "unit", employee: "unit" },
  "meeting.lead": { leader: "unit" },
  "behaviour.see": { administrator: "organisation", hr: "organisation", leader: "unit", employee: "unit" },
  "behaviour.edit": { leader: "unit" },
  "action.see": { leader: "unit", employee: "unit" },
  "action.edit": { leader: "unit", employee: "self" },
  "pulse.see": { leader: "unit" },
  "pulse.manage": { leader: "unit" },
  "results.seeUnit": { administrator: "organisation", hr: "organisation", leader: "unit", employee: "unit" },
  "results.seePerson": { leader: "unit", employee: "self" },
  "oneToOne.open": { leader: "unit", employee: "self" },
  "followUp.see": { leader: "unit", employee: "unit" },
  "followUp.edit": { leader: "unit" },
  "thread.see": { administrator: "organisation", hr: "organisation", leader: "unit", employee: "unit" },
  "overview.see": { administrator: "organisation", hr: "organisation" },
  "privacy.manage": { administrator: "organisation" },
  "audit.see": { administrator: "organisation", hr: "self", leader: "self", employee: "self" },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Action = keyof typeof access;

/** The unit and the person that an act is about; `personId` for what concerns one person. */
export type About = { unitId?: string | null; personId?: string | null };

export function may(viewer: Viewer, action: Action, about: About = {}): boolean {
  const row: Partial<Record<Role, Reach>> = access[action];
  return viewer.roles.some(({ role, unitId, until }) => {
    switch (row[role]) {
      case "organisation":
        return true;
      case "unit":
        return unitId !== null && unitId === about.unitId;
      case "unitForGood":
        return unitId !== null && unitId === about.unitId && !until;
      case "self":
        return about.personId === viewer.personId;
      default:
        return false;
    }
  });
}

/** The units in which the viewer may do this; "all" where her right reaches the whole organisation. */
export function unitsWhere(viewer: Viewer, action: Action): "all" | string[] {
  const row: Partial<Record<Role, Reach>> = access[action];
  if (viewer.roles.some(({ role }) => row[role] === "organisation")) return "all";
  return viewer.roles.flatMap(({ role, unitId }) => (row[role] === "unit" && unitId ? [unitId] : []));
}

/** Whether she holds a role that may do this at all, somewhere: for showing a menu item. */
export const mayAnywhere = (viewer: Pick<Viewer, "roles">, action: Action): boolean =>
  viewer.roles.some(({ role }) => (access[action] as Partial<Record<Role, Reach>>)[role] !== undefined);
