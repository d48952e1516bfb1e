/** In quotation marks, unless whoever wrote it down brought some along: nobody reads two pairs. */
export const quoted = (words: string): string => (/["“”„«»]/u.test(words) ? words : `“${words}”`);
