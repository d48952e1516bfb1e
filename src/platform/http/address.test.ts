import { expect, test } from "vitest";
import { clientAddress, isNetwork, networkOf, senderOf } from "./address.ts";

test("an address is known by its network only: /24, or /48 of IPv6", () => {
  expect(networkOf("203.0.113.77")).toBe("203.0.113");
  expect(networkOf("::ffff:203.0.113.77")).toBe("203.0.113");
  expect(networkOf("2001:db8:12:3456::1")).toBe("2001:db8:12");
  expect(networkOf("2001:0db8:0012::9")).toBe("2001:db8:12");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0");
  for (const none of ["", "unknown", "203.0.113", "203.0.113.999", "'; drop table card"])
    expect(networkOf(none), none).toBeNull();
});

test("a limit counts an address, and of IPv6 the whole /64 that one connection has", () => {
  expect(senderOf("203.0.113.77")).toBe("203.0.113.77");
  expect(senderOf("2001:db8:0:7::1")).toBe(senderOf("2001:db8:0:7:ffff::2"));
  expect(senderOf("2001:db8:0:7::1")).not.toBe(senderOf("2001:db8:0:8::1"));
  expect(senderOf("")).toBe("unknown");
});

const proxies = ["127.0.0.1", "10.0.0.0/8", "2001:db8:aa::/48"];

test("what a proxy says of where it comes from is believed of those we trust, and of nobody else", () => {
  expect(clientAddress("198.51.100.4", "203.0.113.77", proxies), "straight from outside").toBe(
    "198.51.100.4",
  );
  expect(clientAddress("127.0.0.1", "203.0.113.77", proxies)).toBe("203.0.113.77");
  expect(clientAddress("::ffff:10.0.0.2", "203.0.113.77", proxies)).toBe("203.0.113.77");
  expect(clientAddress("2001:db8:aa::1", "[2001:db8:bb::9]:4711", proxies)).toBe("2001:db8:bb::9");
  expect(clientAddress("127.0.0.1", "203.0.113.77:4711", proxies)).toBe("203.0.113.77");
  expect(clientAddress("127.0.0.1", undefined, proxies)).toBe("127.0.0.1");
  expect(clientAddress("127.0.0.1", "203.0.113.77", []), "none is trusted").toBe("127.0.0.1");
});

test("a chain is read from its right end, until somebody stands there whom we do not trust", () => {
  const invented = "192.0.2.1, 203.0.113.77";
  expect(clientAddress("127.0.0.1", invented, proxies), "she wrote the first herself").toBe("203.0.113.77");
  expect(clientAddress("127.0.0.1", `${invented}, 10.1.2.3, 10.9.9.9`, proxies), "two proxies").toBe(
    "203.0.113.77",
  );
  expect(clientAddress("127.0.0.1", "10.1.2.3, 10.9.9.9", proxies), "from within").toBe("10.1.2.3");
  expect(clientAddress("127.0.0.1", "203.0.113.77, not an address", proxies)).toBe("127.0.0.1");
  expect(clientAddress("127.0.0.1", ",,", proxies)).toBe("127.0.0.1");
});

test("what is asked within the process has no address but what is said", () => {
  expect(clientAddress(undefined, "203.0.113.77", [])).toBe("203.0.113.77");
  expect(clientAddress(undefined, undefined, [])).toBe("");
});

test("a proxy is an address or a network with its length", () => {
  for (const written of ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"])
    expect(isNetwork(written), written).toBe(true);
  for (const written of ["nginx", "10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0.0/8/8", ""])
    expect(isNetwork(written), written).toBe(false);
});
