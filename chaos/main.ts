// npm run chaos: what was acknowledged is there afterwards, whatever happens meanwhile. npm run chaos KEY… runs only those;
// each key is a file here that exports run(). SEED=… makes chance the same again, as far as the machine lets it be.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "./report.ts";

const others = ["main.ts", "report.ts", "chance.ts"];
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && !others.includes(file))
  .map((file) => file.replace(/\.ts$/, ""));
const asked = process.argv.slice(2);
for (const key of asked)
  if (!known.includes(key)) {
    console.error(`There is no chaos "${key}". There are: ${known.join(", ")}.`);
    process.exit(2);
  }

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
let isWhole = true;
for (const key of asked.length > 0 ? asked : known) {
  console.log(`${key} … (SEED=${seed})`);
  const began = performance.now();
  const { run } = (await import(join(import.meta.dirname, `${key}.ts`))) as { run: Run };
  const { tried, lost } = await run(seed);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.table(Object.entries(tried).map(([what, count]) => ({ tried: what, count })));
  console.table(lost.map(({ what, examples }) => ({ "lost or wrong": what, count: examples.length })));
  for (const { what, examples } of lost)
    for (const example of examples.slice(0, 5)) console.error(`${what}: ${example}`);
  const isAll = lost.every(({ examples }) => examples.length === 0);
  isWhole &&= isAll;
  console.log(
    `${key}: ${isAll ? "nothing lost, nothing wrong" : "SOMETHING IS LOST OR WRONG"} (${seconds} s)`,
  );
}
process.exit(isWhole ? 0 : 1);
