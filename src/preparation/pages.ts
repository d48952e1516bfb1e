import type { PageEntry } from "#design/index.ts";
import { registerRowExtra } from "#guide/rowExtras.ts";
import { registerWorkArea } from "#guide/workAreas.ts";
import { BehavioursExtra } from "./behavioursExtra.tsx";
import { NextRoundExtra } from "./nextRoundExtra.tsx";
import { StatementsExtra } from "./statementsExtra.tsx";

registerWorkArea("statements", (journeyId) => `/journeys/${journeyId}/statements`);
registerWorkArea("behaviours", (journeyId) => `/journeys/${journeyId}/behaviours`);
registerRowExtra("convey", "statements", StatementsExtra);
registerRowExtra("prepareBehaviour", "behaviours", BehavioursExtra);
registerRowExtra("nextSteps", "nextRound", NextRoundExtra);

export const pages: PageEntry[] = [
  {
    path: "/journeys/$journeyId/statements",
    page: () => import("./statements.page.tsx").then((module) => module.StatementsPage),
  },
  {
    path: "/journeys/$journeyId/behaviours",
    page: () => import("./behaviours.page.tsx").then((module) => module.BehavioursPage),
  },
];
