import { timingSafeEqual } from "node:crypto";
import { keyHash, personalKey } from "#platform/keys.ts";

/** The key in a customer's personal link. */
export const requestKey = (secret: string, requestId: string): string =>
  personalKey(secret, `customer's answer ${requestId}`);

/** The key in the link of a test mail: it shows the page and stores nothing. */
export const trialKey = (secret: string, pulseId: string): string =>
  personalKey(secret, `trial of ${pulseId}`);

/** Compared in a time that tells nothing of where they differ. */
export const isSameKey = (a: string, b: string): boolean => timingSafeEqual(keyHash(a), keyHash(b));

/** The key in the link of an employee's card. */
export const cardKey = (secret: string, cardId: string): string => personalKey(secret, `card ${cardId}`);
