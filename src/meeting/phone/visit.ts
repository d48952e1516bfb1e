/** The seat that this phone has in a meeting, kept until somebody leaves and deletes it. */
import type { Joined, Look } from "../wire.ts";

export type Visit = Pick<Joined, "meetingId" | "seatId" | "token" | "names" | "title"> & { code: string };

const prefix = "udlev-visit ";
const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, "");
/** Where the browser lets nothing be kept, the visit lasts as long as the page. */
const held = new Map<string, string>();

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Under which name the connection keeps what belongs to a seat. */
export const keptUnder = (seatId: string): string => `seat-${seatId}`;

/** Whatever else may lie in the storage: only what is a visit is taken for one. */
function visitIn(content: string | null | undefined): Visit | null {
  try {
    const found = JSON.parse(content ?? "null") as Visit | null;
    return found?.token && found.seatId ? found : null;
  } catch {
    return null;
  }
}

export function findVisit(code: string): Visit | null {
  const key = prefix + plain(code);
  return visitIn(storage()?.getItem(key) ?? held.get(key));
}

function keepVisit(visit: Visit): void {
  const key = prefix + plain(visit.code);
  held.set(key, JSON.stringify(visit));
  try {
    storage()?.setItem(key, JSON.stringify(visit));
  } catch {}
}

/** Forgets it, with everything that a seat of this or an earlier visit has left: nothing stays on a shared device. */
export function dropVisit(code: string, isClean: boolean): void {
  held.delete(prefix + plain(code));
  storage()?.removeItem(prefix + plain(code));
  if (!isClean) return;
  const others = allVisits().map(({ seatId }) => `udlev-meeting ${keptUnder(seatId)} `);
  for (const key of keysIn(storage()))
    if (key.startsWith("udlev-meeting seat-") && !others.some((other) => key.startsWith(other)))
      storage()?.removeItem(key);
}

const keysIn = (kept: Storage | null): string[] =>
  Array.from({ length: kept?.length ?? 0 }, (_, place) => kept?.key(place) ?? "");

/** Meetings that this phone is in already, for who comes without a code. */
export function allVisits(): Visit[] {
  return keysIn(storage())
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => visitIn(storage()?.getItem(key)) ?? [])
    .sort((a, b) => a.title.localeCompare(b.title));
}

/** What the server said no to, in the reader's language; `field` where it belongs to one. */
export class Problem extends Error {
  readonly status: number;
  readonly field: string | undefined;
  constructor(message: string, status: number, field?: string) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

async function ask<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`/api/meeting${path}`, {
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  }).catch(() => null);
  if (!response) throw new Problem("", 0);
  const said = (await response.json().catch(() => ({}))) as {
    title?: string;
    errors?: { field: string; message: string }[];
  };
  if (response.ok) return said as T;
  const [first] = said.errors ?? [];
  throw new Problem(first?.message ?? said.title ?? "", response.status, first?.field);
}

export const look = (code: string, key: string | null): Promise<Look> =>
  ask<Look>(
    `/look/${encodeURIComponent(plain(code) || code)}${key ? `?key=${encodeURIComponent(key)}` : ""}`,
  );

export async function join(
  code: string,
  names: string[],
  key: string | null,
  isSame?: boolean,
): Promise<Visit> {
  const joined = await ask<Joined>("/join", { code: plain(code), names, isSame, ...(key && { key }) });
  const { meetingId, seatId, token, title } = joined;
  const visit = { meetingId, seatId, token, title, names: joined.names, code: plain(code) };
  keepVisit(visit);
  return visit;
}
