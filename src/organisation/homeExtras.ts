import type { ComponentType } from "react";

/** What a later room shows in a unit's card on the front page: how far it has come, and the next thing to do. */
export type HomeUnit = ComponentType<{ unitId: string }>;
const units = new Map<string, HomeUnit>();
/** Called by later rooms from their pages.ts, as guide/rowExtras.ts is for the guide's table. */
export function registerHomeUnit(name: string, Extra: HomeUnit): void {
  units.set(name, Extra);
}
export const allHomeUnits = (): [name: string, Extra: HomeUnit][] => [...units];

const waiting = new Map<string, ComponentType>();
/** What a later room knows to wait for whoever has signed in: it shows `HomeItem`s, or nothing. */
export function registerWaiting(name: string, Extra: ComponentType): void {
  waiting.set(name, Extra);
}
export const allWaiting = (): [name: string, Extra: ComponentType][] => [...waiting];

const counts = new Map<string, () => number | undefined>();
/** What a later room knows of how far the organisation is set up: a hook that counts, undefined until it is known. */
export function registerSetUpCount(name: string, useCount: () => number | undefined): void {
  counts.set(name, useCount);
}
/** Registered before anything is shown, and never taken back: the order of hooks stands. */
export const useSetUpCount = (name: string): number | undefined => counts.get(name)?.();
