/**
 * What a device keeps of a meeting until it is committed or no longer needed: every entry under a key of its own, so
 * that two tabs never write over each other's. Where a browser lets nothing be kept, it is held as long as the page.
 */
export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export type Kept = ReturnType<typeof keep>;

const root = "udlev-meeting";

export function keep(storage: KeptStorage | null, name: string) {
  const prefix = `${root} ${name} `;
  const held = new Map<string, string>();
  for (const key of keysOf(storage)) {
    const value = storage?.getItem(key);
    if (key.startsWith(prefix) && value != null) held.set(key.slice(prefix.length), value);
  }

  const remove = (key: string): void => {
    held.delete(key);
    attempt(() => storage?.removeItem(prefix + key));
  };
  return {
    get: (key: string): string | undefined => held.get(key),
    set(key: string, value: string): void {
      held.set(key, value);
      attempt(() => storage?.setItem(prefix + key, value));
    },
    remove,
    /** Entries of one kind, by what follows "kind " in their keys. */
    all: (kind: string): [string, string][] =>
      [...held]
        .filter(([key]) => key.startsWith(`${kind} `))
        .map(([key, value]) => [key.slice(kind.length + 1), value]),
    forget(): void {
      for (const key of [...held.keys()]) remove(key);
    },
  };
}

/** Storage that is full or forbidden must not stop a meeting. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {}
}

function keysOf(storage: KeptStorage | null): string[] {
  const keys: string[] = [];
  attempt(() => {
    for (let place = 0; place < (storage?.length ?? 0); place++) keys.push(storage!.key(place)!);
  });
  return keys;
}

export function deviceStorage(): KeptStorage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
