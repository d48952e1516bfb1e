import type { RoomMeeting } from "../model/room.ts";

/** What was agreed about following up, if anything was: its title and words, in the order in which it happens. */
export const planLines = ({ how, askOn, resultsOn }: RoomMeeting["plan"]) =>
  (
    [
      ["how", how],
      ["askOn", askOn],
      ["resultsOn", resultsOn],
    ] as const
  ).filter(([, words]) => words.trim());
