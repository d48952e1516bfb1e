import { defineText } from "#platform/text/index.ts";
import da from "./page.text.da.json" with { type: "json" };
import en from "./page.text.en.json" with { type: "json" };

/** What the pages say; `text.ts` beside it is what the server says. */
export const text = defineText({ da, en });
