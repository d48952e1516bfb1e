import type { PageEntry } from "#design/index.ts";
import { registerPageExtra, registerUnitExtra } from "#guide/rowExtras.ts";
import { JourneyExtra } from "./journeyExtra.tsx";
import { UnitThreadExtra } from "./unitExtra.tsx";

registerPageExtra("thread", JourneyExtra);
registerUnitExtra("thread", UnitThreadExtra);

export const pages: PageEntry[] = [
  {
    path: "/thread",
    page: () => import("./threads.page.tsx").then((module) => module.ThreadsPage),
  },
  {
    path: "/thread/organisation",
    page: () => import("./organisationThread.page.tsx").then((module) => module.OrganisationThreadPage),
  },
  {
    path: "/units/$unitId/thread",
    page: () => import("./thread.page.tsx").then((module) => module.ThreadPage),
  },
  {
    path: "/meetings/$meetingId/minutes",
    page: () => import("./minutes.page.tsx").then((module) => module.MinutesPage),
  },
];
