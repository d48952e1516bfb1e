import { expect, test } from "vitest";
import { type Action, access, may } from "./access.ts";
import type { Role, Viewer } from "./model.ts";

const viewer = (role: Role): Viewer => ({
  organisationId: "o",
  personId: "me",
  name: "",
  email: "",
  locale: "da",
  timeZone: "Europe/Copenhagen",
  roles: [{ role, unitId: role === "leader" || role === "employee" ? "mine" : null }],
});

test("a person's results are seen by herself and the leader of her unit, and by nobody else", () => {
  const hers = { unitId: "mine", personId: "her" };
  expect(may(viewer("leader"), "results.seePerson", hers)).toBe(true);
  expect(may(viewer("leader"), "results.seePerson", { ...hers, unitId: "another" })).toBe(false);
  expect(may(viewer("employee"), "results.seePerson", hers)).toBe(false);
  expect(may(viewer("employee"), "results.seePerson", { unitId: "mine", personId: "me" })).toBe(true);
  expect(may(viewer("administrator"), "results.seePerson", hers)).toBe(false);
  expect(may(viewer("hr"), "results.seePerson", hers)).toBe(false);
});

test("every right of a leader or employee ends at her own unit, but for what everyone in the organisation sees", () => {
  const everyone: Action[] = ["organisation.see", "values.see", "guide.see"];
  for (const action of Object.keys(access) as Action[]) {
    if (everyone.includes(action)) continue;
    for (const role of ["leader", "employee"] as const) {
      expect(may(viewer(role), action, { unitId: "another", personId: "her" }), `${role} ${action}`).toBe(
        false,
      );
    }
  }
});

test("someone without a role may do nothing", () => {
  for (const action of Object.keys(access) as Action[]) {
    expect(may({ ...viewer("hr"), roles: [] }, action, { unitId: "mine", personId: "me" })).toBe(false);
  }
});
