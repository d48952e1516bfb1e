/** What a part of the meeting is called: the same in the plan, on the console, on the phones and on the big screen. */
import type { AgendaStage } from "../model/agenda.ts";
import da from "./text.da.json" with { type: "json" };
import en from "./text.en.json" with { type: "json" };

const files = { da, en };

export const stageName = (locale: "da" | "en", kind: AgendaStage): string => files[locale][`stage.${kind}`];
