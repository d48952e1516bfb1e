import type { Meeting } from "./loop.ts";
import type { PagesFrame, You } from "./model/frames.ts";
import { theMeeting } from "./model/state.ts";
import type { NodeWord } from "./nodes.wire.ts";
import { framed } from "./telling.ts";

type Room = Pick<Meeting, "onlookers" | "state">;
export type PagesWord = Extract<NodeWord, { pages: unknown }>["pages"];

/** The big screen tells those who may lead which page it is at; whoever leads now tells the screens which one to show. */
export function tellPages(
  meeting: Room,
  from: You,
  { page, count, isHeld }: PagesFrame,
  tellOthers: (word: NodeWord) => void,
): void {
  if (from.as === "seat" || (from.as === "leader" && theMeeting(meeting.state()).leadingId !== from.personId))
    return;
  const pages: PagesWord = { to: from.as === "screen" ? "leader" : "screen", page, count, isHeld };
  showPages(meeting, pages);
  // The screen may hang on another server than the console.
  tellOthers({ pages });
}

/** To those of this server whom it is meant for. */
export function showPages({ onlookers }: Pick<Room, "onlookers">, { to, ...pages }: PagesWord): void {
  const frame = framed({ type: "pages", ...pages });
  for (const { viewer, send } of onlookers) if (viewer.as === to) send(frame);
}
