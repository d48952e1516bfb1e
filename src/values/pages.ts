import { useQuery } from "@tanstack/react-query";
import type { PageEntry } from "#design/index.ts";
import { registerSetUpCount } from "#organisation/homeExtras.ts";
import { valuesQuery } from "./client.ts";

registerSetUpCount("values", () => useQuery(valuesQuery).data?.values.length);

export const pages: PageEntry[] = [
  { path: "/values", page: () => import("./values.page.tsx").then((module) => module.ValuesPage) },
];
