// Every text exists in both languages with the same values, and every one is used. Fails otherwise.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).map((file) => join("src", file));
const rooms = files.filter((file) => file.endsWith("text.da.json"));
const problems: string[] = [];
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, "utf8"));
const stem = (key: string) => key.replace(/_(zero|one|other)$/, "");
const valuesIn = (sentence: string) =>
  [...new Set([...sentence.matchAll(/{{\s*(\w+)/g)].map((found) => found[1]))].sort().join(",");

/** Keys as the code writes them: whole ones, and patterns out of template literals in which a part is filled in. */
function keysUsedIn(source: string): { whole: Set<string>; patterns: RegExp[] } {
  const whole = new Set([...source.matchAll(/["'`]([\w.]+)["'`]/g)].map((found) => found[1]!));
  const patterns = [...source.matchAll(/`([\w.]*\$\{[^`]*?)`/g)]
    .map((found) => found[1]!.split(/\$\{[^}]*\}/))
    .filter((parts) => parts.every((part) => /^[\w.]*$/.test(part)) && parts.join("").includes("."))
    .map((parts) => new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join(".+")}$`));
  return { whole, patterns };
}

const everything = files
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const { whole: reasons } = keysUsedIn(everything);

for (const daFile of rooms) {
  const enFile = daFile.replace("text.da.json", "text.en.json");
  const [da, en] = [read(daFile), read(enFile)];
  const folder = dirname(daFile);
  const nested = rooms.map(dirname).filter((other) => other !== folder && other.startsWith(`${folder}/`));
  const sources = files
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && file.startsWith(`${folder}/`))
    .filter((file) => !nested.some((other) => file.startsWith(`${other}/`)))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const { whole, patterns } = keysUsedIn(sources);
  // A refusal is named by its reason alone, perhaps in a room above; its sentence is found by the edge.
  const isUsed = (key: string) =>
    whole.has(key) ||
    patterns.some((pattern) => pattern.test(key)) ||
    (key.startsWith("refusal.") && reasons.has(key.slice("refusal.".length)));
  for (const key of new Set([...Object.keys(da), ...Object.keys(en)])) {
    if (!(key in da)) problems.push(`${daFile}: "${key}" is missing`);
    else if (!(key in en)) problems.push(`${enFile}: "${key}" is missing`);
    else if (/_(zero|one)$/.test(key) && !(`${stem(key)}_other` in da))
      problems.push(`${folder}: "${stem(key)}_other" is missing`);
    else if (/\b(TODO|FIXME|XXX)\b/.test(da[key]! + en[key]!))
      problems.push(`${folder}: "${key}" is not finished`);
    else if (/[„«»"]/.test(da[key]! + en[key]!))
      problems.push(`${folder}: "${key}" has other quotation marks than “these”`);
    else if (!da[key]!.trim() || !en[key]!.trim()) problems.push(`${folder}: "${key}" is empty`);
    else if (valuesIn(da[key]!) !== valuesIn(en[key]!))
      problems.push(`${folder}: "${key}" has other values in the other language`);
    else if (!isUsed(stem(key))) problems.push(`${folder}: "${key}" is not used`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${rooms.length} rooms' texts looked at, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
