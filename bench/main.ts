// npm run bench: measures the product beside its own limit, in one run on one machine. npm run bench KEY… runs only
// those. Each key is a file here that exports run(). Machines are noisy: only the ratios count.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Measure } from "./measure.ts";

const folder = import.meta.dirname;
const others = ["main.ts", "measure.ts"];
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && !others.includes(file) && !file.includes(".test."))
  .map((file) => file.replace(/\.ts$/, ""));
const asked = process.argv.slice(2);
for (const key of asked)
  if (!known.includes(key)) {
    console.error(`There is no measure "${key}". There are: ${known.join(", ")}.`);
    process.exit(2);
  }

const file = join(folder, "results.json");
const results: Record<string, Measure | Measure[]> = existsSync(file)
  ? JSON.parse(readFileSync(file, "utf8"))
  : {};
const rows: Record<string, string | number>[] = [];
let allHold = true;
for (const key of asked.length > 0 ? asked : known) {
  console.log(`${key} …`);
  const { run } = (await import(`./${key}.ts`)) as { run(): Promise<Measure | Measure[]> };
  const measured = await run();
  results[key] = measured;
  for (const { what, value, unit, beside, ratio, must, holds } of [measured].flat()) {
    rows.push({
      key,
      what,
      value: `${value} ${unit}`,
      beside: beside ?? "",
      ratio: ratio ?? "",
      must,
      holds: String(holds),
    });
    allHold &&= holds;
  }
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
console.table(rows);
process.exit(allHold ? 0 : 1);
