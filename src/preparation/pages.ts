import type { PageEntry } from "#design/index.ts";
import { registerRowExtra } from "#guide/rowExtras.ts";
import { StatementsExtra } from "./statementsExtra.tsx";

registerRowExtra("convey", "statements", StatementsExtra);

export const pages: PageEntry[] = [
  {
    path: "/journeys/$journeyId/statements",
    page: () => import("./statements.page.tsx").then((module) => module.StatementsPage),
  },
];
