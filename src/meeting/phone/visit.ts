/** The seat that this phone has in a meeting, kept until somebody leaves and deletes it. */
import type { Joined, Look } from "../wire.ts";

export type Visit = Pick<Joined, "meetingId" | "seatId" | "token" | "names" | "title"> & {
  code: string;
  /** When the phone forgets it by itself, in milliseconds: some time after the meeting was closed. */
  until?: number | undefined;
};

const prefix = "udlev-visit ";
/** What was written on a seat that is gone: kept for a while, so that it is there if she comes in again. */
const leftPrefix = "udlev-left ";
const keptFor = 2 * 60 * 60 * 1000;

/** When a meeting that was closed then is forgotten: long enough to read what was decided, and not until tomorrow. */
export const forgottenAt = (closedAt: string): number => new Date(closedAt).getTime() + keptFor;

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

export function keepVisit(visit: Visit): void {
  const key = prefix + plain(visit.code);
  held.set(key, JSON.stringify(visit));
  try {
    storage()?.setItem(key, JSON.stringify(visit));
  } catch {}
}

/** Forgets it. By her own wish with everything that a seat of this or an earlier visit has left on the device. */
export function dropVisit({ code, seatId }: Pick<Visit, "code" | "seatId">, isClean: boolean): void {
  held.delete(prefix + plain(code));
  storage()?.removeItem(prefix + plain(code));
  if (isClean) clean(() => true);
  else
    try {
      storage()?.setItem(leftPrefix + seatId, String(Date.now() + keptFor));
    } catch {}
}

/** Told when another page of this phone has left the meeting. */
export function onLeft({ code }: Visit, tell: () => void): () => void {
  const listen = ({ key, newValue }: StorageEvent) =>
    (key === null || key === prefix + plain(code)) && newValue === null && tell();
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}

/** Takes away what was kept for seats that are not in use. */
function clean(isOver: (seatId: string) => boolean): void {
  const inUse = new Set(allVisits().map(({ seatId }) => seatId));
  for (const key of keysIn(storage())) {
    const seatId = key.startsWith(leftPrefix)
      ? key.slice(leftPrefix.length)
      : /^udlev-meeting seat-(\S+) /.exec(key)?.[1];
    if (seatId && !inUse.has(seatId) && isOver(seatId)) storage()?.removeItem(key);
  }
}

/** A phone that nobody has looked at since: what is over is forgotten before anything of it is shown. */
export function forgetWhatIsOver(now = Date.now()): void {
  for (const visit of allVisits()) if (visit.until && visit.until < now) dropVisit(visit, true);
  const left = new Map(
    keysIn(storage())
      .filter((key) => key.startsWith(leftPrefix))
      .map((key) => [key.slice(leftPrefix.length), Number(storage()?.getItem(key))]),
  );
  clean((seatId) => !((left.get(seatId) ?? 0) > now));
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
