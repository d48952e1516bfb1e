import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import type { Known, Mapping } from "../model/customers.ts";
import { type FileSummary, type Part, readCustomerFile } from "./read.ts";

/** What is read while a request waits for it, some thousands of rows; more is read in a thread of its own. */
export const smallFile = 256 * 1024;
/** Half a million rows are read within two gigabytes; a workbook that unfolds to more ends its own thread only. */
const mostMemory = 3000;

export type OpenFile = {
  summary: FileSummary;
  parts: () => AsyncIterable<Part> | Iterable<Part>;
  close: () => Promise<unknown>;
};

/** Reads a file of customers; a large one without holding anybody else up. Whoever opens it closes it. */
export async function openCustomerFile(
  bytes: Uint8Array,
  mapping: Mapping | null,
  known: Known,
): Promise<OpenFile | Refusal> {
  if (bytes.length <= smallFile) {
    const read = await readCustomerFile(bytes, mapping, known);
    return isRefusal(read) ? read : { ...read, close: async () => undefined };
  }
  return inTurn(() => openInThread(bytes, mapping, known));
}

/** Two at a time: one that takes its rows out slowly keeps nobody from looking at another. */
const places = 2;
let taken = 0;
const waiting: (() => void)[] = [];
async function inTurn(open: () => Promise<OpenFile | Refusal>): Promise<OpenFile | Refusal> {
  if (taken >= places) await new Promise<void>((go) => waiting.push(go));
  else taken += 1;
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
  const file = await open().catch((error) => {
    leave();
    throw error;
  });
  if (isRefusal(file)) {
    leave();
    return file;
  }
  return { ...file, close: () => file.close().finally(leave) };
}

async function openInThread(
  bytes: Uint8Array,
  mapping: Mapping | null,
  known: Known,
): Promise<OpenFile | Refusal> {
  const thread = new Worker(join(import.meta.dirname, "read.worker.ts"), {
    workerData: { bytes, mapping, known },
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  const close = () => thread.terminate();
  // A thread that ends says nothing more: without this it would be waited for.
  const ended = new Promise<Refusal>((end) => {
    thread.once("error", () => end(refuse("tableUnreadable", { field: "file" })));
    thread.once("exit", () => end(refuse("tableUnreadable", { field: "file" })));
  });
  const next = async <T>(): Promise<T | Refusal> =>
    Promise.race([once(thread, "message").then(([message]) => message as T), ended]);
  const summary = await next<FileSummary>();
  if (isRefusal(summary)) {
    await close();
    return summary;
  }
  async function* parts() {
    for (;;) {
      thread.postMessage("next");
      const part = await next<Part | null>();
      if (isRefusal(part)) throw new Error("the thread that reads a file of customers has ended");
      if (part === null) return;
      yield part;
    }
  }
  return { summary, parts, close };
}
