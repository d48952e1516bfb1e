import type { PageEntry } from "#design/index.ts";
import { registerRowExtra } from "#guide/rowExtras.ts";
import { registerWorkArea } from "#guide/workAreas.ts";
import { MeetingExtra } from "./console/meetingExtra.tsx";

registerWorkArea("meetingLive", (journeyId) => `/journeys/${journeyId}/live`);
registerRowExtra("meeting", "live", MeetingExtra);

export const pages: PageEntry[] = [
  {
    path: "/meetings/$meetingId/lead",
    page: () => import("./console/lead.page.tsx").then((module) => module.LeadPage),
  },
  {
    path: "/journeys/$journeyId/live",
    page: () => import("./console/find.page.tsx").then((module) => module.FindPage),
  },
];
