// Participants who all vote at once, in a process of their own. Told by IPC who they are, then for each vote where it is;
// answers with how long after the last of them had voted each of them had everything.
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { crowd } from "./crowd.ts";

export type Room = { url: string; hellos: unknown[] };
export type Ballot = { roundId: string; optionId: string };
/** Milliseconds for each participant; Infinity where something never came. */
export type Had = { times: number[] };

const withinMs = 100;
/** In our room everybody is told how many have voted; the bare one sends every vote on. */
const turnout = /"voters":(\d+)/;
const oneVote = /"type":"vote.cast"/g;

process.once("message", async ({ url, hellos }: Room) => {
  const seen = new Uint32Array(hellos.length);
  const isAcknowledged = new Uint8Array(hellos.length);
  const hadAt = new Float64Array(hellos.length);
  let complete = 0;
  let isOurs = false;
  const hear = (frame: Buffer, who: number) => {
    const said = frame.toString("latin1");
    if (said.startsWith('{"type":"yours","ack"')) isAcknowledged[who] = 1;
    else if (said.startsWith('{"type":"changes"')) {
      const counted = turnout.exec(said)?.[1];
      isOurs = counted !== undefined;
      seen[who] = counted === undefined ? seen[who]! + (said.match(oneVote)?.length ?? 0) : Number(counted);
    } else return;
    const hasAll = seen[who] === hellos.length && (!isOurs || isAcknowledged[who] === 1);
    if (!hasAll || hadAt[who] !== 0) return;
    hadAt[who] = performance.now();
    complete++;
  };
  const { sockets } = await crowd(url, hellos, hear);
  process.on("message", async ({ roundId, optionId }: Ballot) => {
    for (const each of [seen, isAcknowledged, hadAt]) each.fill(0);
    complete = 0;
    const start = performance.now();
    for (const [place, socket] of sockets.entries()) {
      const wait = start + (place * withinMs) / sockets.length - performance.now();
      if (wait > 1) await pause(wait);
      const command = { id: randomUUID(), type: "vote.cast", roundId, optionId, dots: 1 };
      socket.send(JSON.stringify({ type: "do", commands: [command] }));
    }
    const last = performance.now();
    while (complete < hellos.length && performance.now() < last + 10_000) await pause(5);
    const times = [...hadAt].map((at) => (at === 0 ? Number.POSITIVE_INFINITY : Math.max(0, at - last)));
    process.send!({ times } satisfies Had);
  });
  process.send!("ready");
});
