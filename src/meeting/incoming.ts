/** What comes in over a socket, before anybody has looked at what it means. */

/** Frames at once, and how many are forgiven a second. */
const burst = 120;
const perSecond = 30;

/** Says of each frame whether it may still come: nobody fills the room's time alone. */
export function makeAllowance(now: () => number): () => boolean {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * perSecond) - 1;
    filledAt = at;
    return tokens >= 0;
  };
}

/** What came, or null: broken JSON, and texts that a database cannot keep (U+0000, half a character). */
export function parsed(data: string): unknown {
  try {
    // What is no text at all can only be written with an escape: without one there is nothing to look for.
    if (!data.includes("\\u")) return JSON.parse(data);
    return JSON.parse(data, (_key, value) => {
      if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed()))
        throw new SyntaxError();
      return value;
    });
  } catch {
    return null;
  }
}

/** So that a view can say beside which of its commands the refusal belongs, if only one came. */
export function commandIdIn(data: string): string | null {
  const frame = parsed(data.replaceAll(/\\u(0000|d[89a-f]..)/gi, "")) as {
    commands?: { id?: unknown }[];
  } | null;
  const id = frame?.commands?.length === 1 ? frame.commands[0]?.id : null;
  return typeof id === "string" ? id.slice(0, 120) : null;
}
