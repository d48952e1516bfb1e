import type { PageEntry } from "#design/index.ts";
import { registerRowExtra } from "#guide/rowExtras.ts";
import { registerWorkArea } from "#guide/workAreas.ts";
import { MeetingExtra } from "./console/meetingExtra.tsx";
import { SaidExtra } from "./console/saidExtra.tsx";

registerWorkArea("meetingLive", (journeyId) => `/journeys/${journeyId}/live`);
registerRowExtra("meeting", "live", MeetingExtra);

registerRowExtra("dialogue", "said", SaidExtra);

export const pages: PageEntry[] = [
  {
    path: "/meetings/$meetingId/said",
    page: () => import("./console/said.page.tsx").then((module) => module.SaidPage),
  },
  {
    path: "/meetings/$meetingId/lead",
    page: () => import("./console/lead.page.tsx").then((module) => module.LeadPage),
  },
  {
    path: "/journeys/$journeyId/live",
    page: () => import("./console/find.page.tsx").then((module) => module.FindPage),
  },
];
