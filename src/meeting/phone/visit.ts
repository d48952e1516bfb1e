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

export function findVisit(code: string): Visit | null {
  const key = prefix + plain(code);
  const found = storage()?.getItem(key) ?? held.get(key);
  return found ? (JSON.parse(found) as Visit) : null;
}

export function keepVisit(visit: Visit): void {
  const key = prefix + plain(visit.code);
  held.set(key, JSON.stringify(visit));
  try {
    storage()?.setItem(key, JSON.stringify(visit));
  } catch {}
}

export function dropVisit(code: string): void {
  held.delete(prefix + plain(code));
  storage()?.removeItem(prefix + plain(code));
}

/** Meetings that this phone is in already, for who comes without a code. */
export function allVisits(): Visit[] {
  const kept = storage();
  if (!kept) return [];
  const keys = Array.from({ length: kept.length }, (_, place) => kept.key(place) ?? "");
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => JSON.parse(kept.getItem(key)!) as Visit)
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

export async function join(code: string, names: string[], key: string | null): Promise<Visit> {
  const joined = await ask<Joined>("/join", { code: plain(code), names, ...(key && { key }) });
  const { meetingId, seatId, token, title } = joined;
  const visit = { meetingId, seatId, token, title, names: joined.names, code: plain(code) };
  keepVisit(visit);
  return visit;
}
