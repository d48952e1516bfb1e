import type { PageEntry } from "#design/index.ts";

export const pages: PageEntry[] = [
  { path: "/overview", page: () => import("./overview.page.tsx").then((module) => module.OverviewPage) },
];
