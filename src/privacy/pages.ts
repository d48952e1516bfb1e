import type { PageEntry } from "#design/index.ts";

export const pages: PageEntry[] = [
  { path: "/privacy", page: () => import("./privacy.page.tsx").then((module) => module.PrivacyPage) },
];
