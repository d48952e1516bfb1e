import type { PageEntry } from "#design/index.ts";
import { registerRowExtra } from "#guide/rowExtras.ts";
import { registerWorkArea } from "#guide/workAreas.ts";
import { PulseExtra } from "./pulseExtra.tsx";

registerWorkArea("pulse", (journeyId) => `/journeys/${journeyId}/pulses`);
registerRowExtra("nextSteps", "pulse", PulseExtra);

export const pages: PageEntry[] = [
  {
    path: "/journeys/$journeyId/pulses",
    page: () => import("./pulses.page.tsx").then((module) => module.PulsesPage),
  },
  { path: "/pulses/$pulseId", page: () => import("./pulse.page.tsx").then((module) => module.PulsePage) },
];
