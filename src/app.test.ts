import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "./testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test("the OpenAPI document names every route under /api", async () => {
  const answer = await server.app.request("/api/openapi.json");
  expect(answer.status).toBe(200);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const mounted = server.app.routes
    .filter(({ path, method }) => path.startsWith("/api/") && !path.endsWith("*") && method !== "ALL")
    .map(({ path, method }) => `${method} ${path.replaceAll(/:([^/{]+)(\{[^}]*\})?/g, "{$1}")}`);
  const documentItself = "GET /api/openapi.json";
  expect(described.length).toBeGreaterThan(100);
  expect([...new Set(mounted)].filter((route) => route !== documentItself).sort()).toEqual(described.sort());
});
