import { inOrganisation } from "#platform/database/index.ts";
import { daily } from "#platform/jobs/daily.ts";
import { remindLeaders } from "./reminder.store.ts";

/** Every day, since not everybody's Monday begins at once; who was reminded today is not reminded twice. */
export const { plan: planLeaderReminders, jobs } = daily({
  name: "guide.remind",
  // Early in the morning in Denmark, before work begins, and before what each has promised is told by mail
  // (behaviour/jobs.ts): a leader finds both in one.
  atHour: 4,
  inEach: ({ db, config }, organisationId, now) =>
    inOrganisation(db, organisationId, (tx) => remindLeaders(tx, organisationId, { config, now })),
});
