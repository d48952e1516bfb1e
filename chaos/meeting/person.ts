/** Somebody in the meeting with her own device: the same connection that the phone's page has, on a network of chance. */
import { type Connection, connect, type Unsent } from "#meeting/connection.ts";
import type { KeptStorage } from "#meeting/kept.ts";
import type { Chance } from "../chance.ts";
import { type Faults, faulty, type Network } from "./faults.ts";

/** What a device keeps while its page is away. */
function makeStorage(): KeptStorage & { all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    get length() {
      return all.size;
    },
    key: (place) => [...all.keys()][place] ?? null,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
  };
}

export type Answer = "saved" | "refused";
export type Person = ReturnType<typeof makePerson>;
type Hello = Parameters<typeof connect>[0]["hello"];

export function makePerson(
  url: string,
  hello: Hello,
  { chance, faults, headers }: { chance: Chance; faults: Faults; headers: Record<string, string> },
) {
  const network: Network = { chance: chance.branch(), faults, headers, isCalm: false };
  const storage = makeStorage();
  const asked = new Map<string, Unsent>();
  const answers = new Map<string, Answer>();
  const open = (): Connection =>
    connect({
      ...{ url, hello, storage, name: "chaos", pace: 150 },
      makeSocket: (address) => faulty(network, address),
    });
  let view = open();

  /** Writes down what has been answered: a page that is opened anew no longer knows it. */
  function note(): void {
    const { waiting, refusals } = view.snapshot();
    const isWaiting = new Set(waiting.map(({ id }) => id));
    for (const id of asked.keys())
      if (!answers.has(id) && !isWaiting.has(id)) answers.set(id, refusals[id] ? "refused" : "saved");
  }

  return {
    hello,
    chance,
    asked,
    answers,
    note,
    snapshot: () => view.snapshot(),
    ask(command: Unsent): string {
      const id = view.send(command);
      asked.set(id, command);
      return id;
    },
    draft: (roundId: string, place: string, content: string) => view.draft(roundId, place, content),
    /** As after a flat battery: the page begins with what the device has kept. */
    reload(): void {
      // What has been answered in this moment and not been shown yet, too: the next page knows nothing of it.
      view.read("");
      note();
      view.close();
      view = open();
    },
    calm(): void {
      network.isCalm = true;
    },
    leave: () => view.close(),
    /** Secrets that the device holds: keys of notes and drafts, and passes by round. */
    secrets: (): string[] =>
      [...storage.all].flatMap(([key, value]) =>
        /^udlev-meeting chaos (key|pass) /.test(key) && value ? value : [],
      ),
  };
}
