/**
 * Pictures that people send in, made anew: turned the way they were held, of a size that a screen can use, and with
 * nothing left of what a camera writes beside them (where it was, whose it is). What is no picture of a kind that we know
 * by its first bytes is never handed to a decoder.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { pictureLimits } from "./limits.ts";

const mostPixels = pictureLimits.megapixels * 1_000_000;
const longest = { large: 2400, small: 640 } as const;
const heicWithin = 20_000;

export type Picture = { large: Buffer; small: Buffer; width: number; height: number };
/** Every pixel of one, four bytes each. */
export type Pixels = { data: Uint8Array; width: number; height: number };

const begins = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.subarray(at, at + text.length).toString("latin1") === text;

function kindOf(bytes: Buffer): "jpeg" | "png" | "heic" | null {
  if (begins(bytes, 0, "\xff\xd8\xff")) return "jpeg";
  if (begins(bytes, 0, "\x89PNG\r\n\x1a\n")) return "png";
  const isHeic =
    begins(bytes, 4, "ftyp") && /^(heic|heix|hevc|hevx|mif1|msf1)/.test(bytes.toString("latin1", 8, 12));
  return isHeic ? "heic" : null;
}

/** One at a time: a picture of many pixels takes hundreds of megabytes while it is read. */
let before: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const reading = before.then(work);
  before = reading.catch(() => undefined);
  return reading;
}
export const readPicture = (bytes: Buffer): Promise<Picture | Refusal> => inTurn(() => read(bytes));

const tooLarge = (megabytes: number): Refusal =>
  refuse("pictureTooLarge", { field: "file", status: 413, values: { count: megabytes } });

/** As large as paper needs it; what is see-through stays so. */
const logoSize = { width: 1200, height: 480 };
const leastLogo = 24;
export type Logo = { png: Buffer; width: number; height: number };

/** An organisation's logo, made anew as a PNG. Drawings (SVG) can carry a program, and are not read. */
export const readLogo = (bytes: Buffer): Promise<Logo | Refusal> =>
  inTurn(async () => {
    if (bytes.length > pictureLimits.logoMegabytes * 1024 * 1024)
      return tooLarge(pictureLimits.logoMegabytes);
    const kind = kindOf(bytes);
    if (kind !== "png" && kind !== "jpeg") return refuse("pictureKind", { field: "file" });
    const { default: sharp } = await import("sharp");
    sharp.concurrency(1);
    try {
      const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
      if (width * height > mostPixels) return tooMany();
      const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", pages: 1 })
        .autoOrient()
        .resize({ ...logoSize, fit: "inside", withoutEnlargement: true })
        .toColourspace("srgb")
        .png({ compressionLevel: 9 })
        .toBuffer({ resolveWithObject: true });
      if (info.width < leastLogo || info.height < leastLogo)
        return refuse("logoTooSmall", { field: "file", values: { count: leastLogo } });
      return { png: data, width: info.width, height: info.height };
    } catch {
      return refuse("pictureBroken", { field: "file" });
    }
  });

/** Twice as many dots as a mail shows of it: sharp on a phone. */
const mailLogo = { width: 440, height: 96, margin: 16 };

/**
 * A logo that `readLogo` has made, for a mail: small, and on a white of its own, so that it can be read in the dark as
 * well, where mail programs change every colour but a picture's.
 */
export async function logoOnWhite(png: Buffer): Promise<Logo> {
  const { default: sharp } = await import("sharp");
  const { margin, ...box } = mailLogo;
  const { data, info } = await sharp(png)
    .resize({ ...box, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .extend({ ...{ top: margin, bottom: margin, left: margin, right: margin }, background: "#ffffff" })
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

async function read(bytes: Buffer): Promise<Picture | Refusal> {
  if (bytes.length > pictureLimits.megabytes * 1024 * 1024) return tooLarge(pictureLimits.megabytes);
  const kind = kindOf(bytes);
  if (!kind) return refuse("pictureKind", { field: "file" });
  const { default: sharp } = await import("sharp");
  // The meeting goes on meanwhile: one core is left for it.
  sharp.concurrency(1);
  const source = kind === "heic" ? await readHeic(bytes) : bytes;
  if (isRefusal(source)) return source;
  const options = { limitInputPixels: mostPixels, failOn: "error", pages: 1 } as const;
  const open = () =>
    Buffer.isBuffer(source)
      ? sharp(source, options).autoOrient()
      : sharp(source.data, { raw: { width: source.width, height: source.height, channels: 4 } });
  try {
    if (Buffer.isBuffer(source)) {
      const { width, height } = await sharp(source, { ...options, limitInputPixels: false }).metadata();
      if (width * height > mostPixels) return tooMany();
    }
    const large = await open()
      .flatten({ background: "#ffffff" })
      .resize({ width: longest.large, height: longest.large, fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    const small = await sharp(large.data)
      .resize({ width: longest.small, height: longest.small, fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 76 })
      .toBuffer();
    return { large: large.data, small, width: large.info.width, height: large.info.height };
  } catch {
    // The library says only in words what it could not read; to whoever sent it it is one thing.
    return refuse("pictureBroken", { field: "file" });
  }
}

const tooMany = (): Refusal =>
  refuse("pictureTooManyPixels", { field: "file", values: { count: pictureLimits.megapixels } });

/** In a thread of its own: reading one takes a second or two, in which no meeting may stand still. */
function readHeic(bytes: Buffer): Promise<Pixels | Refusal> {
  const thread = new Worker(join(import.meta.dirname, "heic.worker.ts"), {
    workerData: { bytes, mostPixels },
    // What the decoder mutters about a broken file is nobody's to read.
    ...{ stdout: true, stderr: true },
  });
  const broken = refuse("pictureBroken", { field: "file" });
  return new Promise<Pixels | Refusal>((settle) => {
    const patience = setTimeout(() => settle(broken), heicWithin);
    thread.once("message", (read: Pixels | "tooMany" | "broken") => {
      clearTimeout(patience);
      settle(read === "tooMany" ? tooMany() : read === "broken" ? broken : read);
    });
    thread.once("error", () => settle(broken));
    thread.once("exit", () => settle(broken));
  }).finally(() => void thread.terminate());
}
