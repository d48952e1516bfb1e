import type { PageEntry } from "#design/index.ts";
import { registerHomeUnit } from "#organisation/homeExtras.ts";
import { HomeUnit } from "./homeUnit.tsx";
import { registerWorkArea } from "./workAreas.ts";

// The value basis lies above this room and does not know it.
registerHomeUnit("journey", HomeUnit);
registerWorkArea("values", () => "/values");

export const pages: PageEntry[] = [
  { path: "/guides", page: () => import("./guides.page.tsx").then((module) => module.GuidesPage) },
  { path: "/guides/$guideKey", page: () => import("./guide.page.tsx").then((module) => module.GuidePage) },
  {
    path: "/guides/$guideKey/adapt",
    page: () => import("./adapt/adapt.page.tsx").then((module) => module.AdaptPage),
  },
  { path: "/units/$unitId", page: () => import("./unit.page.tsx").then((module) => module.UnitPage) },
  {
    path: "/journeys/$journeyId",
    page: () => import("./journey.page.tsx").then((module) => module.JourneyPage),
  },
  {
    path: "/journeys/$journeyId/steps/$stepKey",
    page: () => import("./step.page.tsx").then((module) => module.StepPage),
  },
];
