import type { PageEntry } from "#design/index.ts";
import { registerRowExtra, registerUnitExtra } from "#guide/rowExtras.ts";
import { registerWaiting } from "#organisation/homeExtras.ts";
import { HomeOneToOnes } from "./homeOneToOnes.tsx";
import { ReviewRowExtra, ReviewsExtra } from "./reviewsExtra.tsx";

registerWaiting("oneToOnes", HomeOneToOnes);
registerUnitExtra("reviews", ReviewsExtra);
registerRowExtra("nextSteps", "reviews", ReviewRowExtra);

export const pages: PageEntry[] = [
  { path: "/one-to-ones", page: () => import("./oneToOnes.page.tsx").then((module) => module.OneToOnesPage) },
  {
    path: "/one-to-ones/$id",
    page: () => import("./oneToOne.page.tsx").then((module) => module.OneToOnePage),
  },
  {
    path: "/review-meetings/$id",
    page: () => import("./review.page.tsx").then((module) => module.ReviewPage),
  },
];
