import { inOrganisation } from "#platform/database/index.ts";
import { daily } from "#platform/jobs/daily.ts";
import { remindOfActions } from "./reminder.store.ts";

export const { plan: planReminders, jobs } = daily({
  name: "behaviour.reminders",
  // Early in the morning where the product is used.
  atHour: 5,
  inEach: ({ db, config }, organisationId, now) =>
    inOrganisation(db, organisationId, (tx) => remindOfActions(tx, organisationId, { config, now })),
});
