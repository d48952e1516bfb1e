import { sql } from "kysely";

const mark = "/* kept */";

/**
 * The first word after `select` of a statement that pages ask for again and again: planning takes as long as reading
 * there, and is done once for each connection. For statements whose text is always the same: lists go in as one array.
 */
export const kept = sql.raw(mark);
export const keptFrom = `select ${mark}`;
