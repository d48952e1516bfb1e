/** Only a path of our own: a link to sign-in may not send people on to somebody else's site. */
export const wayBack = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : "/");
