/**
 * A connection on which everything happens that a network does, and a little more: it is cut at any moment with what was
 * on its way, stands still, is slow; frames with commands overtake one another, come twice, and come again much later over
 * another connection of the same device.
 */
import { WebSocket } from "ws";
import type { Chance } from "../chance.ts";

export type Faults = Record<
  "cut" | "broken" | "stood still" | "delayed" | "duplicated" | "reordered" | "late copies",
  number
>;
export const noFaults = (): Faults => ({
  ...{ cut: 0, broken: 0, "stood still": 0, delayed: 0, duplicated: 0, reordered: 0, "late copies": 0 },
});

const open = (url: string, headers: Record<string, string>): WebSocket => {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false });
  // That it failed is said by its closing.
  socket.on("error", () => undefined);
  return socket;
};

export type Network = { chance: Chance; faults: Faults; headers: Record<string, string>; isCalm: boolean };

/** Milliseconds that a connection lives, on average. */
const lives = 15_000;
const hello = '{"type":"hello"';

/** Sent once more when everything else has been forgotten, by a connection that says hello and nothing else. */
function sendLate(network: Network, url: string, said: string, frame: string): void {
  const { chance, faults } = network;
  setTimeout(
    () => {
      const ghost = open(url, network.headers);
      // Not the page that it is: an old connection of it, as far as the server can know.
      const { page: _, ...rest } = JSON.parse(said) as { page?: string };
      ghost.on("open", () => ghost.send(JSON.stringify(rest)));
      ghost.once("message", () => {
        faults["late copies"]++;
        ghost.send(frame);
        setTimeout(() => ghost.terminate(), 1000);
      });
    },
    chance.between(500, 8000),
  );
}

/** Takes things and hands them on later, in the order in which they came. */
function makeLine(hand: (frame: string) => void) {
  const line: { frame: string; at: number }[] = [];
  const work = () => {
    while (line[0] && line[0].at <= performance.now()) hand(line.shift()!.frame);
    if (line[0]) setTimeout(work, Math.max(1, line[0].at - performance.now()));
  };
  return (frame: string, slowness: number) => {
    line.push({ frame, at: Math.max(line.at(-1)?.at ?? 0, performance.now() + slowness) });
    if (line.length === 1) work();
  };
}

export function faulty(network: Network, url: string): globalThis.WebSocket {
  const { chance, faults } = network;
  const socket = open(url, network.headers);
  const view = {
    onopen: null as (() => void) | null,
    onmessage: null as ((event: { data: string }) => void) | null,
    onclose: null as (() => void) | null,
    get readyState() {
      return socket.readyState;
    },
    send,
    close() {
      isOver = true;
      socket.close();
    },
  };
  let isStill = false;
  let isOpened = false;
  let isOver = false;
  let said = "";
  let newest = 0;

  const slowness = (): number => {
    if (network.isCalm || !chance.happens(0.3)) return 0;
    faults.delayed++;
    return chance.between(5, 300);
  };
  const pass = (frame: string) => {
    if (!isStill && socket.readyState === socket.OPEN) socket.send(frame);
  };

  const goOut = makeLine(pass);
  const comeIn = makeLine((frame) => {
    if (!isStill) view.onmessage?.({ data: frame });
  });

  function send(frame: string): void {
    if (!frame.startsWith('{"type":"do"')) {
      if (frame.startsWith(hello)) said = frame;
      goOut(frame, slowness());
      return;
    }
    const now = performance.now();
    const goes = now + slowness();
    if (goes < newest) faults.reordered++;
    newest = Math.max(newest, goes);
    setTimeout(pass, goes - now, frame);
    if (network.isCalm) return;
    if (chance.happens(0.1)) {
      faults.duplicated++;
      setTimeout(pass, goes - now + chance.between(0, 500), frame);
    }
    if (chance.happens(0.08)) sendLate(network, url, said, frame);
  }

  socket.on("open", () => {
    isOpened = true;
    view.onopen?.();
    const life = network.isCalm ? Number.POSITIVE_INFINITY : chance.span(lives);
    if (life < 600_000)
      setTimeout(() => {
        if (socket.readyState !== socket.OPEN || network.isCalm) return;
        const stands = chance.happens(0.3) ? chance.between(200, 3000) : 0;
        if (stands > 0) faults["stood still"]++;
        isStill = true;
        setTimeout(() => {
          faults.cut++;
          isOver = true;
          socket.terminate();
        }, stands);
      }, life);
  });
  // A connection keeps the order of what it brings.
  socket.on("message", (data) => comeIn(String(data), slowness()));
  socket.on("close", () => {
    if (isOpened && !isOver) faults.broken++;
    view.onclose?.();
  });
  return view as unknown as globalThis.WebSocket;
}
