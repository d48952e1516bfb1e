// Participants who come in one after the other, lose the connection all at once and come back by themselves, as a phone
// does. Told by IPC where; answers after each of the two how long it took and how many had the whole room before them.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { WebSocket } from "ws";

export type Come = {
  http: string;
  url: string;
  code: string;
  participants: number;
  withinMs: number;
  notes: number;
};
/** Milliseconds until the last was in (or back), and how many were shown everything. */
export type Came = { ms: number; whole: number };

const seconds = 60;

process.once("message", async ({ http, url, code, participants, withinMs, notes }: Come) => {
  let sockets: WebSocket[] = [];
  /** Whether the room that she was shown has all that is written on its wall. */
  async function enter(token: string): Promise<boolean> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const isOpen = await Promise.race([
      once(socket, "open").then(() => true),
      once(socket, "error").then(() => false),
    ]);
    if (!isOpen) return false;
    socket.send(JSON.stringify({ type: "hello", as: "seat", token }));
    const [welcome] = (await once(socket, "message")) as [Buffer];
    sockets.push(socket);
    return welcome.toString("latin1").split('"text":"n').length - 1 === notes;
  }
  async function join(who: number): Promise<string> {
    await pause((who * withinMs) / participants);
    const response = await fetch(`${http}/api/meeting/join`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: http },
      body: JSON.stringify({ code, names: [`Deltager ${who}`] }),
    });
    if (!response.ok) throw new Error(`joining was answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { token: string }).token;
  }
  /** Pauses as the product's own connection makes them, longer each time and never the same for all. */
  async function back(token: string): Promise<boolean> {
    const end = performance.now() + seconds * 1000;
    for (let tries = 0; performance.now() < end; tries++) {
      await pause(400 * 2 ** tries * (0.5 + Math.random()));
      if (await enter(token)) return true;
    }
    return false;
  }
  async function timed(work: Promise<boolean>[]): Promise<Came> {
    const start = performance.now();
    const whole = (await Promise.all(work)).filter(Boolean).length;
    return { ms: performance.now() - start, whole };
  }
  const tokens: string[] = [];
  const came = await timed(
    Array.from({ length: participants }, async (_, who) => {
      tokens[who] = await join(who);
      return enter(tokens[who]);
    }),
  );
  process.send!(came);
  await once(process, "message");
  for (const socket of sockets) socket.terminate();
  sockets = [];
  process.send!(await timed(tokens.map(back)));
});
