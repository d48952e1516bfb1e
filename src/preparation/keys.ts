import { createHash, createHmac } from "node:crypto";

/** The key in a participant's personal link: only this server can make it, and makes it anew for each mail. */
export const participantKey = (secret: string, participantId: string): string =>
  createHmac("sha256", secret)
    .update(`participant's link ${participantId}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");

export const participantKeyHash = (key: string): Buffer => createHash("sha256").update(key).digest();
