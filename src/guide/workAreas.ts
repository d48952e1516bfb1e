import type { workAreas } from "./wire.ts";

export type WorkArea = (typeof workAreas)[number];

const hrefs = new Map<WorkArea, (journeyId: string) => string>();

/** Called by other rooms from their pages.ts: where a prompt that leads to this work area goes. */
export function registerWorkArea(area: WorkArea, href: (journeyId: string) => string): void {
  hrefs.set(area, href);
}

export const hrefOfWorkArea = (area: WorkArea | undefined, journeyId: string): string | undefined =>
  area && hrefs.get(area)?.(journeyId);
