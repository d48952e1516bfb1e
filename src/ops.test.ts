import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type TestServer, testServer } from "./testing/server.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const ask = (path: string, token?: string) =>
  server.app.request(`http://localhost${path}`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });

test("metrics are for who has the token, and count requests by route, never by address", async () => {
  expect((await ask("/metrics")).status).toBe(401);
  expect((await ask("/metrics", "a token for tesst")).status).toBe(401);
  const key = "nobodys-personal-key-in-a-link";
  await ask(`/s/${key}`);
  await ask(`/api/preparation/meetings/6f1c1f0e-8f0b-4c39-9a55-0c5b8a0d7e21`);
  const answer = await ask("/metrics", "a token for tests");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  const text = await answer.text();
  expect(text).toMatch(
    /udlev_http_request_duration_seconds_count\{method="GET",route="[^"]*:[^"]*",status="\d+"\} \d/,
  );
  expect(text).not.toContain(key);
  expect(text).not.toContain("6f1c1f0e");
  expect(text).toMatch(/^udlev_live_meetings 0$/m);
  expect(text).toMatch(/^udlev_database_connections\{state="idle"\} \d/m);
});

test("the dashboard and the alerts ask for metrics that there are", async () => {
  await server.browser()("POST", "/api/organisation/sign-in/link", { email: "nobody@nordvarme.example" });
  const text = await (await ask("/metrics", "a token for tests")).text();
  const there = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name, kind]) =>
      kind === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
  const dashboard = JSON.parse(read("ops/grafana/udlev.json")) as {
    panels: { id: number; targets: { expr: string }[] }[];
  };
  const alerts = parse(read("ops/alerts.yml")) as { groups: { rules: { expr: string }[] }[] };
  const asked = [
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ].flatMap((expr) =>
    [...expr.replaceAll(/\{[^}]*\}/g, "").matchAll(/\b(?:udlev|process|nodejs)_\w+/g)].map(([name]) => name),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((name) => !there.has(name))).toEqual([]);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
});

test("the container file is sound by its linter, and runs as an ordinary user", () => {
  const file = read("Containerfile");
  const findings = validate(file);
  expect(findings.map(({ message }) => message)).toEqual([]);
  const last = file.slice(file.lastIndexOf("\nFROM "));
  expect(last).toMatch(/^USER node$/m);
  expect(last).toMatch(/^HEALTHCHECK /m);
  expect(file).not.toMatch(/^(ARG|ENV) .*(SECRET|PASSWORD|TOKEN)/m);
  for (const [, image] of file.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(/:\d+\.\d+/);
});

test("the compose file is sound by its linter, and sets nothing that the product does not know", () => {
  const linter = join(root, "node_modules/dclint/bin/dclint.cjs");
  const said = execFileSync(
    process.execPath,
    [linter, "--config", "ops/dclint.json", "--formatter", "json", "compose.yaml"],
    { cwd: root, encoding: "utf8" },
  );
  expect((JSON.parse(said) as { messages: unknown[] }[]).flatMap(({ messages }) => messages)).toEqual([]);
  const { services } = parse(read("compose.yaml")) as {
    services: Record<string, { environment: Record<string, string>; ports: string[] }>;
  };
  const known = read("src/platform/config.ts");
  for (const name of Object.keys(services.udlev!.environment)) expect(known, name).toContain(`"${name}"`);
  for (const { ports } of Object.values(services))
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});
