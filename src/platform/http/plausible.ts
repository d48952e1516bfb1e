export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minItems?: number;
  minLength?: number;
  pattern?: string;
  minimum?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

const texts: Record<string, string> = {
  email: "nogen@nordvarme.example",
  date: "2026-12-01",
  "date-time": "2026-12-01T09:00:00Z",
  uri: "https://nordvarme.example/",
};
/** For what is held to a pattern: the first that fits it. */
const shaped = ["102A43", "09:30", "2026-12-01", "2026-12-01T09:30", "ABC234", "ord.ord"];

/**
 * A value that fits the schema of a body, with the id given wherever the schema asks for one. What may be left out is
 * there as well where `isWhole`.
 */
export function plausible(
  schema: Schema,
  refs: Record<string, Schema>,
  id: string,
  isWhole = false,
): unknown {
  const again = (inner: Schema) => plausible(inner, refs, id, isWhole);
  if (schema.$ref) return again(refs[schema.$ref.split("/").at(-1)!]!);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return again(choice);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(again));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => isWhole || schema.required?.includes(name))
          .map(([name, of]) => [name, name === "email" && of.type === "string" ? texts.email : again(of)]),
      );
    case "array":
      return schema.items
        ? Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => again(schema.items!))
        : [];
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case "string":
      if (schema.format === "uuid") return id;
      if (schema.pattern && !schema.format) {
        const fitting = shaped.find((each) => new RegExp(schema.pattern!, "u").test(each));
        if (fitting) return fitting;
      }
      return texts[schema.format ?? ""] ?? "ord".padEnd(schema.minLength ?? 0, "x");
    default:
      return null;
  }
}
