import { personalKey } from "#platform/keys.ts";

/** The key in a participant's personal link: her answer to the invitation, and her seat in the meeting. */
export const participantKey = (secret: string, participantId: string): string =>
  personalKey(secret, `participant's link ${participantId}`);
