/** Reads one large file of customers, and hands its rows out part by part as they are asked for. */
import { parentPort, workerData } from "node:worker_threads";
import { isRefusal } from "#platform/refusal.ts";
import type { Known, Mapping } from "../model/customers.ts";
import { type Part, readCustomerFile } from "./read.ts";

const { bytes, mapping, known } = workerData as { bytes: Uint8Array; mapping: Mapping | null; known: Known };

const read = await readCustomerFile(bytes, mapping, known);
if (isRefusal(read)) parentPort!.postMessage(read);
else {
  let parts: Iterator<Part> | undefined;
  parentPort!.on("message", () => {
    parts ??= read.parts()[Symbol.iterator]();
    parentPort!.postMessage(parts.next().value ?? null);
  });
  parentPort!.postMessage(read.summary);
}
