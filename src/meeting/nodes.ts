/**
 * Other servers on the same database: "the journal of this meeting goes as far as that", and what is nowhere but in a
 * server's memory. PostgreSQL stays the truth; who hears of something reads there. A server that is alone tells nobody,
 * and pays nothing for it: it begins to when another one says that it is there.
 */
import type pg from "pg";
import { type Bus, channel } from "#platform/bus/bus.ts";
import { openBus } from "#platform/bus/index.ts";
import { newId } from "#platform/id.ts";
import type { Logger } from "#platform/logger.ts";
import { parsed } from "./incoming.ts";
import { type NodeWord, nodeWordSchema } from "./nodes.wire.ts";

/** How often a server that is not alone says that it is still there, and after how many of these it counts as gone. */
const beat = 3000;
const beatsUntilGone = 3;

export type Nodes = {
  areThere: () => boolean;
  /** Whether what is committed is told by the statement that writes it; or else by the one who has written it. */
  areToldByStatement: boolean;
  tellSeq: (meetingId: string, seq: number) => void;
  tell: (meetingId: string, word: NodeWord) => void;
  close: () => Promise<void>;
};
type Heard = {
  /** A meeting's journal goes at least as far. */
  hear: (meetingId: string, seq: number) => void;
  /** Anything may have been missed. */
  catchUp: () => void;
  /** What another server says of a meeting. */
  told: (node: string, meetingId: string, word: NodeWord) => void;
  /** Another one has come, or may have missed something: it is told anew. */
  came: () => void;
  /** Another one is no longer there. */
  gone: (node: string) => void;
};
type Parts = { pool: pg.Pool; redisUrl: string | null; logger: Logger };

/** Resolves when this server hears the others. */
export async function joinNodes(parts: Parts, heard: Heard): Promise<Nodes> {
  const own = newId();
  /** How many beats each of the others has let pass. */
  const others = new Map<string, number>();
  let bus: Bus | null = null;
  const say = (word: string) => bus?.say(word);

  function take(said: string): void {
    const [what = "", which = "", about = ""] = said.split(" ", 3);
    if (!["here", "too", "beat", "told"].includes(what)) {
      heard.hear(what, Number(which));
      return;
    }
    if (which === own) return;
    const isNew = !others.has(which);
    others.set(which, 0);
    // What was written before is told now: who has just come may have read less.
    if (isNew) heard.catchUp();
    if (what === "here") {
      heard.catchUp();
      say(`too ${own}`);
      heard.came();
    } else if (what === "told") {
      const word = nodeWordSchema.safeParse(
        parsed(said.slice(what.length + which.length + about.length + 3)),
      );
      // A server of another version may say what we do not know.
      if (word.success) heard.told(which, about, word.data);
    } else if (isNew && what === "beat") say(`here ${own}`);
  }

  const beats = setInterval(() => {
    for (const [node, missed] of others) {
      others.set(node, missed + 1);
      if (missed < beatsUntilGone) continue;
      others.delete(node);
      heard.gone(node);
    }
    if (others.size > 0) say(`beat ${own}`);
    // Nobody can be heard: what others write is looked up instead.
    if (!bus?.isOpen()) heard.catchUp();
  }, beat);
  beats.unref();

  const opened = () => {
    for (const node of others.keys()) heard.gone(node);
    heard.catchUp();
    say(`here ${own}`);
  };
  bus = await openBus(parts, { hear: take, opened: () => bus && opened() });
  opened();
  return {
    areThere: () => others.size > 0,
    areToldByStatement: parts.redisUrl === null,
    tellSeq: (meetingId, seq) => say(`${meetingId} ${seq}`),
    tell(meetingId, word) {
      if (others.size > 0) say(`told ${own} ${meetingId} ${JSON.stringify(word)}`);
    },
    async close() {
      clearInterval(beats);
      await bus?.close();
    },
  };
}

export const tellNodes = `select pg_notify('${channel}', $2::text || ' ' || max(seq)) from entry`;
