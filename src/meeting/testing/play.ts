import { createHash } from "node:crypto";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import type { Command } from "../model/command.ts";
import { type Actor, decide, join } from "../model/decide.ts";
import { stageKinds } from "../model/kinds.ts";
import { opened } from "../model/opening.ts";
import { type Event, emptyState, evolve, presentRound, type Touched } from "../model/state.ts";
import { makePasses } from "../passes.ts";

export const hash = (key: string): string => createHash("sha256").update(key).digest("base64url");
export const lead: Actor = { as: "leader", personId: "karen", name: "Karen" };

type Body = Command extends infer Each ? (Each extends Command ? Omit<Each, "id"> : never) : never;

/** A meeting in memory, as one plays it in a test: one stage of each kind (their kind is their id), Karen leads. */
export function play() {
  const state = emptyState();
  const journal: Event[] = [];
  let count = 0;
  const passes = makePasses();
  const take = (events: Event[]): Touched[] => {
    journal.push(...events);
    return events.flatMap((event) => evolve(state, event));
  };
  take([
    opened({
      ...{ title: "Sådan gør vi", unitName: "Kundeservice", joinCode: "ABCD", locale: "da" },
      ...{ timeZone: "Europe/Copenhagen", openedAt: "2026-03-02T09:00:00.000Z" },
      leaders: [
        { personId: "karen", name: "Karen" },
        { personId: "ole", name: "Ole" },
      ],
      values: [{ id: "open", name: "Åbenhed", meaning: "", colour: "ocean", mark: "circle", position: 1 }],
      slides: [{ id: "s1", position: 1, point: 1, title: "Et", body: "", speakerNotes: "husk at smile" }],
      background: [],
      stages: stageKinds.map((kind) => ({
        ...{ id: kind, kind, question: "", minutes: 10, maySkip: true, speakerNotes: `om ${kind}` },
      })),
    }),
  ]);
  const act = (actor: Actor, command: Body): Touched[] | Refusal => {
    count++;
    const at = { now: "2026-03-02T09:30:00.000Z", lot: `lot${count}`, hash, pass: passes.take };
    const events = decide(state, { id: `c${count}`, ...command } as Command, actor, at);
    return isRefusal(events) ? events : take(events);
  };
  const sit = (seatId: string): Actor => {
    const events = join(
      state,
      { seatId, names: [`navn-${seatId}`], participantId: null, personId: null },
      { now: "2026-03-02T09:01:00.000Z", lot: `lot${++count}` },
    );
    if (isRefusal(events)) throw new Error(events.refusal);
    take(events);
    return { as: "seat", seatId };
  };
  act(lead, { type: "lead.take", from: null });
  return {
    state,
    journal,
    act,
    sit,
    take,
    /** Goes there, and says the round that it is in. */
    go(stageId: string): string {
      act(lead, { type: "stage.go", stageId, roundId: `${stageId}-r` });
      return presentRound(state, stageId)?.id ?? "";
    },
  };
}
