/**
 * What is being typed, on its way to the database. Of one field only the newest is written, in the order in which it
 * came, whichever connection it came over; what waits is written together.
 */
import { type Database, inOrganisation } from "#platform/database/index.ts";
import type { Meeting } from "./loop.ts";
import type { DraftChange } from "./model/frames.ts";
import type { State } from "./model/state.ts";
import { hashOf, removeDrafts, saveDraft } from "./seat.store.ts";

/** `settle` says whether it was taken in. */
type Waiting = {
  change: DraftChange;
  writerId: string;
  settle: (owner: string | null) => void;
  fail: (error: unknown) => void;
};
export type Drafts = ReturnType<typeof makeDrafts>;

const isNotStored = (state: State, roundId: string): boolean =>
  state.rounds.get(roundId)?.mode === "notStored";

export function makeDrafts(db: Database, meeting: Meeting) {
  const { organisationId, meetingId } = meeting;
  let waiting: Waiting[] = [];
  let isWriting = false;

  /** Where nobody may know who writes, not even a draft knows it: no key, no draft. */
  function ownerOf(state: State, { change, writerId }: Waiting): string | null {
    if (!isNotStored(state, change.roundId)) return writerId;
    return change.key ? hashOf(change.key) : null;
  }

  async function write(batch: Waiting[]): Promise<void> {
    const owned = await meeting.settled((state) =>
      batch.map((each) => ({ each, owner: ownerOf(state, each) })),
    );
    const newest = new Map<string, { owner: string; change: DraftChange }>();
    for (const { each, owner } of owned)
      if (owner)
        newest.set(`${owner} ${each.change.roundId} ${each.change.place}`, { owner, change: each.change });
    await inOrganisation(db, organisationId, async (tx) => {
      for (const { owner, change } of newest.values())
        await saveDraft(tx, organisationId, meetingId, owner, change);
    });
    // Turned to not stored meanwhile: what has just been written under a name goes as well.
    const turned = await meeting.settled((state) =>
      owned.flatMap(({ each: { change, writerId }, owner }) =>
        owner === writerId && isNotStored(state, change.roundId) ? change.roundId : [],
      ),
    );
    if (turned.length > 0)
      await inOrganisation(db, organisationId, async (tx) => {
        for (const roundId of new Set(turned)) await removeDrafts(tx, organisationId, meetingId, roundId);
      });
    for (const { each, owner } of owned) each.settle(owner);
  }

  async function run(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await write(batch).catch((error: unknown) => {
        for (const each of batch) each.fail(error);
      });
    }
    isWriting = false;
  }

  return {
    /** Saved once it resolves, with whom it is kept for; null where nobody may be. */
    save: (writerId: string, change: DraftChange): Promise<string | null> =>
      new Promise((settle, fail) => {
        waiting.push({ change, writerId, settle, fail });
        if (!isWriting) void run();
      }),
  };
}
