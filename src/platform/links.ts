import { createHash, createHmac } from "node:crypto";

/**
 * The secret part of a personal link: 22 characters (128 bits) that can be made again from the id for a reminder,
 * and guessed by nobody without the installation's secret. Only its hash is stored.
 */
export const linkKey = (secret: string, purpose: string, id: string): string =>
  createHmac("sha256", secret).update(`${purpose}:${id}`).digest().subarray(0, 16).toString("base64url");

export const linkHash = (key: string): Buffer => createHash("sha256").update(key).digest();
