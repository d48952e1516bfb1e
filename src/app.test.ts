import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, testServer } from "./testing/server.ts";

type Content = Record<string, { schema: object; example?: unknown }>;
type Operation = {
  operationId: string;
  security: object[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};
let server: TestServer;
let document: { paths: Record<string, Record<string, Operation>>; components: Record<string, object> };
beforeAll(async () => {
  server = await testServer();
  document = await (await server.app.request("/api/openapi.json")).json();
});
afterAll(() => server.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

test("the OpenAPI document names every route under /api", () => {
  const described = operations().map(({ name }) => name);
  const mounted = server.app.routes
    .filter(({ path, method }) => path.startsWith("/api/") && !path.endsWith("*") && method !== "ALL")
    .map(({ path, method }) => `${method} ${path.replaceAll(/:([^/{]+)(\{[^}]*\})?/g, "{$1}")}`);
  const documentItself = "GET /api/openapi.json";
  expect(described.length).toBeGreaterThan(100);
  expect([...new Set(mounted)].filter((route) => route !== documentItself).sort()).toEqual(described.sort());
});

test("the document is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect([result.valid, validator.version]).toEqual([true, "3.1"]);
});

test("every operation has a name of its own, and says how one gets in", () => {
  const names = operations().map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, operation } of operations()) expect(operation.security, name).toBeInstanceOf(Array);
  const open = operations().filter(({ operation }) => operation.security.length === 0);
  expect(open.map(({ name }) => name)).toContain("POST /api/organisation/sign-in/password");
  expect(open.length).toBeLessThan(20);
});

test("every body has an example, and every example fits its schema", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: "api", components: document.components });
  const wrong: string[] = [];
  let count = 0;
  for (const { name, operation } of operations()) {
    const contents = [
      operation.requestBody?.content,
      ...Object.values(operation.responses).map((each) => each.content),
    ];
    for (const content of contents) {
      const json = content?.["application/json"];
      if (!json) continue;
      count++;
      if (!("example" in json)) wrong.push(`${name}: no example`);
      const pointed = JSON.parse(
        JSON.stringify(json.schema).replaceAll('"#/components/', '"api#/components/'),
      );
      if (!ajv.validate(pointed, json.example))
        wrong.push(`${name}: ${ajv.errorsText()} ${JSON.stringify(json.example).slice(0, 200)}`);
    }
  }
  expect(count).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

test("a script of an earlier build is not there, and the page of every other address is not taken for it", async () => {
  const answer = await server.app.request("/assets/index-gone.js");
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toMatch(/application\/problem\+json/);
  expect((await server.app.request("/somewhere")).headers.get("content-type")).toMatch(/text\/(html|plain)/);
});
