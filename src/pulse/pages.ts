import type { PageEntry } from "#design/index.ts";
import { registerRowExtra, registerUnitExtra } from "#guide/rowExtras.ts";
import { registerWorkArea } from "#guide/workAreas.ts";
import { registerWaiting } from "#organisation/homeExtras.ts";
import { registerStatementSource } from "#preparation/statementSources.ts";
import { FromMeasurement } from "./fromMeasurement.tsx";
import { HomeResults } from "./homeResults.tsx";
import { PulseExtra } from "./pulseExtra.tsx";
import { UnitResultsExtra } from "./unitResultsExtra.tsx";

registerWorkArea("pulse", (journeyId) => `/journeys/${journeyId}/pulses`);
registerRowExtra("nextSteps", "pulse", PulseExtra);
registerUnitExtra("results", UnitResultsExtra);
registerStatementSource("measurement", FromMeasurement);
registerWaiting("results", HomeResults);

export const pages: PageEntry[] = [
  {
    path: "/journeys/$journeyId/pulses",
    page: () => import("./pulses.page.tsx").then((module) => module.PulsesPage),
  },
  {
    path: "/units/$unitId/results",
    page: () => import("./unitResults.page.tsx").then((module) => module.UnitResultsPage),
  },
  {
    path: "/units/$unitId/results/people/$personId",
    page: () => import("./personResults.page.tsx").then((module) => module.PersonResultsPage),
  },
  { path: "/my/results", page: () => import("./myResults.page.tsx").then((module) => module.MyResultsPage) },
  { path: "/pulses/$pulseId", page: () => import("./pulse.page.tsx").then((module) => module.PulsePage) },
];
