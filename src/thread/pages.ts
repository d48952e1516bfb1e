import type { PageEntry } from "#design/index.ts";
import { registerPageExtra } from "#guide/rowExtras.ts";
import { JourneyExtra } from "./journeyExtra.tsx";

registerPageExtra("thread", JourneyExtra);

export const pages: PageEntry[] = [];
