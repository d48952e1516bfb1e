export const questions = 5;
/** Of each unit. */
export const employees = 20;

export type Prepared = {
  url: string;
  port: number;
  databaseUrl: string;
  organisationId: string;
  secret: string;
};

/** An id that counts: kind and number. */
export const idOf = (kind: string, number: number): string =>
  `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
