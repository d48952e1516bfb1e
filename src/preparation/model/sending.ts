export const obstacles = ["noTime", "timePassed", "noParticipants", "notPlanned"] as const;
export type Obstacle = (typeof obstacles)[number];

/**
 * What can still be changed. A meeting may be opened days before it is held, for answers ahead: when, where and who comes
 * stay open until it has been held. The agenda is then the room's own, and its name is on everybody's phone.
 */
export const mayChange = ({ state }: { state: string }, what: "people" | "title" | "agenda"): boolean =>
  state === "planned" || (state === "running" && what === "people");

/** What stands in the way of sending the invitation. */
export function obstaclesOf(
  meeting: { state: string; startsAt: Date | null; participants: number },
  now: Date,
): Obstacle[] {
  if (!mayChange(meeting, "people")) return ["notPlanned"];
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
  if (!mayChange(meeting, "people") || !startsAt || !toldOf || reminderHours === null) return null;
  if (startsAt.getTime() !== toldOf.getTime() || remindedOf?.getTime() === startsAt.getTime()) return null;
  return new Date(startsAt.getTime() - reminderHours * hour);
}

/** The answer can be changed until the meeting begins. */
export const mayAnswer = (meeting: { state: string; startsAt: Date | null }, now: Date): boolean =>
  mayChange(meeting, "people") && meeting.startsAt !== null && now < meeting.startsAt;
