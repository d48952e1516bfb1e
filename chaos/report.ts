/** What was tried, how often; and for each promise what broke it. */
export type Report = { tried: Record<string, number>; lost: { what: string; examples: string[] }[] };
export type Run = (seed: number) => Promise<Report>;
