/**
 * Passes of rounds where nothing is stored: each is one voice that nothing connects with a seat.
 *
 * They are made many at a time, the journal has their hashes in an order that says nothing, and each seat is given any of
 * them. So that none is lost with a server that dies before it was handed over, the journal keeps it with the seat all the
 * same: sealed by a pad that the device has made for this once and sends along, and which is stored nowhere. Without the
 * pad what is kept is as good as chance (a one-time pad); with it the same command is answered with the same pass again.
 */
import { randomBytes, randomInt } from "node:crypto";
import type { At } from "./model/decide.ts";
import type { Event, State } from "./model/state.ts";
import { hashOf } from "./seat.store.ts";

const passesAtOnce = 64;
/** Of a pass and of a pad. */
const bytes = 24;

/** Seals and opens alike. */
function underPad(pass: string, pad: string): string {
  const key = Buffer.from(pad, "base64url");
  return Buffer.from(Buffer.from(pass, "base64url").map((byte, place) => byte ^ key[place]!)).toString(
    "base64url",
  );
}

export function makePasses(): { take: At["pass"]; forget(): void } {
  /** Made and not given to anybody, by round. They are nowhere but here. */
  const left = new Map<string, string[]>();
  return {
    /** Any pass of the round, sealed; and the record of those that had to be made for it. */
    take(roundId, pad) {
      const made: Event[] = [];
      let passes = left.get(roundId) ?? [];
      if (passes.length === 0) {
        passes = Array.from({ length: passesAtOnce }, () => randomBytes(bytes).toString("base64url"));
        left.set(roundId, passes);
        const set = passes
          .map(hashOf)
          .sort()
          .map((hash) => [`${roundId} ${hash}`, { id: `${roundId} ${hash}`, roundId, hash }] as const);
        made.push({ type: "passes.made", set: { passes: Object.fromEntries(set) } });
      }
      const [pass] = passes.splice(randomInt(passes.length), 1);
      return { sealed: underPad(pass!, pad), made };
    },
    /** Their hashes may be among what was not committed: nobody is given one of them any more. */
    forget: () => left.clear(),
  };
}

/** The pass that a seat has been given, for the device that has the pad. */
export function passOf(state: State, roundId: string, seatId: string, pad: string): string | null {
  const sealed = state.taken.get(`${roundId} ${seatId}`)?.sealed;
  return sealed ? underPad(sealed, pad) : null;
}
