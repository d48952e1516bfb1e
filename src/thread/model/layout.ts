import { type Item, type Station, stations, type Thread, type ThreadLink } from "./thread.ts";

export type Column = {
  station: Station;
  /** What is shown, from the top. */
  items: Item[];
  /** How many more there are, folded away. */
  folded: number;
};

/** How many stand in a column before the rest is folded, and how many in one that is opened. */
const mostShown = 12;
const mostOpened = 300;

/**
 * The items of each station, in an order in which threads cross little: each near the middle of what leads to it.
 * A long column is folded; what somebody has tied to something, and what is most important, is shown first,
 * and so is `always`. Open stations show everything, up to what somebody still reads and a page can draw.
 */
export function columnsOf(
  thread: Thread,
  {
    open = [],
    always = [],
    most = mostShown,
    of = stations,
  }: {
    open?: readonly Station[];
    always?: Iterable<string>;
    most?: number;
    /** Which stations the thread has. */
    of?: readonly Station[];
  } = {},
): Column[] {
  const keep = new Set(always);
  const leads = new Map<string, string[]>();
  const tied = new Set<string>();
  for (const { from, to } of thread.links) {
    leads.set(to, [...(leads.get(to) ?? []), from]);
    tied.add(from);
  }
  const place = new Map<string, number>();
  const ofStation = new Map<Station, Item[]>(stations.map((station) => [station, []]));
  for (const item of thread.items) ofStation.get(item.station)?.push(item);
  return of.map((station) => {
    const all = ofStation.get(station) ?? [];
    const standsAt = new Map(all.map((item, at) => [item, at]));
    const weightOf = (item: Item) => (keep.has(item.id) ? 2 : tied.has(item.id) ? 1 : 0);
    const byImportance = [...all].sort((a, b) => weightOf(b) - weightOf(a) || rankOf(a) - rankOf(b));
    const room = open.includes(station) ? mostOpened : most;
    const shown = new Set(
      byImportance.filter((item, at) => at < room || (at < mostOpened && keep.has(item.id))),
    );
    // The values keep the organisation's order; what comes from nowhere stands last.
    const middle = (item: Item): number => {
      const from = (leads.get(item.id) ?? []).flatMap((id) => place.get(id) ?? []);
      return from.length === 0 ? 2 : from.reduce((sum, each) => sum + each, 0) / from.length;
    };
    const items = all.filter((item) => shown.has(item));
    if (station !== "values")
      items.sort(
        (a, b) => middle(a) - middle(b) || rankOf(a) - rankOf(b) || standsAt.get(a)! - standsAt.get(b)!,
      );
    for (const [at, item] of items.entries()) place.set(item.id, (at + 0.5) / items.length);
    return { station, items, folded: all.length - items.length };
  });
}

const rankOf = (item: Item): number =>
  item.station === "statements" ? (item.rank ?? Number.MAX_SAFE_INTEGER) : 0;

export type Box = { x: number; y: number; width: number; height: number };
export type Picture = {
  boxes: Map<string, Box>;
  columns: { station: Station; x: number; width: number; foldY: number }[];
  curves: { from: string; to: string; path: string; thickness: number }[];
  height: number;
};

const base = { head: 66, item: 100, gap: 12, fold: 44, between: 30 };
const shares: Record<Station, number> = {
  values: 0.8,
  statements: 1.15,
  pointedTo: 1.1,
  notes: 1,
  decided: 1.25,
  questions: 1.05,
  experience: 0.9,
  agreed: 1,
};

/**
 * Where everything stands in a picture of this width: columns side by side, each in the middle of the height.
 * `scale` is how much larger than usual the reader's letters are: what holds text grows with them.
 */
export function pictureOf(
  columns: readonly Column[],
  links: readonly ThreadLink[],
  width: number,
  scale = 1,
): Picture {
  const [head, itemHeight, gap, fold] = [base.head, base.item, base.gap, base.fold].map(
    (px) => px * scale,
  ) as [number, number, number, number];
  const whole = columns.reduce((sum, { station }) => sum + shares[station], 0);
  const unit = (width - base.between * (columns.length - 1)) / whole;
  const tallOf = ({ items, folded }: Column) =>
    items.length * (itemHeight + gap) - (items.length > 0 ? gap : 0) + (folded > 0 ? fold : 0);
  const tallest = Math.max(itemHeight, ...columns.map(tallOf));
  const boxes = new Map<string, Box>();
  const placed: Picture["columns"] = [];
  let x = 0;
  for (const column of columns) {
    const { station, items } = column;
    const columnWidth = shares[station] * unit;
    // Short columns stand in the middle, but never so far down that they are lost below a screen's edge.
    let y = head + Math.min((tallest - tallOf(column)) / 2, 220);
    for (const item of items) {
      boxes.set(item.id, { x, y, width: columnWidth, height: itemHeight });
      y += itemHeight + gap;
    }
    placed.push({ station, x, width: columnWidth, foldY: y });
    x += columnWidth + base.between;
  }
  return {
    boxes,
    columns: placed,
    curves: links.flatMap((link) => curveOf(link, boxes)),
    height: head + tallest + gap,
  };
}

function curveOf({ from, to, weight }: ThreadLink, boxes: ReadonlyMap<string, Box>) {
  const [a, b] = [boxes.get(from), boxes.get(to)];
  if (!a || !b) return [];
  const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2];
  const bend = Math.max(14, (x2 - x1) / 2);
  const path = `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
  // A thread of ten dots is thicker than one of none, not ten times as thick.
  return [{ from, to, path, thickness: round(3 + 2.2 * Math.log2(Math.max(1, weight))) }];
}
const round = (number: number) => Math.round(number * 10) / 10;

export type Step = "left" | "right" | "up" | "down" | "first" | "last";

/**
 * Where an arrow key leads: up and down within a station, left and right along the thread; where it ends, to the nearest
 * item of the next station that has any.
 */
export function walk(
  columns: readonly Column[],
  links: readonly ThreadLink[],
  id: string,
  step: Step,
): string | null {
  const at = columns.findIndex(({ items }) => items.some((item) => item.id === id));
  const column = columns[at];
  if (!column) return columns.find(({ items }) => items.length > 0)?.items[0]?.id ?? null;
  const row = column.items.findIndex((item) => item.id === id);
  if (step === "up") return column.items[row - 1]?.id ?? null;
  if (step === "down") return column.items[row + 1]?.id ?? null;
  if (step === "first") return column.items[0]?.id ?? null;
  if (step === "last") return column.items.at(-1)?.id ?? null;
  const way = step === "right" ? 1 : -1;
  const relative = (row + 0.5) / column.items.length;
  const tied = new Set(
    links.flatMap(({ from, to }) => (way === 1 ? (from === id ? [to] : []) : to === id ? [from] : [])),
  );
  const nearest = (ids: { id: string; place: number }[]) =>
    ids.sort((a, b) => Math.abs(a.place - relative) - Math.abs(b.place - relative))[0]?.id;
  const placesIn = ({ items }: Column) =>
    items.map((item, index) => ({ id: item.id, place: (index + 0.5) / items.length }));
  const further = columns.filter((_, index) => (way === 1 ? index > at : index < at));
  if (way === -1) further.reverse();
  for (const next of further) {
    const found = nearest(placesIn(next).filter((each) => tied.has(each.id)));
    if (found) return found;
  }
  const filled = further.find(({ items }) => items.length > 0);
  return (filled && nearest(placesIn(filled))) ?? null;
}
