import type { PageEntry } from "#design/index.ts";
import { registerRowExtra, registerStepExtra, registerUnitExtra } from "#guide/rowExtras.ts";
import { registerWorkArea } from "#guide/workAreas.ts";
import { registerWaiting } from "#organisation/homeExtras.ts";
import { BehavioursExtra, PointedTo } from "./behavioursExtra.tsx";
import { HomeMeetings } from "./homeMeetings.tsx";
import { MeetingExtra } from "./meetingExtra.tsx";
import { NextRoundExtra } from "./nextRoundExtra.tsx";
import { PickedStatements, StatementsExtra } from "./statementsExtra.tsx";
import { UnitMeetingsExtra } from "./unitMeetingsExtra.tsx";

registerWorkArea("statements", (journeyId) => `/journeys/${journeyId}/statements`);
registerWorkArea("behaviours", (journeyId) => `/journeys/${journeyId}/behaviours`);
registerWorkArea("meetingPlan", (journeyId) => `/journeys/${journeyId}/meeting`);
registerWorkArea("presentation", (journeyId) => `/journeys/${journeyId}/presentation`);
registerRowExtra("convey", "statements", StatementsExtra);
registerStepExtra("convey", PickedStatements);
registerStepExtra("prepareBehaviour", PointedTo);
registerRowExtra("prepareBehaviour", "behaviours", BehavioursExtra);
registerRowExtra("meeting", "meeting", MeetingExtra);
registerRowExtra("nextSteps", "nextRound", NextRoundExtra);
registerUnitExtra("meetings", UnitMeetingsExtra);
registerWaiting("meetings", HomeMeetings);

export const pages: PageEntry[] = [
  {
    path: "/journeys/$journeyId/compare",
    page: () => import("./compare.page.tsx").then((module) => module.ComparePage),
  },
  {
    path: "/journeys/$journeyId/statements",
    page: () => import("./statements.page.tsx").then((module) => module.StatementsPage),
  },
  {
    path: "/journeys/$journeyId/handout",
    page: () => import("./handout.page.tsx").then((module) => module.HandoutPage),
  },
  {
    path: "/journeys/$journeyId/behaviours",
    page: () => import("./behaviours.page.tsx").then((module) => module.BehavioursPage),
  },
  {
    path: "/journeys/$journeyId/meeting",
    page: () => import("./meeting.page.tsx").then((module) => module.MeetingPage),
  },
  {
    path: "/journeys/$journeyId/presentation",
    page: () => import("./meeting.page.tsx").then((module) => module.MeetingPage),
  },
  {
    path: "/meetings/$meetingId/plan",
    page: () => import("./plan.page.tsx").then((module) => module.PlanPage),
  },
  {
    path: "/meetings/$meetingId/slides",
    page: () => import("./slides.page.tsx").then((module) => module.SlidesPage),
  },
  {
    path: "/meetings/$meetingId/present",
    page: () => import("./present.page.tsx").then((module) => module.PresentPage),
    frame: "none",
  },
];
