import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Embedded, startEmbedded } from "./embedded.ts";
import { isAlive } from "./lock.ts";

const settings = { fsync: "off" };
const patience = { timeout: 20_000, interval: 50 };
let folder: string;
let started: Embedded[] = [];
let elsewhere: ChildProcess[] = [];

beforeEach(() => {
  // With a space and a letter beyond ASCII, as people's folders have.
  const parent = mkdtempSync(join(tmpdir(), "udlev-embedded-"));
  chmodSync(parent, 0o711);
  folder = join(parent, "vores data æ");
});
afterEach(async () => {
  for (const one of started) await one.stop();
  for (const one of elsewhere) one.kill("SIGKILL");
  started = [];
  elsewhere = [];
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

async function start(): Promise<Embedded> {
  const one = await startEmbedded(folder, { settings });
  started.push(one);
  return one;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const postgresPid = () =>
  Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

/** Another process that holds the database, as the server does. */
async function startElsewhere(): Promise<{ process: ChildProcess; url: string }> {
  const module = JSON.stringify(join(import.meta.dirname, "embedded.ts"));
  const code = `const { startEmbedded } = await import(${module});
    const { url } = await startEmbedded(process.argv[1], { settings: { fsync: "off" } });
    console.log(url);
    setInterval(() => undefined, 1000);`;
  const process_ = spawn(process.execPath, ["--input-type=module", "-e", code, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  elsewhere.push(process_);
  const [line] = await once(process_.stdout!, "data");
  return { process: process_, url: String(line).trim() };
}

test("what is written is there after a restart", async () => {
  const first = await start();
  await query(first.url, "create table kept (word text); insert into kept values ('ægte')");
  await first.stop();
  const second = await start();
  expect(await query(second.url, "select word from kept")).toEqual([{ word: "ægte" }]);
});

test("nobody gets in without the password", async () => {
  const { url } = await start();
  const address = new URL(url);
  address.password = "guess";
  await expect(query(address.href, "select 1")).rejects.toThrow(/password authentication failed/);
  address.password = "";
  await expect(query(address.href, "select 1")).rejects.toThrow();
});

test("the role that the product uses is held to row-level security", async () => {
  const { url } = await start();
  const roles = await query(url, "select rolsuper, rolbypassrls from pg_roles where rolname = current_user");
  expect(roles).toEqual([{ rolsuper: false, rolbypassrls: false }]);
});

test("a second start on the same data says who has it, and leaves the first alone", async () => {
  const { url } = await start();
  await expect(startEmbedded(folder, { settings })).rejects.toThrow(`process ${process.pid}`);
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("when the server is killed, its database ends as well, and the next start has what was committed", async () => {
  const { process: holder, url } = await startElsewhere();
  await query(url, "create table kept (word text); insert into kept values ('trods alt')");
  const pid = postgresPid();
  await expect(startEmbedded(folder, { settings })).rejects.toThrow(`process ${holder.pid}`);
  holder.kill("SIGKILL");
  await once(holder, "exit");

  const next = await start();
  expect(await query(next.url, "select word from kept")).toEqual([{ word: "trods alt" }]);
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience);
});

test("a database that was killed itself starts again on what was committed", async () => {
  const first = await start();
  await query(first.url, "create table kept (word text); insert into kept values ('efter strømsvigt')");
  const pid = postgresPid();
  process.kill(pid, "SIGKILL");
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience);
  await first.stop();
  expect(existsSync(join(folder, "postgres", "postmaster.pid"))).toBe(true);
  const second = await start();
  expect(await query(second.url, "select word from kept")).toEqual([{ word: "efter strømsvigt" }]);
});

test("the lock of a process that is gone is taken over, even if its number is in use again", async () => {
  mkdirSync(folder, { recursive: true });
  // This process's own parent is alive, but it did not begin when the lock says.
  writeFileSync(join(folder, "udlev.pid"), `${process.ppid} 1\n`);
  const { url } = await start();
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a start that was interrupted while making the database begins afresh", async () => {
  mkdirSync(join(folder, "postgres.unfinished"), { recursive: true });
  writeFileSync(join(folder, "postgres.unfinished", "PG_VERSION"), "18\n");
  const { url } = await start();
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test.skipIf(process.getuid?.() !== 0)(
  "root's data may lie where nobody else can enter; deleting the folder begins afresh",
  async () => {
    chmodSync(join(folder, ".."), 0o700);
    const first = await start();
    await query(first.url, "create table kept (word text)");
    await first.stop();
    const second = await start();
    expect(await query(second.url, "select * from kept")).toEqual([]);
    await second.stop();

    const elsewhere = readFileSync(join(folder, "postgres-place"), "utf8");
    rmSync(folder, { recursive: true });
    const third = await start();
    await expect(query(third.url, "select * from kept")).rejects.toThrow(/does not exist/);
    await third.stop();
    for (const place of [elsewhere, readFileSync(join(folder, "postgres-place"), "utf8")])
      rmSync(place, { recursive: true });
  },
);
