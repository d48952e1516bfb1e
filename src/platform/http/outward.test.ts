import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isInward, postOutward, problemOfUrl } from "./outward.ts";

const inside = [
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:a9fe:a9fe",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "fe80::1",
  "fe80::1%eth0",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
  "2001:db8::1",
  "2001::1",
  "2002:7f00:1::",
  "no address",
  "",
];

test("addresses of this machine and network are inward, however they are written", () => {
  for (const address of inside) expect(isInward(address), address).toBe(true);
  for (const address of ["8.8.8.8", "172.32.0.1", "2a00:1450:4001::1", "[2606:4700::1111]"])
    expect(isInward(address), address).toBe(false);
});

test("every private IPv4 address is inward, and every IPv6 address that carries one", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const priv = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127, 0), byte, byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  );
  fc.assert(
    fc.property(priv, (parts) => {
      const plain = parts.join(".");
      return isInward(plain) && isInward(`::ffff:${plain}`) && isInward(`::${plain}`);
    }),
  );
});

test("an address is https and names a host out in the world", () => {
  for (const url of ["", "hello", "ftp://a.example", "javascript:alert(1)", "https://u:p@a.example"])
    expect(problemOfUrl(url, []), url).toBe("noAddress");
  expect(problemOfUrl("http://a.example/x", [])).toBe("notHttps");
  for (const host of [
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "printer",
    "db.internal",
    "127.1",
    "2130706433",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "169.254.169.254",
  ])
    expect(problemOfUrl(`https://${host}/`, []), host).toBe("inward");
  expect(problemOfUrl("https://a.example:8443/x?y", [])).toBeNull();
  expect(problemOfUrl("http://crm.intern:8080/x", ["crm.intern:8080"])).toBeNull();
  expect(problemOfUrl("http://crm.intern:8081/x", ["crm.intern:8080"])).toBe("notHttps");
});

const came: string[] = [];
const server = createServer((request, response) => {
  came.push(request.url!);
  if (request.url === "/away") response.writeHead(302, { location: "/landed" });
  else if (request.url === "/silent") return;
  response.end("what is answered is not read");
});
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const post = (url: string, allowed: string[], timeoutMs = 5_000) =>
  postOutward(url, { headers: {}, body: "{}" }, { allowed, timeoutMs });

test("what resolves to this machine is not called, however good its name looks", async () => {
  const { port } = server.address() as AddressInfo;
  for (const addresses of [["127.0.0.1"], ["::1"], ["8.8.8.8", "10.0.0.1"]]) {
    const sent = { headers: {}, body: "{}" };
    const said = await postOutward(`https://receiver.example:${port}/`, sent, {
      allowed: [],
      lookup: (_name, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        ),
    });
    expect(said).toEqual({ problem: "inward" });
  }
  expect(await post(`https://${host()}/`, [])).toEqual({ problem: "inward" });
  expect(came).toEqual([]);
});

test("a redirect is an answer, and is not followed; silence ends", async () => {
  expect(await post(`http://${host()}/away`, [host()])).toEqual({ status: 302 });
  expect(came).toEqual(["/away"]);
  expect(await post(`http://${host()}/silent`, [host()], 50)).toEqual({ problem: "timeout" });
});
