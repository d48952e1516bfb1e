import { smallText } from "#platform/text/small.ts";
import da from "./text.da.json" with { type: "json" };
import en from "./text.en.json" with { type: "json" };

export type { Locale } from "#platform/text/index.ts";
export const text = smallText({ da, en });
export type Translate = ReturnType<typeof text>;
