export const obstacles = ["noTime", "timePassed", "noParticipants", "notPlanned"] as const;
export type Obstacle = (typeof obstacles)[number];

/** What stands in the way of sending the invitation. */
export function obstaclesOf(
  meeting: { state: string; startsAt: Date | null; participants: number },
  now: Date,
): Obstacle[] {
  if (meeting.state !== "planned") return ["notPlanned"];
  const found: Obstacle[] = [];
  if (!meeting.startsAt) found.push("noTime");
  else if (meeting.startsAt <= now) found.push("timePassed");
  if (meeting.participants === 0) found.push("noParticipants");
  return found;
}

const hour = 3_600_000;

/**
 * When people are reminded of the meeting as they were told of it; null: not, or not any more. Where the time was changed
 * and nobody has been told yet, nobody is reminded of a time that no longer holds.
 */
export function reminderAt(meeting: {
  state: string;
  startsAt: Date | null;
  reminderHours: number | null;
  remindedOf: Date | null;
  toldOf: Date | null;
}): Date | null {
  const { startsAt, reminderHours, remindedOf, toldOf } = meeting;
  if (meeting.state !== "planned" || !startsAt || !toldOf || reminderHours === null) return null;
  if (startsAt.getTime() !== toldOf.getTime() || remindedOf?.getTime() === startsAt.getTime()) return null;
  return new Date(startsAt.getTime() - reminderHours * hour);
}

/** The answer can be changed until the meeting begins. */
export const mayAnswer = (meeting: { state: string; startsAt: Date | null }, now: Date): boolean =>
  meeting.state === "planned" && meeting.startsAt !== null && now < meeting.startsAt;
