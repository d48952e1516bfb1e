import { createHash, createHmac } from "node:crypto";

/**
 * The key in a personal link: 128 bits that only this server can make, for one purpose and one person. It is made anew
 * whenever the link is written, so that only its hash is kept.
 */
export const personalKey = (secret: string, purpose: string): string =>
  createHmac("sha256", secret).update(purpose).digest().subarray(0, 16).toString("base64url");

/** What is kept of a key, a token or a pass: SHA-256, by which it is found and from which it cannot be made. */
export const keyHash = (key: string): Buffer => createHash("sha256").update(key).digest();
