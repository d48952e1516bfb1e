import type { PageEntry } from "#design/index.ts";

export const pages: PageEntry[] = [
  { path: "/values", page: () => import("./values.page.tsx").then((module) => module.ValuesPage) },
];
