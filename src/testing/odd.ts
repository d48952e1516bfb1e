import fc from "fast-check";

/** What nobody who is well-meaning sends: each of them has broken a server somewhere. */
export const oddValues: unknown[] = [
  null,
  "",
  " ",
  -1,
  0,
  1.5,
  2_147_483_648,
  1e308,
  true,
  [],
  {},
  [[[[[[[[null]]]]]]]],
  "\0",
  "a\0b",
  "\ud800",
  "\u202etxt",
  "👩🏽‍🚒",
  "a\r\nBcc: nobody@nordvarme.example",
  "'; drop table person; --",
  "%' or '1'='1",
  "<script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "0000-00-00",
  "9999-99-99",
  "9999-12-31T23:59:59Z",
  "no-uuid",
  "00000000-0000-4000-8000-000000000000",
  "x".repeat(100_000),
];
export const oddSegments = [
  "no-uuid",
  "%00",
  "%ff",
  "..%2f",
  "x".repeat(3000),
  "%F0%9F%94%A5",
  "'%20or%201=1",
  "a%0d%0ab",
];

export const isOddValue = fc.oneof(
  fc.constantFrom(...oddValues),
  fc.json(),
  fc.string({ unit: "binary", maxLength: 300 }),
);

/** How many places a value has in which something can be put: each field and item, however deep, and itself. */
const placesIn = (value: unknown): number =>
  value !== null && typeof value === "object"
    ? 1 + Object.values(value).reduce((sum: number, inner) => sum + placesIn(inner), 0)
    : 1;

/** The value with one of its places replaced by something odd; or, at the last one, with a field that nobody knows. */
export function corrupted(value: unknown, at: number, by: unknown): unknown {
  let left = at % (placesIn(value) + 1);
  const isUnknownField = left === placesIn(value);
  const walk = (inner: unknown): unknown => {
    if (left-- === 0) return by;
    if (inner === null || typeof inner !== "object") return inner;
    if (Array.isArray(inner)) return inner.map(walk);
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [name, walk(each)]));
  };
  return isUnknownField && typeof value === "object" ? { ...value, unknownField: by } : walk(value);
}

/** As it stands in an address or a form: text, whatever it was. */
export const inAddress = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return encodeURIComponent(text.slice(0, 4000).toWellFormed());
};
