/** Reads one HEIC picture, as phones take them, and ends. Its orientation is the file's own and turned by the decoder. */
import { parentPort, workerData } from "node:worker_threads";
import decode from "heic-decode";
import type { Pixels } from "./index.ts";

const { bytes, mostPixels } = workerData as { bytes: Uint8Array; mostPixels: number };

async function read(): Promise<Pixels | "tooMany" | "broken"> {
  try {
    // What it is made of is looked at before any of it is unpacked.
    const images = await decode.all({ buffer: bytes });
    const [first] = images;
    if (!first) return "broken";
    if (first.width * first.height > mostPixels) return "tooMany";
    const { width, height, data } = await first.decode();
    return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  } catch {
    return "broken";
  }
}

parentPort!.postMessage(await read());
