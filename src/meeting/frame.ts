/**
 * A text as the frame that goes over a socket (RFC 6455 §5.2, unmasked as from a server): made once, so that everybody
 * is handed the same bytes and nothing is framed or copied for each. What many are sent parts of is handed in as bytes:
 * turning letters into bytes is what costs.
 */
export function encodeFrame(...parts: (string | Buffer)[]): Buffer {
  const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = 0x81;
  frame[1] = header === 2 ? length : header === 4 ? 126 : 127;
  if (header === 4) frame.writeUInt16BE(length, 2);
  if (header === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  let at = header;
  for (const part of parts) at += typeof part === "string" ? frame.write(part, at) : part.copy(frame, at);
  return frame;
}
