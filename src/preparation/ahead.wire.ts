import { z } from "@hono/zod-openapi";
import { meetingStates } from "./meeting.wire.ts";

const Common = {
  id: z.uuid(),
  title: z.string(),
  startsAt: z.string().nullable(),
  timeZone: z.string(),
};

/** A meeting as it stands on its unit's page. */
export const UnitMeeting = z
  .object({ ...Common, place: z.string(), state: z.enum(meetingStates), leads: z.boolean() })
  .openapi("UnitMeeting");
export type UnitMeeting = z.infer<typeof UnitMeeting>;

/** A meeting that waits for the reader. */
export const MyMeeting = z
  .object({ ...Common, unitName: z.string(), isRunning: z.boolean(), href: z.string() })
  .openapi("MyMeeting");
export type MyMeeting = z.infer<typeof MyMeeting>;
