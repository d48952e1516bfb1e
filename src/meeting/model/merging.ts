/** Two who write in one text at once: what both have done to it, as far as they wrote in different places. */

/** What somebody did to a text: from here to there, this was put instead. */
type Edit = { from: number; to: number; put: string };

export type Merged = {
  text: string;
  /** Where a place in her own text is in the text of both, so that the caret stays where she writes. */
  placeOf: (place: number) => number;
};

/** Compared from the front and from the back: what is left between is what was written. */
function editOf(was: string, is: string): Edit {
  const most = Math.min(was.length, is.length);
  let front = 0;
  while (front < most && was[front] === is[front]) front++;
  let back = 0;
  while (back < most - front && was[was.length - 1 - back] === is[is.length - 1 - back]) back++;
  return { from: front, to: was.length - back, put: is.slice(front, is.length - back) };
}

/** Between what two have put in one place: words must not run together. */
function between(before: string, after: string, isAll: boolean): string {
  if (isAll) return "\n";
  return /\s$/.test(before) || /^\s/.test(after) ? "" : " ";
}

/** null: both have changed the same words, and only one of them can say which are to stand. */
export function merged(was: string, mine: string, theirs: string): Merged | null {
  const place = (text: string, placeOf: Merged["placeOf"]): Merged => ({ text, placeOf });
  if (mine === theirs || theirs === was) return place(mine, (at) => at);
  const own = editOf(was, mine);
  const other = editOf(was, theirs);
  const longer = other.put.length - (other.to - other.from);
  if (mine === was) return place(theirs, (at) => (at <= other.from ? at : Math.max(other.from, at + longer)));
  // In the same place: hers goes on from where she writes, and what came meanwhile stands after it.
  if (own.from === other.from && own.to === own.from && other.to === other.from) {
    const gap = between(own.put, other.put, was === "");
    const text = was.slice(0, own.from) + own.put + gap + other.put + was.slice(own.to);
    const added = gap.length + other.put.length;
    return place(text, (at) => (at <= own.from + own.put.length ? at : at + added));
  }
  if (own.to <= other.from) {
    const text = was.slice(0, own.from) + own.put + was.slice(own.to, other.from) + other.put;
    const end = own.from + own.put.length + (other.from - own.to);
    return place(text + was.slice(other.to), (at) => (at <= end ? at : Math.max(end, at + longer)));
  }
  if (other.to <= own.from) {
    const text = was.slice(0, other.from) + other.put + was.slice(other.to, own.from) + own.put;
    return place(text + was.slice(own.to), (at) =>
      at <= other.from ? at : Math.max(other.from, at + longer),
    );
  }
  return null;
}
