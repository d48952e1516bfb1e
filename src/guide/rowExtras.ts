import type { ComponentType } from "react";

/** What a later room shows in a row of the guide's table: counts of what has been put in, and a link to the work. */
export type RowExtra = ComponentType<{ journeyId: string; unitId: string; mayEdit: boolean }>;

const extras = new Map<string, RowExtra[]>();

/** Called by later rooms from their pages.ts: the guide does not know them, they know the guide. */
export function registerRowExtra(stepKey: string, extra: RowExtra): void {
  const known = extras.get(stepKey) ?? [];
  if (!known.includes(extra)) extras.set(stepKey, [...known, extra]);
}

export const rowExtrasOf = (stepKey: string): readonly RowExtra[] => extras.get(stepKey) ?? [];
