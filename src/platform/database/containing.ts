/** A pattern for LIKE that finds a text as it was typed: LIKE's own signs ("10 %", "_") are escaped. */
export const containing = (search: string): string => `%${search.replace(/[\\%_]/g, "\\$&")}%`;
