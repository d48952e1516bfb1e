/**
 * Counts attempts per key in a sliding window, in memory: guessing a password or asking for links over and over
 * stops here. Several nodes count apart, which only makes the limit that many times as generous.
 */
export function makeAttempts(limit: number, windowMs: number) {
  const attempts = new Map<string, number[]>();
  return {
    /** Counts this attempt and says whether it is one too many. */
    isTooMany(key: string, now: number): boolean {
      if (attempts.size > 50_000)
        for (const [old, times] of attempts) if (times.at(-1)! < now - windowMs) attempts.delete(old);
      const recent = (attempts.get(key) ?? []).filter((time) => time > now - windowMs);
      recent.push(now);
      attempts.set(key, recent.slice(-limit - 1));
      return recent.length > limit;
    },
    forget: (key: string) => attempts.delete(key),
  };
}
