import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import type { LiveRoom } from "#preparation/liveRoom.ts";
import type { Hall } from "./hall.ts";
import type { Act } from "./loop.ts";
import { callingOff, takingUp } from "./model/calledOff.ts";

/** What the plan has to tell the room: that there is no meeting, or that there is one after all. */
export function liveRoom(hall: Hall): LiveRoom {
  async function inRoom<T extends object>(
    { organisationId, id }: { organisationId: string; id: string },
    decide: Act["decide"],
    write: (tx: Transaction) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const meeting = await hall.meeting(organisationId, id);
    let written: T | null = null;
    const done = await meeting.perform({
      ...{ id: newId(), decide },
      alongside: async (tx) => {
        const result = await write(tx);
        if (!isRefusal(result)) written = result;
        return result;
      },
    });
    return isRefusal(done) ? done : written!;
  }
  return {
    callOff: (of, message, write) => inRoom(of, (state, { now }) => callingOff(state, message, now), write),
    takeUp: (of, write) => inRoom(of, (state, { now }) => takingUp(state, now), write),
  };
}
