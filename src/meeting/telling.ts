/** Who looks on at a meeting, and how they are told: one frame for all, encoded once, and apart from it what is only somebody's own. */
import { encodeFrame } from "./frame.ts";
import type { FromServer } from "./model/frames.ts";
import type { State, Touched } from "./model/state.ts";
import { commonPatch, commonRoom, concerned, isConcerned, privatePatch, type Viewer } from "./view.ts";

/** Somebody who looks on. `send` takes a frame as it goes over the wire; after `hold` several of them leave as one. */
export type Onlooker = { viewer: Viewer; send: (frame: Buffer) => void; hold?: () => void };

export const framed = (frame: FromServer): Buffer => encodeFrame(JSON.stringify(frame));

export function makeTelling(now: () => Date) {
  const onlookers = new Set<Onlooker>();
  let encoded: { seq: number; room: Buffer } | null = null;

  function room(state: State, seq: number): Buffer {
    if (encoded?.seq !== seq) encoded = { seq, room: Buffer.from(JSON.stringify(commonRoom(state))) };
    return encoded.room;
  }

  return {
    onlookers,

    /** Everybody's part first, then what is only somebody's own. */
    tell(state: State, seq: number, touched: Touched[]): void {
      if (touched.length === 0) return;
      const frame = framed({ type: "changes", seq, set: commonPatch(state, touched) });
      const whose = concerned(state, touched);
      for (const onlooker of onlookers) {
        const isHers = isConcerned(whose, onlooker.viewer);
        if (isHers) onlooker.hold?.();
        onlooker.send(frame);
        if (!isHers) continue;
        const set = privatePatch(state, onlooker.viewer, touched);
        if (set) onlooker.send(framed({ type: "yours", set }));
      }
    },

    /** All of it, as it stands now: what was there before is replaced. The common part is encoded once for all who come. */
    welcome(onlooker: Onlooker, state: State, seq: number, more: object): void {
      const yours = privatePatch(state, onlooker.viewer, "everything") ?? {};
      const rest = JSON.stringify({ type: "welcome", seq, now: now().toISOString(), yours, ...more });
      onlooker.send(encodeFrame(`${rest.slice(0, -1)},"room":`, room(state, seq), "}"));
      onlookers.add(onlooker);
    },
  };
}
