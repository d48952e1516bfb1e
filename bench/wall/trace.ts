// What the page's own thread works at, as Chromium writes it down: script, style, layout, paint. In processor time, not by
// the clock, so that others at work on the machine do not count.
import type { Browser, Page } from "playwright-core";

/** Milliseconds of the page's thread. `longest`: what kept it busy in one go. */
export type Work = {
  script: number;
  style: number;
  layout: number;
  paint: number;
  all: number;
  longest: number;
};
export const noWork: Work = { script: 0, style: 0, layout: 0, paint: 0, all: 0, longest: 0 };

type Event = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number };
type Named = Event & { args: { name?: string } };

const kinds: [keyof Work, RegExp][] = [
  ["style", /^(UpdateLayoutTree|ParseAuthorStyleSheet)$/],
  ["layout", /^(Layout|HitTest|IntersectionObserverController)/],
  ["paint", /^(PrePaint|Paint|Layerize|Commit|CompositeLayers|UpdateLayer|ScrollLayer)/],
];

export async function workDuring(browser: Browser, page: Page, act: () => Promise<void>): Promise<Work> {
  await browser.startTracing(page, { categories: ["devtools.timeline"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Named[] };
  const threadOf = ({ pid, tid }: Event) => `${pid}/${tid}`;
  // Of several pages' threads the one that has painted most: the others stand still behind it.
  const painted = new Map<string, number>();
  for (const event of traceEvents)
    if (event.name === "thread_name" && event.args.name === "CrRendererMain") painted.set(threadOf(event), 0);
  for (const event of traceEvents)
    if (event.name === "PrePaint" && painted.has(threadOf(event)))
      painted.set(threadOf(event), painted.get(threadOf(event))! + 1);
  const main = [...painted].sort((one, other) => other[1] - one[1])[0]?.[0];
  const events = traceEvents
    .filter((event) => event.ph === "X" && threadOf(event) === main)
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
  const work: Work = { ...noWork };
  const kindOf = ({ name }: Event) => kinds.find(([, names]) => names.test(name))?.[0] ?? "script";
  // What goes on within another thing is its own, not the other's.
  const within: Event[] = [];
  for (const event of events) {
    while (within.length > 0 && within.at(-1)!.ts + (within.at(-1)!.dur ?? 0) <= event.ts) within.pop();
    const time = (event.tdur ?? 0) / 1000;
    const outer = within.at(-1);
    if (outer) work[kindOf(outer)] -= time;
    else {
      work.all += time;
      work.longest = Math.max(work.longest, time);
    }
    work[kindOf(event)] += time;
    within.push(event);
  }
  return work;
}
