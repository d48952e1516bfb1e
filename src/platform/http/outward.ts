/**
 * Requests to addresses that somebody typed in: to the world only, never to this machine or the network that it stands in.
 */
import { type LookupAddress, type LookupAllOptions, lookup as resolveName } from "node:dns";
import http from "node:http";
import https from "node:https";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";

const inward = new BlockList();
// IANA's special-purpose registry (RFC 6890 and its successors): none of them is a receiver out in the world.
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inward.addSubnet(net, bits, "ipv4");

/** Of IPv6 only what is routed in the world, and of that nothing that carries an IPv4 address or is for examples. */
const worldwide = new BlockList();
worldwide.addSubnet("2000::", 3, "ipv6");
const carriers = new BlockList();
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  carriers.addSubnet(net, bits, "ipv6");

/** Whether an IP address leads into this machine or network, or nowhere. Mapped ones (::ffff:10.0.0.1) are not in the world's range. */
export function isInward(address: string): boolean {
  const plain = address.replace(/^\[|\]$/gu, "").replace(/%.*$/u, "");
  if (isIPv6(plain)) return !worldwide.check(plain, "ipv6") || carriers.check(plain, "ipv6");
  return isIP(plain) === 0 || inward.check(plain, "ipv4");
}

export type UrlProblem = "noAddress" | "notHttps" | "inward";

/** What is wrong with an address that somebody wants to be called at; null where it can be tried. */
export function problemOfUrl(text: string, allowed: readonly string[]): UrlProblem | null {
  if (!URL.canParse(text)) return "noAddress";
  const url = new URL(text);
  if ((url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password)
    return "noAddress";
  if (allowed.includes(url.host)) return null;
  if (url.protocol !== "https:") return "notHttps";
  const name = url.hostname.replace(/^\[|\]$/gu, "");
  const isLocalName = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/iu.test(name) || !/[.:]/u.test(name);
  return (isIP(name) ? isInward(name) : isLocalName) ? "inward" : null;
}

type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a name, and gives the connection exactly the addresses that were looked at; one inward address refuses them all. */
const outwardLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      if (addresses.length === 0 || addresses.some(({ address }) => isInward(address)))
        return callback(Object.assign(new Error("inward address"), { code: "INWARD" }), "", 0);
      if (options.all) return callback(null, addresses as never, 0);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };

export type Sent = { status: number } | { problem: string };

/**
 * Posts to an address out in the world. The name is resolved once and the connection made to what was resolved, so that
 * it cannot change in between; redirects are not followed; the answer is not read beyond its status. `allowed` names
 * hosts (with their port) that whoever runs the product lets through, inward ones and plain http among them.
 */
export function postOutward(
  text: string,
  request: { headers: Record<string, string>; body: string },
  {
    allowed,
    timeoutMs = 15_000,
    lookup = resolveName,
  }: { allowed: readonly string[]; timeoutMs?: number; lookup?: Resolve },
): Promise<Sent> {
  const problem = problemOfUrl(text, allowed);
  if (problem) return Promise.resolve({ problem });
  const url = new URL(text);
  const isAllowed = allowed.includes(url.host);
  const send = url.protocol === "https:" ? https.request : http.request;
  return new Promise((resolve) => {
    const outgoing = send(
      url,
      {
        method: "POST",
        headers: { ...request.headers, "content-length": Buffer.byteLength(request.body) },
        // A connection of its own: one kept open would have been made to what was resolved some time ago.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        ...(isAllowed ? {} : { lookup: outwardLookup(lookup) }),
      },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0 });
        answer.destroy();
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const code = error.name === "TimeoutError" || error.code === "ABORT_ERR" ? "timeout" : error.code;
      resolve({ problem: code === "INWARD" ? "inward" : (code ?? "failed") });
    });
    outgoing.end(request.body);
  });
}
