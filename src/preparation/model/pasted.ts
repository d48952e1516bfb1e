export const longestStatement = 4000;

export type PastedLine = Found & {
  /** Why it is not taken unless she says so: it stands there already, or is too long to be one statement. */
  note: "taken" | "double" | "tooLong";
};

/** A statement as it was found, with what its file says of it. */
export type Found = { text: string; source?: string; saidOn?: string };

// "•", "-", "–", "*", "1)", "2." in front of a line, one or several after each other ("• 1) Hurtigt").
const bullet = /^\s*(?:[•·▪‣◦*–—-]|\(?\d{1,3}[.)])\s+/u;

const quoted = /^["“”„»«]([^"“”„»«]+)["“”„»«]$/u;

/** A line without bullet, and without quotation marks where they stand around the whole of it. */
function tidy(line: string): string {
  let text = line
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(bullet, "").replace(quoted, "$1").trim();
  }
  return text;
}

/** Alike when nothing but case, punctuation and spaces tells them apart; a line of signs alone is itself. */
const sameness = (text: string): string =>
  text
    .toLocaleLowerCase("da")
    .replace(/[\p{P}\p{S}\s]+/gu, " ")
    .trim() || text;

/**
 * The statements in a text that was pasted from a mail or a document: one a line, for her to look through before they
 * are taken. Empty lines are left out; a line that stands there already is shown as a double.
 * @param known statements that the journey has
 */
export const splitPasted = (pasted: string, known: readonly string[] = []): PastedLine[] =>
  lookThrough(
    pasted.split(/\r\n|[\n\r\u2028\u2029]/u).map((text) => ({ text })),
    known,
  );

/** The same with what was found in a file, where each may say where it comes from and when it was said. */
export function lookThrough(found: readonly Found[], known: readonly string[] = []): PastedLine[] {
  const seen = new Set(known.map(sameness));
  return found
    .map((each) => ({ ...each, text: tidy(each.text) }))
    .filter(({ text }) => text !== "")
    .map((each) => {
      if (each.text.length > longestStatement) return { ...each, note: "tooLong" };
      const key = sameness(each.text);
      const isDouble = seen.has(key);
      seen.add(key);
      return { ...each, note: isDouble ? "double" : "taken" };
    });
}
