import { createHash, randomBytes } from "node:crypto";
import { makeAttempts } from "#organisation/attempts.ts";

const hour = 60 * 60_000;
/** So many answers by card are taken from one network in an hour: a shop's guests share one. */
const mostFromOneNetwork = 30;

/**
 * Whether too many answers to one measurement come from one network. Kept in memory only, under a hash that is salted anew
 * every day: nobody can tell afterwards which network it was, not even from what is in memory.
 */
export function makeNetworkLimit(most = mostFromOneNetwork) {
  const attempts = makeAttempts(most, hour);
  let salt = { day: "", bytes: randomBytes(32) };
  return (network: string | null, pulseId: string, now: Date): boolean => {
    // From this machine or its own network: a server without a proxy in front is being tried out.
    if (network === null) return false;
    const day = now.toISOString().slice(0, 10);
    if (day !== salt.day) salt = { day, bytes: randomBytes(32) };
    const key = createHash("sha256").update(salt.bytes).update(`${pulseId} ${network}`).digest("base64");
    return attempts.isTooMany(key, now.getTime());
  };
}
