import type { PageEntry } from "#design/index.ts";
import { registerWaiting } from "#organisation/homeExtras.ts";
import { HomeActions } from "./homeActions.tsx";

registerWaiting("actions", HomeActions);

export const pages: PageEntry[] = [
  { path: "/actions", page: () => import("./actions.page.tsx").then((module) => module.ActionsPage) },
];
