/** What other systems can be told of. What is told are ids: who may know more asks for it with a token. */
export const events = [
  "person.added",
  "person.changed",
  "meeting.closed",
  "action.done",
  "measurement.started",
  "measurement.closed",
] as const;
export type Event = (typeof events)[number];

const minute = 60;
const hour = 60 * minute;
/** Seconds from one attempt to the next, as Standard Webhooks proposes: nine more over three days. */
const pauses = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** When to try again after so many attempts have failed; null where it is given up. */
export function nextAttempt(failed: number, now: Date): Date | null {
  const pause = pauses[failed - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause * 1000);
}

/** How long a secret that was replaced still signs beside the new one, so that a receiver can change over. */
export const overlapMs = 24 * hour * 1000;

export type Secrets = { current: string; previous?: string; previousUntil?: string };

export const secretsOf = ({ current, previous, previousUntil }: Secrets, now: Date): string[] =>
  previous && previousUntil && Date.parse(previousUntil) > now.getTime() ? [current, previous] : [current];
