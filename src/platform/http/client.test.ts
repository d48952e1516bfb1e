import { expect, test } from "vitest";
import { isWorthRetrying, Problem } from "./client.ts";

const problem = (status: number) => new Problem({ type: "about:blank", title: "", status });

test("only a lost connection and a fault of the server's are tried again", () => {
  expect(isWorthRetrying(new TypeError("Failed to fetch"))).toBe(true);
  expect([500, 502, 503].map((status) => isWorthRetrying(problem(status)))).toEqual([true, true, true]);
  const refusals = [400, 401, 403, 404, 409, 413, 422];
  expect(refusals.filter((status) => isWorthRetrying(problem(status)))).toEqual([]);
});
