import type { Meeting } from "./loop.ts";
import type { PagesFrame, You } from "./model/frames.ts";
import { theMeeting } from "./model/state.ts";
import { framed } from "./telling.ts";

/** The big screen tells those who may lead which page it is at; whoever leads now tells the screens which one to show. */
export function tellPages(
  { onlookers, state }: Pick<Meeting, "onlookers" | "state">,
  from: You,
  { page, count, isHeld }: PagesFrame,
): void {
  if (from.as === "seat" || (from.as === "leader" && theMeeting(state()).leadingId !== from.personId)) return;
  const to = from.as === "screen" ? "leader" : "screen";
  const frame = framed({ type: "pages", page, count, isHeld });
  for (const { viewer, send } of onlookers) if (viewer.as === to) send(frame);
}
