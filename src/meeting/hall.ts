/** The meetings of this node, loaded from their journals when somebody comes. */
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type LoopParts, type Meeting, openMeeting } from "./loop.ts";
import { theMeeting } from "./model/state.ts";
import { listen, type Nodes } from "./nodes.ts";

/** Who asked for a meeting so long ago has come in by now, or will not. */
const restsAfter = 60_000;

export function makeHall(given: LoopParts) {
  let nodes: Nodes | null = null;
  const parts: LoopParts = { ...given, areOthers: () => nodes?.areThere() ?? false };
  const meetings = new Map<string, { opening: Promise<Meeting>; askedAt: number }>();

  function meeting(organisationId: string, meetingId: string): Promise<Meeting> {
    const askedAt = parts.now().getTime();
    const known = meetings.get(meetingId);
    if (known) {
      known.askedAt = askedAt;
      return known.opening;
    }
    const opening = (async () => {
      const opened = openMeeting(parts, organisationId, meetingId);
      await opened.load();
      return opened;
    })();
    meetings.set(meetingId, { opening, askedAt });
    opening.catch(() => meetings.delete(meetingId));
    return opening;
  }

  return {
    meeting,
    /** The clock that its meetings go by. */
    now: parts.now,
    /** Whether anything has happened in it yet. */
    async opened(organisationId: string, meetingId: string): Promise<Meeting | Refusal> {
      const found = await meeting(organisationId, meetingId);
      const isOpened = await found.settled((state) => Boolean(theMeeting(state)));
      return isOpened ? found : refuse("notOpen", { status: 404 });
    },
    /** How much there is to do in this process. */
    async counts(): Promise<{ meetings: number; onlookers: number }> {
      const held = await Promise.all([...meetings.values()].map(({ opening }) => opening));
      return {
        meetings: held.length,
        onlookers: held.reduce((sum, { onlookers }) => sum + onlookers.size, 0),
      };
    },
    /** From now on what other servers write is told here as well, and what is written here there. */
    async join(): Promise<Nodes> {
      const each = (tell: (meeting: Meeting) => void, { opening }: { opening: Promise<Meeting> }) =>
        void opening.then(tell).catch(() => undefined);
      nodes = await listen(parts.pool, parts.logger, {
        hear(meetingId, seq) {
          const held = meetings.get(meetingId);
          if (held) each((found) => found.hear(seq), held);
        },
        catchUp() {
          for (const held of meetings.values()) each((found) => found.lookUp(), held);
        },
      });
      return nodes;
    },
    /** Forgets those that nobody looks at: they come back from their journals. */
    async rest(): Promise<void> {
      for (const [id, { opening, askedAt }] of meetings) {
        const found = await opening.catch(() => null);
        if (found?.isResting() && parts.now().getTime() - askedAt > restsAfter) meetings.delete(id);
      }
    },
  };
}
export type Hall = ReturnType<typeof makeHall>;
