import type { ComponentType } from "react";

/** Where statements can be taken from besides typing and pasting: a button that asks which, and tells how many were taken. */
export type StatementSource = ComponentType<{
  journeyId: string;
  unitId: string;
  onTaken: (count: number) => void;
}>;

const sources = new Map<string, StatementSource>();

/** Called by later rooms from their pages.ts: a measurement's comments are theirs to give. */
export function registerStatementSource(name: string, Source: StatementSource): void {
  sources.set(name, Source);
}
export const allStatementSources = (): [name: string, Source: StatementSource][] => [...sources];
