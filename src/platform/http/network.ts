import { isIP } from "node:net";
import type { Context } from "hono";

const isNear = (address: string): boolean =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80)/iu.test(address);

const bare = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/iu, "");

/** The eight groups of an address of IPv6, of which some may have been left out. */
function groupsOf(address: string): string[] {
  const [before = "", after] = address.split("%")[0]!.split("::");
  const [front, back] = [before, after ?? ""].map((part) => part.split(":").filter(Boolean));
  const missing = after === undefined ? 0 : 8 - front!.length - back!.length;
  return [...front!, ...Array<string>(Math.max(0, missing)).fill("0"), ...back!];
}

/** The network an address belongs to, /24 or /48: as a household, a shop or an office has one. null: it is no address. */
export function networkOf(address: string): string | null {
  const plain = bare(address);
  if (isIP(plain) === 4) return plain.split(".").slice(0, 3).join(".");
  if (isIP(plain) !== 6) return null;
  return groupsOf(plain.toLowerCase())
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/**
 * The network that a request comes from. What a proxy says of it is believed only where the proxy itself is near: what
 * comes straight from outside could say anything. null: from this machine or its own network, without more said.
 */
export function networkBehind(socket: string | undefined, forwarded: string | undefined): string | null {
  const direct = bare(socket ?? "");
  if (direct && !isNear(direct)) return networkOf(direct);
  // The last one was written by the proxy that is near; those before it by anybody.
  const said = bare(forwarded?.split(",").at(-1) ?? "");
  return said && !isNear(said) ? networkOf(said) : null;
}

export const requestNetwork = (c: Context): string | null =>
  networkBehind(
    (c.env as { incoming?: { socket?: { remoteAddress?: string } } })?.incoming?.socket?.remoteAddress,
    c.req.header("x-forwarded-for"),
  );
