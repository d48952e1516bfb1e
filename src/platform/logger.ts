import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** Structured lines on standard output. Nothing personal is logged: ids and counts, never names, addresses or texts. */
export const makeLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
