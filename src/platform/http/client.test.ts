import { expect, test } from "vitest";
import { answer, isWorthRetrying, onOvertaken, Problem } from "./client.ts";

const problem = (status: number) => new Problem({ type: "about:blank", title: "", status });

test("only a lost connection and a fault of the server's are tried again", () => {
  expect(isWorthRetrying(new TypeError("Failed to fetch"))).toBe(true);
  expect([500, 502, 503].map((status) => isWorthRetrying(problem(status)))).toEqual([true, true, true]);
  const refusals = [400, 401, 403, 404, 409, 413, 422];
  expect(refusals.filter((status) => isWorthRetrying(problem(status)))).toEqual([]);
});

test("where somebody else was first, hers is fetched before the refusal is told; elsewhere nothing is", async () => {
  let fetched = 0;
  onOvertaken(() => fetched++);
  const refused = (status: number) =>
    answer(Promise.resolve(Response.json({ title: "", status }, { status }) as never)).catch(() => fetched);
  expect([await refused(422), await refused(409), await refused(404)]).toEqual([0, 1, 1]);
});
