// What XML 1.0 has no way to say: control characters, and halves of a character that lost their other half.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unsayable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;
const loneHalves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as a document can carry it. What people wrote stays, letter by letter; markup in it is only letters. */
export const safeText = (text: string): string => text.replace(unsayable, "").replace(loneHalves, "\ufffd");

/** A text's lines, however its writer's computer ends them; empty lines at either end are left out. */
export function linesOf(text: string): string[] {
  const lines = safeText(text)
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .split("\n");
  const first = lines.findIndex((line) => line.trim());
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.trim()) + 1);
}
