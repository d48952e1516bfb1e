import { stageName } from "#preparation/stages/stageName.ts";
import type { RoomStage } from "./model/room.ts";

/** What a stage is called for this reader: the guide's words in her language, or the leader's own, or the usual name. */
export const stageTitle = (
  locale: "da" | "en",
  { kind, question, inWords }: Pick<RoomStage, "kind" | "question" | "inWords">,
): string => inWords?.[locale] ?? (question || stageName(locale, kind));
