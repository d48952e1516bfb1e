import { expect, test } from "vitest";
import { deviceName, isAllowedBy, isFresh, isOver, scopeFor } from "./model.ts";

test("a route's scope is its part of the API, read or written", () => {
  expect(scopeFor("GET", "/api/values")).toBe("values.read");
  expect(scopeFor("POST", "/api/pulse/pulses/1/contacts")).toBe("pulse.write");
  expect(scopeFor("DELETE", "/api/follow-up/x")).toBe("follow-up.write");
});

test("no scope lets a token change how somebody gets in, or into what is not known", () => {
  for (const path of [
    "/api/account/tokens",
    "/api/organisation/sign-in/password",
    "/api/organisation/sign-out",
    "/api/valuesandmore",
    "/api/unknown",
    "/mail",
  ])
    expect(scopeFor("POST", path), path).toBeNull();
});

test("who may write may read there, and nowhere else", () => {
  expect(isAllowedBy(["values.write"], "values.read")).toBe(true);
  expect(isAllowedBy(["values.read"], "values.write")).toBe(false);
  expect(isAllowedBy(["pulse.write"], "values.read")).toBe(false);
});

test("a session ends when it is not used for two weeks, and after thirty days however much it is used", () => {
  const now = new Date("2026-06-30T12:00:00Z");
  const ago = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
  expect(isOver({ createdAt: ago(29.9), usedAt: ago(13.9) }, now)).toBe(false);
  expect(isOver({ createdAt: ago(14), usedAt: ago(14) }, now)).toBe(true);
  expect(isOver({ createdAt: ago(30), usedAt: now }, now)).toBe(true);
});

test("she has just signed in for a quarter of an hour", () => {
  const now = new Date("2026-06-30T12:00:00Z");
  expect(isFresh({ createdAt: new Date("2026-06-30T11:45:01Z") }, now)).toBe(true);
  expect(isFresh({ createdAt: new Date("2026-06-30T11:45:00Z") }, now)).toBe(false);
});

test("a browser is called what people call it", () => {
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
  expect(deviceName(`${windows} Chrome/140.0 Safari/537.36`)).toEqual({
    browser: "Chrome",
    system: "Windows",
  });
  expect(deviceName(`${windows} Chrome/140.0 Safari/537.36 Edg/140.0`).browser).toBe("Edge");
  expect(
    deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"),
  ).toEqual({ browser: "Safari", system: "iPhone" });
  expect(deviceName("")).toEqual({ browser: "", system: "" });
});
