import { inflateSync } from "node:zlib";

/**
 * A web font as the font it packs: its tables, unpacked, behind the directory that they have in a plain font file
 * (w3.org/TR/WOFF). The PDF library reads packed ones as well, with an unpacker in JavaScript that takes a hundred
 * times as long.
 */
export function unpacked(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  const tables: Buffer[] = [];
  let at = head.length;
  for (let index = 0; index < count; index++) {
    const entry = 44 + 20 * index;
    const from = woff.readUInt32BE(entry + 4);
    const size = woff.readUInt32BE(entry + 8);
    const full = woff.readUInt32BE(entry + 12);
    const packed = woff.subarray(from, from + size);
    const table = size < full ? inflateSync(packed) : packed;
    const row = 12 + 16 * index;
    woff.copy(head, row, entry, entry + 4);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), row + 4);
    head.writeUInt32BE(at, row + 8);
    head.writeUInt32BE(full, row + 12);
    const room = Math.ceil(full / 4) * 4;
    tables.push(table, Buffer.alloc(room - full));
    at += room;
  }
  return Buffer.concat([head, ...tables]);
}
