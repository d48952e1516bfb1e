import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "./harness.ts";

// npm start as its user runs it: the built server in a process of its own, in a folder with a space in its name.

const folder = mkdtempSync(join(tmpdir(), "udlev start "));
const port = 20_000 + (process.pid % 10_000);
const at = `http://127.0.0.1:${port}`;
const dataDir = join(folder, "data");
const started: ChildProcess[] = [];

function npmStart(env: Record<string, string> = {}) {
  const child = spawn("node", ["scripts/start.mjs"], {
    cwd: join(import.meta.dirname, ".."),
    env: { ...process.env, PORT: String(port), BASE_URL: at, DATA_DIR: dataDir, LOG_LEVEL: "error", ...env },
  });
  started.push(child);
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said.text += chunk;
    });
  const isReady = () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said.text}`);
    return said.text.includes(`Udlev is ready: ${at}`);
  };
  return { child, said, ready: () => until(`npm start: ${said.text}`, isReady) };
}

const serverOf = () => Number(readFileSync(join(dataDir, "udlev.pid"), "utf8").split(" ")[0]);

let cookie = "";
const send = (path: string, method: string, body?: object) =>
  fetch(`${at}${path}`, {
    method,
    headers: { origin: at, cookie, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
const get = async (path: string) => {
  const answer = await fetch(`${at}${path}`, { headers: { cookie } });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer;
};

beforeAll(() => chmodSync(folder, 0o711));
afterAll(async () => {
  for (const child of started) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

test("the built server starts on a new folder, makes the sample, sends the sign-in mail and prints the guide", async () => {
  await npmStart().ready();
  for (const page of ["/", "/m", "/api/openapi.json"]) await get(page);

  const sample = await send("/api/organisation/sample", "POST", {});
  expect(sample.status).toBe(200);
  cookie = sample.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const journeys = (await (await get("/api/guide/journeys")).json()) as { id: string }[];
  const document = await get(`/api/thread/journeys/${journeys[0]!.id}/guide.docx`);
  expect((await document.arrayBuffer()).byteLength).toBeGreaterThan(5_000);

  await send("/api/organisation/sign-in/link", "POST", { email: "karen.skovbo@nordvarme.example" });
  await until("the mail on /mail", async () =>
    (await (await get("/mail")).text()).includes("/sign-in/link/"),
  );
});

test("a second start on the same data says so and stops", async () => {
  const { child, said } = npmStart({ PORT: String(port + 1) });
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
  expect(said.text).toContain("already runs on this data");
});

test("after kill -9 the next start has everything, and a stop leaves nothing running", async () => {
  const killed = serverOf();
  const gone = once(started[0]!, "exit");
  process.kill(killed, "SIGKILL");
  await gone;

  const { child, ready } = npmStart();
  await ready();
  expect(serverOf()).not.toBe(killed);
  await get("/api/guide/journeys");

  const server = serverOf();
  const stopped = once(child, "exit");
  child.kill("SIGTERM");
  await stopped;
  expect(() => process.kill(server, 0)).toThrow();
  await expect(fetch(at)).rejects.toThrow();
});
