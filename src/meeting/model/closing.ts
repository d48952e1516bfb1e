/** So long after the meeting was closed the minutes are still here, and closing can be undone. */
const graceSeconds = 60;
/** They leave a little later than is said: who undoes it in the last second has undone it. */
export const minutesAfterSeconds = graceSeconds + 5;

const secondsSince = (closedAt: string, now: number): number => (now - Date.parse(closedAt)) / 1000;
export const mayReopen = (closedAt: string, now: string): boolean =>
  secondsSince(closedAt, Date.parse(now)) <= graceSeconds;
export const graceLeft = (closedAt: string, now: number): number =>
  Math.max(0, Math.ceil(graceSeconds - secondsSince(closedAt, now)));
