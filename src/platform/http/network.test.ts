import { expect, test } from "vitest";
import { networkBehind, networkOf } from "./network.ts";

test("an address is known by its network only: /24, or /48 of IPv6", () => {
  expect(networkOf("203.0.113.77")).toBe("203.0.113");
  expect(networkOf("::ffff:203.0.113.77")).toBe("203.0.113");
  expect(networkOf("2001:db8:12:3456::1")).toBe("2001:db8:12");
  expect(networkOf("2001:0db8:0012::9")).toBe("2001:db8:12");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0");
  for (const none of ["", "unknown", "203.0.113", "203.0.113.999", "'; drop table card"])
    expect(networkOf(none), none).toBeNull();
});

test("what is said of where it comes from is believed of a proxy near by, and of nobody else", () => {
  expect(networkBehind("198.51.100.4", "203.0.113.77")).toBe("198.51.100");
  expect(networkBehind("127.0.0.1", "192.0.2.1, 203.0.113.77")).toBe("203.0.113");
  expect(networkBehind("::ffff:10.0.0.2", "203.0.113.77")).toBe("203.0.113");
  expect(networkBehind("127.0.0.1", undefined)).toBeNull();
  expect(networkBehind("127.0.0.1", "not an address")).toBeNull();
  expect(networkBehind(undefined, "10.1.2.3")).toBeNull();
});
