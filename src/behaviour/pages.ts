import type { PageEntry } from "#design/index.ts";

export const pages: PageEntry[] = [
  { path: "/actions", page: () => import("./actions.page.tsx").then((module) => module.ActionsPage) },
];
