/** What a leader has begun and not sent, as it is kept: on the server from the first letter. Pure. */

/** Not of a round: what she is in the middle of herself, whatever the room writes in. */
export const ownDrafts = "meeting";

export function readDraft<T extends object>(
  drafts: Readonly<Record<string, string>>,
  place: string,
): T | null {
  const content = drafts[`${ownDrafts} ${place}`];
  if (!content) return null;
  try {
    return JSON.parse(content) as T;
  } catch {
    // Of an earlier version of this page: as if nothing had been begun.
    return null;
  }
}

/** Whether she is in the middle of writing something of her own. */
export const isBegunIn = (drafts: Readonly<Record<string, string>>): boolean =>
  Object.entries(drafts).some(([place, content]) => place.startsWith(`${ownDrafts} `) && content !== "");
