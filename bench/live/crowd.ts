// Participants of a meeting: they come in, and count what reaches them.
import { once } from "node:events";
import { WebSocket } from "ws";

export type Crowd = { sockets: WebSocket[]; leave: () => void };

/** All of them connected and welcomed. `hear` gets every frame that one of them is sent afterwards. */
export async function crowd(
  url: string,
  hellos: unknown[],
  hear: (frame: Buffer, who: number) => void,
): Promise<Crowd> {
  const sockets: WebSocket[] = [];
  for (const [who, hello] of hellos.entries()) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, "open");
    const welcomed = once(socket, "message");
    socket.send(JSON.stringify(hello));
    await welcomed;
    socket.on("message", (frame: Buffer) => hear(frame, who));
    sockets.push(socket);
  }
  return { sockets, leave: () => sockets.forEach((socket) => void socket.terminate()) };
}

const marked = /"text":"n(\d+) /g;
const isChanges = Buffer.from('{"type":"changes","seq":');

/**
 * The numbers of the notes in a frame. Everybody is sent the same bytes: only the first of them is read, the others are
 * known by the frame's own number and its length, so that hundreds of readers fit on the core that is left for them.
 */
export function noteReader(): (frame: Buffer) => readonly number[] {
  const read = new Map<string, number[]>();
  return (frame) => {
    if (isChanges.compare(frame, 0, isChanges.length) !== 0) return [];
    const key = `${frame.toString("latin1", isChanges.length, frame.indexOf(44, isChanges.length))} ${frame.length}`;
    const known = read.get(key);
    if (known) return known;
    const numbers = [...frame.toString("latin1").matchAll(marked)].map(([, number]) => Number(number));
    read.set(key, numbers);
    return numbers;
  };
}
