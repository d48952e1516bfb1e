import { mayAnswer } from "./sending.ts";

/** Who comes to which session, where one plan is held more than once. */
export type Attending = {
  id: string;
  sessionId: string;
  /** She has said that she comes, or leads the session: she stays where she is. */
  stays: boolean;
};

/**
 * Divides people evenly over sessions and moves as few as possible: those who stay stay, and of the others the last on
 * a list that is too long go to the one that is shortest.
 */
export function evenly(
  attending: readonly Attending[],
  sessionIds: readonly string[],
): { id: string; from: string; to: string }[] {
  if (sessionIds.length < 2) return [];
  const known = attending.filter(({ sessionId }) => sessionIds.includes(sessionId));
  const count = new Map(
    sessionIds.map((id) => [id, known.filter(({ sessionId }) => sessionId === id).length]),
  );
  const free = new Map(
    sessionIds.map((id) => [id, known.filter(({ sessionId, stays }) => sessionId === id && !stays)]),
  );
  const moves: { id: string; from: string; to: string }[] = [];
  for (;;) {
    const to = sessionIds.reduce((least, id) => (count.get(id)! < count.get(least)! ? id : least));
    const from = sessionIds
      .filter((id) => free.get(id)!.length > 0 && count.get(id)! > count.get(to)! + 1)
      .reduce<string | null>(
        (most, id) => (most === null || count.get(id)! > count.get(most)! ? id : most),
        null,
      );
    if (from === null) return moves;
    const { id } = free.get(from)!.pop()!;
    moves.push({ id, from, to });
    count.set(from, count.get(from)! - 1);
    count.set(to, count.get(to)! + 1);
  }
}

/** A session as whoever may choose it is told of it. */
export type Offer = {
  id: string;
  startsAt: string;
  minutes: number;
  place: string;
  /** How many more may come; null: as many as like. */
  left: number | null;
};

/** Sessions that are over, are called off or have begun are chosen no more; one without a time is none yet. */
export const isOffered = (
  session: { state: string; byChoice: boolean; startsAt: Date | null },
  now: Date,
): boolean => session.byChoice && mayAnswer(session, now);

/**
 * Who may choose another session: who has been invited and does not lead along, until hers begins. Where hers was called
 * off, the others are there for her.
 */
export const mayChoose = (
  session: { state: string; byChoice: boolean; sent: { startsAt: string } | null },
  who: { role: string; sentSequence: number | null },
  now: Date,
): boolean =>
  session.byChoice &&
  who.role === "participant" &&
  who.sentSequence !== null &&
  (session.state === "cancelled" ||
    mayAnswer({ ...session, startsAt: session.sent && new Date(session.sent.startsAt) }, now));

/** A seat is taken by whoever is on the list and has not said no. Those who lead along take none. */
export const seatsLeft = (
  seats: number | null,
  attending: readonly { role: string; reply: string }[],
): number | null =>
  seats === null
    ? null
    : Math.max(
        0,
        seats - attending.filter(({ role, reply }) => role === "participant" && reply !== "no").length,
      );
