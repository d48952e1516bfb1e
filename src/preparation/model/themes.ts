export const longestThemeName = 120;
/** More than these are no overview any more. */
export const mostThemes = 50;
/** As many statements as are looked through at once: comparing each with each takes longer than she would wait. */
export const mostSuggested = 1500;
