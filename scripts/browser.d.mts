import type { Browser } from "playwright-core";

/** The path of a Chromium for tests and pictures; installs one where there is none. */
export function findBrowser(): string | undefined;
/** A browser without a window, for tests, pictures and measurements. */
export function launchBrowser(): Promise<Browser>;
