/** Lists as people paste them: what stands before the words (a dash, a dot, a number that counts on) is not of the note. */
export type PaperLines = {
  notes: string[];
  /** Numbers of the lines, as in an editor, that are longer than a note may be. */
  tooLong: number[];
  /** Whether something was taken off. */
  isStripped: boolean;
};

const bullet = /^(?:[-–—*+•·●○▪▫■□◦‣➢✓☐]|\[[ xX]?\])[ \t\u00a0]+/u;
const number = /^\(?(\d{1,3})[.):][ \t\u00a0]+/;

export function paperLines(content: string, longest: number): PaperLines {
  const lines = content
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replaceAll(/[\t\u00a0]+/g, " ").trim());
  const numbers = lines.flatMap((line) => number.exec(line)?.[1] ?? []).map(Number);
  // "3. juni holder vi åbent" is no numbering; 1, 2, 3 is.
  const isNumbered = numbers.length > 1 && numbers.every((each, place) => each === numbers[0]! + place);
  let isStripped = false;
  const notes: string[] = [];
  const tooLong: number[] = [];
  for (const [place, line] of lines.entries()) {
    const bare = line
      .replace(bullet, "")
      .replace(isNumbered ? number : /$^/, "")
      .trim();
    if (/^[-–—*+•·●○▪▫■□◦‣➢✓☐_=.\s]*$/u.test(bare)) continue;
    if (bare !== line) isStripped = true;
    if (bare.length > longest) tooLong.push(place + 1);
    notes.push(bare);
  }
  return { notes, tooLong, isStripped };
}
