import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** 128 bits that only this server can make; made anew whenever the link is written, so that only its hash is kept. */
const sign = (secret: string, purpose: string): string =>
  createHmac("sha256", secret).update(purpose).digest().subarray(0, 16).toString("base64url");

/** The key in a customer's personal link. */
export const requestKey = (secret: string, requestId: string): string =>
  sign(secret, `customer's answer ${requestId}`);

/** The key in the link of a test mail: it shows the page and stores nothing. */
export const trialKey = (secret: string, pulseId: string): string => sign(secret, `trial of ${pulseId}`);

export const keyHash = (key: string): Buffer => createHash("sha256").update(key).digest();

/** Compared in a time that tells nothing of where they differ. */
export const isSameKey = (a: string, b: string): boolean => timingSafeEqual(keyHash(a), keyHash(b));
