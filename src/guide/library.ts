import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "#platform/text/index.ts";
import { circleOf, companionsOf } from "./model/journey.ts";
import { Guide } from "./wire.ts";

const folder = join(import.meta.dirname, "guides");

/** The guides that come with the product: a file for each guide and language, looked at against their schema. */
function readLibrary(): Map<string, Record<Locale, Guide>> {
  const keys = readdirSync(folder).flatMap((file) => file.match(/^(\w+)\.da\.json$/)?.[1] ?? []);
  const read = (key: string, locale: Locale): Guide => {
    const file = `${key}.${locale}.json`;
    const parsed = Guide.safeParse(JSON.parse(readFileSync(join(folder, file), "utf8")));
    if (!parsed.success)
      throw new Error(
        `${file}: ${parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")}`,
      );
    return parsed.data;
  };
  const guides = new Map(keys.map((key) => [key, { da: read(key, "da"), en: read(key, "en") }]));
  const circle = circleOf(new Map([...guides].map(([key, { da }]) => [key, companionsOf(da)])));
  if (circle) throw new Error(`The guides lead in a circle: ${circle.join(" → ")}`);
  return guides;
}

export const library = readLibrary();
