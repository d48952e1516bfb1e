/** The meetings of this node, loaded from their journals when somebody comes. */
import { type Refusal, refuse } from "#platform/refusal.ts";
import { type LoopParts, type Meeting, openMeeting } from "./loop.ts";
import { theMeeting } from "./model/state.ts";
import { joinNodes, type Nodes } from "./nodes.ts";
import type { NodeWord } from "./nodes.wire.ts";

/** Who asked for a meeting so long ago has come in by now, or will not. */
const restsAfter = 60_000;

/** What this server hears of those who are connected to others. */
type Ear = {
  told: (meeting: Meeting, node: string, word: NodeWord) => void;
  /** Another server has come, or is gone: for every meeting that is held here. */
  came: (meeting: Meeting) => void;
  gone: (meeting: Meeting, node: string) => void;
};

export function makeHall(given: LoopParts) {
  let nodes: Nodes | null = null;
  const parts: LoopParts = { ...given, others: () => nodes };
  const ears = new Set<Ear>();
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
    /**
     * From now on what other servers write is told here as well, and what is written here there; by a broker where there
     * is one.
     */
    async join(redisUrl: string | null = null): Promise<Nodes> {
      const { pool, logger } = parts;
      const inOne = (id: string, tell: (meeting: Meeting) => void) =>
        void meetings
          .get(id)
          ?.opening.then(tell)
          .catch(() => undefined);
      const inEach = (tell: (meeting: Meeting) => void) => {
        for (const id of meetings.keys()) inOne(id, tell);
      };
      const toEars = (tell: (ear: Ear) => void) => {
        for (const ear of ears) tell(ear);
      };
      nodes = await joinNodes(
        { pool, redisUrl, logger },
        {
          hear: (id, seq) => inOne(id, (found) => found.hear(seq)),
          catchUp: () => inEach((found) => found.lookUp()),
          told: (node, id, word) => inOne(id, (found) => toEars(({ told }) => told(found, node, word))),
          came: () => inEach((found) => toEars(({ came }) => came(found))),
          gone: (node) => inEach((found) => toEars(({ gone }) => gone(found, node))),
        },
      );
      return nodes;
    },
    /** What is only in memory, told to other servers; and what they tell. */
    tellOthers: (meetingId: string, word: NodeWord): void => nodes?.tell(meetingId, word),
    areOthers: (): boolean => nodes?.areThere() ?? false,
    listen(ear: Ear): () => void {
      ears.add(ear);
      return () => ears.delete(ear);
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
