import { defineText } from "#platform/text/index.ts";
import da from "./text.da.json" with { type: "json" };
import en from "./text.en.json" with { type: "json" };

export const text = defineText({ da, en });
