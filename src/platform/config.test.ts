import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Config, readConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "udlev-config-"));
const dataDir = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secret = "s".repeat(32);
function read(env: Record<string, string>): Config {
  const config = readConfig({ DATA_DIR: dataDir, ...env });
  if (Array.isArray(config)) throw new Error(config.join("\n"));
  return config;
}

test("nothing needs to be set", () => {
  expect(read({})).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    baseUrl: "http://localhost:3000",
    databaseUrl: null,
    smtpUrl: null,
    redisUrl: null,
    logLevel: "info",
  });
});

test("the secret is made once, and only its owner may read it", () => {
  expect(read({}).secret).toBe(read({}).secret);
  expect(read({}).secret.length).toBeGreaterThanOrEqual(32);
  expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
});

test("links in mails begin with the public address, without a slash at the end", () => {
  expect(read({ BASE_URL: "https://udlev.nordvarme.example/" }).baseUrl).toBe(
    "https://udlev.nordvarme.example",
  );
  expect(read({ PORT: "8080", HOST: "0.0.0.0" }).baseUrl).toBe("http://localhost:8080");
  expect(read({ HOST: "192.0.2.7" }).baseUrl).toBe("http://192.0.2.7:3000");
});

test("an empty setting counts as not set", () => {
  expect(read({ SMTP_URL: "", PORT: " " })).toMatchObject({ smtpUrl: null, redisUrl: null, port: 3000 });
});

test.each([
  [{ PORT: "http" }, "PORT must be a number from 1 to 65535."],
  [{ PORT: "70000" }, "PORT must be a number from 1 to 65535."],
  [{ BASE_URL: "udlev.example" }, "BASE_URL must be an address that begins with http:// or https://."],
  [{ SMTP_URL: "mail.example:25" }, "SMTP_URL must be an address that begins with smtp:// or smtps://."],
  [
    { DATABASE_URL: "mysql://x", SECRET: secret },
    "DATABASE_URL must be an address that begins with postgres:// or postgresql://.",
  ],
  [{ DATABASE_URL: "postgres://x/y" }, "With DATABASE_URL, SECRET must be set too: the same on every node."],
  [{ REDIS_URL: "broker:6379" }, "REDIS_URL must be an address that begins with redis:// or rediss://."],
  [{ SECRET: "short" }, "SECRET must be at least 32 characters long."],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of silent, error, warn, info, debug."],
])("%o is refused in a sentence", (env, problem) => {
  expect(readConfig({ DATA_DIR: dataDir, ...env })).toEqual([problem]);
});

test("every problem is told at once", () => {
  expect(readConfig({ PORT: "x", LOG_LEVEL: "x" })).toHaveLength(2);
});

test("a data folder that is not one is refused in a sentence", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(readConfig({ DATA_DIR: file })).toEqual([
    expect.stringContaining(`The data folder ${file} cannot be used`),
  ]);
});
