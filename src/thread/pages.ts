import type { PageEntry } from "#design/index.ts";
import { registerPageExtra } from "#guide/rowExtras.ts";
import { JourneyExtra } from "./journeyExtra.tsx";

registerPageExtra("thread", JourneyExtra);

export const pages: PageEntry[] = [
  {
    path: "/thread",
    page: () => import("./threads.page.tsx").then((module) => module.ThreadsPage),
  },
  {
    path: "/units/$unitId/thread",
    page: () => import("./thread.page.tsx").then((module) => module.ThreadPage),
  },
];
