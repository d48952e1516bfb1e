/** Addresses of the internet: as lists, headers and limits see them. */
import { BlockList, isIP } from "node:net";

/** As it is written in a list: some proxies add a port, IPv6 then stands in brackets, IPv4 may come dressed as IPv6. */
function bare(written: string): string {
  const plain = written
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/u, "$1")
    .replace(/^::ffff:(?=\d+\.)/iu, "");
  return isIP(plain) === 0 ? plain.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/u, "$1") : plain;
}

/** The eight groups of an address of IPv6, of which some may have been left out. */
function groupsOf(address: string): string[] {
  const [before = "", after] = address.toLowerCase().split("%")[0]!.split("::");
  const [front, back] = [before, after ?? ""].map((part) => part.split(":").filter(Boolean));
  const missing = after === undefined ? 0 : 8 - front!.length - back!.length;
  return [...front!, ...Array<string>(Math.max(0, missing)).fill("0"), ...back!].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
}

/** The network an address belongs to, /24 or /48: as a household, a shop or an office has one. null: it is no address. */
export function networkOf(address: string): string | null {
  const plain = bare(address);
  if (isIP(plain) === 4) return plain.split(".").slice(0, 3).join(".");
  return isIP(plain) === 6 ? groupsOf(plain).slice(0, 3).join(":") : null;
}

/** Whether that is an address, or a network written as one with its length: 10.0.0.0/8. */
export function isNetwork(written: string): boolean {
  const [address = "", length, ...rest] = written.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/u.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

const lists = new Map<string, BlockList>();
function listOf(networks: readonly string[]): BlockList {
  const key = networks.join(" ");
  const known = lists.get(key);
  if (known) return known;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", length] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(length ?? (family === "ipv6" ? 128 : 32)), family);
  }
  lists.set(key, list);
  return list;
}

/**
 * Where a request comes from. `X-Forwarded-For` is read from its right end, since each proxy adds whom it heard: as long as
 * the one who says it is a proxy that we were told to trust. Whatever stands further left may have been written by anybody.
 * No socket: the request was made in this process.
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | undefined,
  trusted: readonly string[],
): string {
  const list = listOf(trusted);
  const isTrusted = (address: string) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  let address = bare(socket ?? "");
  for (const written of (forwarded ?? "").split(",").reverse()) {
    const said = bare(written);
    if (isIP(said) === 0 || (address !== "" && !isTrusted(address))) break;
    address = said;
  }
  return address;
}

/** Whom a limit counts: an address, or of IPv6 the /64 that one connection has. Without one all are counted together. */
export function senderOf(address: string): string {
  return isIP(address) === 6 ? groupsOf(address).slice(0, 4).join(":") : address || "unknown";
}
