/** The path of a Chromium for tests and pictures; installs one where there is none. */
export function findBrowser(): string;
