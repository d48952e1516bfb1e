import type { ComponentType } from "react";

/** What a later room shows in a row of the guide's table: counts of what has been put in, and a link to the work. */
export type RowExtra = ComponentType<{ journeyId: string; unitId: string; mayEdit: boolean }>;

const extras = new Map<string, { name: string; Extra: RowExtra }[]>();

/** Called by later rooms from their pages.ts: the guide does not know them, they know the guide. */
export function registerRowExtra(stepKey: string, name: string, Extra: RowExtra): void {
  const others = (extras.get(stepKey) ?? []).filter((known) => known.name !== name);
  extras.set(stepKey, [...others, { name, Extra }]);
}

export const rowExtrasOf = (stepKey: string): readonly { name: string; Extra: RowExtra }[] =>
  extras.get(stepKey) ?? [];

const stepExtras = new Map<string, RowExtra>();

/** What a later room shows on a step's own page: the work that was put in elsewhere, so that nobody writes it twice. */
export function registerStepExtra(stepKey: string, Extra: RowExtra): void {
  stepExtras.set(stepKey, Extra);
}
export const stepExtraOf = (stepKey: string): RowExtra | undefined => stepExtras.get(stepKey);

/** What a later room adds to a unit's page: the way to its results, its conversations, its meetings. */
export type UnitExtra = ComponentType<{ unitId: string }>;
const unitExtras = new Map<string, UnitExtra>();
export function registerUnitExtra(name: (typeof unitOrder)[number], Extra: UnitExtra): void {
  unitExtras.set(name, Extra);
}
/** In the order of the thread, whichever room is loaded first. */
const unitOrder = ["meetings", "results", "reviews", "thread"] as const;
export const allUnitExtras = (): [name: string, Extra: UnitExtra][] =>
  unitOrder.flatMap((name): [string, UnitExtra][] => {
    const Extra = unitExtras.get(name);
    return Extra ? [[name, Extra]] : [];
  });

const pageExtras = new Map<string, RowExtra>();

/** What a later room adds beside the title of a journey's page: a document to take away, a picture to open. */
export function registerPageExtra(name: string, Extra: RowExtra): void {
  pageExtras.set(name, Extra);
}

export const allPageExtras = (): [name: string, Extra: RowExtra][] => [...pageExtras];
