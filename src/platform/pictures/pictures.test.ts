import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { isRefusal } from "#platform/refusal.ts";
import { type Picture, readPicture } from "./index.ts";
import { pictureLimits } from "./limits.ts";

const red = { r: 200, g: 20, b: 20 };
const blue = { r: 20, g: 20, b: 200 };

/** Red on the left, blue on the right, as a camera writes it: with a place, a name and how it was held. */
async function photographed(orientation?: number) {
  const left = await sharp({ create: { width: 60, height: 80, channels: 3, background: red } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 120, height: 80, channels: 3, background: blue } })
    .composite([{ input: left, left: 0, top: 0 }])
    .withExif({
      IFD0: { Artist: "Karen Skovbo", Make: "Nokia" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "56/1 9/1 0/1", GPSLongitude: "10/1 12/1 0/1" },
    })
    .withMetadata(orientation ? { orientation } : {})
    .jpeg()
    .toBuffer();
}

async function taken(bytes: Buffer): Promise<Picture> {
  const picture = await readPicture(bytes);
  if (isRefusal(picture)) throw new Error(picture.refusal);
  return picture;
}
const refusalOf = async (bytes: Buffer) => {
  const picture = await readPicture(bytes);
  return isRefusal(picture) ? picture.refusal : "taken";
};
/** Which colour is at a place, given in shares of width and height. */
async function colourAt(jpeg: Buffer, x: number, y: number): Promise<"red" | "blue"> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return data[at]! > data[at + 2]! ? "red" : "blue";
}

test("nothing of what a camera writes beside its picture is left: no place, no name", async () => {
  const before = await photographed();
  expect((await sharp(before).metadata()).exif?.includes("Karen Skovbo")).toBe(true);
  const { large, small } = await taken(before);
  for (const made of [large, small]) {
    const { exif, iptc, xmp, format } = await sharp(made).metadata();
    expect({ exif, iptc, xmp, format }).toEqual({ format: "jpeg" });
    expect(made.includes("Karen")).toBe(false);
    expect(made.includes("Exif")).toBe(false);
  }
});

test("a picture stands the way it was held", async () => {
  const lying = await taken(await photographed());
  expect([lying.width, lying.height]).toEqual([120, 80]);
  expect(await colourAt(lying.large, 0.2, 0.5)).toBe("red");
  // 6: to be turned a quarter to the right, so what was on the left is at the top.
  const standing = await taken(await photographed(6));
  expect([standing.width, standing.height]).toEqual([80, 120]);
  for (const made of [standing.large, standing.small]) {
    expect(await colourAt(made, 0.5, 0.2)).toBe("red");
    expect(await colourAt(made, 0.5, 0.8)).toBe("blue");
  }
});

test("HEIC, as phones take it, becomes JPEG; its name and place go as well", async () => {
  const heic = readFileSync(join(import.meta.dirname, "testing/flipchart.heic"));
  expect(heic.includes("Karen Skovbo")).toBe(true);
  const { large, width, height } = await taken(heic);
  expect([width, height]).toEqual([96, 64]);
  expect(await colourAt(large, 0.2, 0.5)).toBe("red");
  expect(await colourAt(large, 0.8, 0.5)).toBe("blue");
  expect((await sharp(large).metadata()).exif).toBeUndefined();
});

test("PNG is taken, and what was see-through is white", async () => {
  const empty = await sharp({ create: { width: 30, height: 30, channels: 4, background: "#00000000" } })
    .png()
    .toBuffer();
  const { large } = await taken(empty);
  expect([...(await sharp(large).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
});

test("a large one is made as small as a screen needs it", async () => {
  const huge = await sharp({ create: { width: 6000, height: 3000, channels: 3, background: red } })
    .jpeg()
    .toBuffer();
  const { large, small, width, height } = await taken(huge);
  expect([width, height]).toEqual([2400, 1200]);
  expect((await sharp(small).metadata()).width).toBe(640);
  expect((await sharp(large).metadata()).width).toBe(2400);
});

/** A PNG that says it has so many pixels, in a few hundred bytes. */
function bomb(width: number, height: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) =>
    (bytes.reduce((c, byte) => table[(c ^ byte) & 255]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1000));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("what would unpack to more pixels than any camera takes is refused before it is unpacked", async () => {
  expect(await refusalOf(bomb(30_000, 30_000))).toBe("pictureTooManyPixels");
  const heic = readFileSync(join(import.meta.dirname, "testing/flipchart.heic"));
  // "ispe": the size that the file says it has, behind the word and four bytes.
  const said = Buffer.from(heic);
  for (let at = said.indexOf("ispe"); at >= 0; at = said.indexOf("ispe", at + 4)) {
    said.writeUInt32BE(40_000, at + 8);
    said.writeUInt32BE(40_000, at + 12);
  }
  expect(["pictureTooManyPixels", "pictureBroken"]).toContain(await refusalOf(said));
});

test("what is no picture is refused by its first bytes, whatever it calls itself", async () => {
  for (const text of [
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "<html><script>alert(1)</script>",
    "",
    "GIF89a",
  ])
    expect(await refusalOf(Buffer.from(text))).toBe("pictureKind");
  const avif = Buffer.concat([Buffer.alloc(4), Buffer.from("ftypavif"), Buffer.alloc(40)]);
  expect(await refusalOf(avif)).toBe("pictureKind");
  // A picture's beginning with a page behind it is read as a picture, and is none.
  const disguised = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from("<svg onload='x'/>")]);
  expect(await refusalOf(disguised)).toBe("pictureBroken");
  const cut = (await photographed()).subarray(0, 500);
  expect(await refusalOf(cut)).toBe("pictureBroken");
  const heic = readFileSync(join(import.meta.dirname, "testing/flipchart.heic"));
  expect(await refusalOf(heic.subarray(0, 400))).toBe("pictureBroken");
});

test("a file of more megabytes than we say is refused", async () => {
  const bytes = Buffer.alloc(pictureLimits.megabytes * 1024 * 1024 + 1);
  bytes.set([0xff, 0xd8, 0xff]);
  expect(await refusalOf(bytes)).toBe("pictureTooLarge");
});
