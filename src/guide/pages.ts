import type { PageEntry } from "#design/index.ts";

export const pages: PageEntry[] = [
  { path: "/", page: () => import("./home.page.tsx").then((module) => module.HomePage) },
  { path: "/journeys/$journeyId", page: () => import("./journey.page.tsx").then((module) => module.JourneyPage) },
  {
    path: "/journeys/$journeyId/steps/$stepKey",
    page: () => import("./step.page.tsx").then((module) => module.StepPage),
  },
];
