import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { makePrivateFolder, type Places, places } from "./binaries.ts";
import { isAlive, lock } from "./lock.ts";

export type Embedded = { url: string; stop(): Promise<void> };
type Options = {
  /** Settings of postgresql.conf, such as { fsync: "off" }. */
  settings?: Record<string, string>;
  /** The folder of another PostgreSQL's binaries. */
  bin?: string;
};

const superuser = "postgres";
const owner = "udlev";
const isWindows = process.platform === "win32";

/**
 * Starts the PostgreSQL of the npm packages on a data folder of ours, reachable from this machine only, by password.
 * However this process ends, kill -9 included, the database is shut down after it.
 * @returns the url of the database `udlev`, owned by an ordinary role: row-level security holds for it.
 */
export async function startEmbedded(folder: string, options: Options = {}): Promise<Embedded> {
  const dataDir = resolve(folder);
  // Others may pass through (the account that PostgreSQL runs as must), not look around.
  if (mkdirSync(dataDir, { recursive: true }) !== undefined) chmodSync(dataDir, 0o711);
  const unlock = lock(dataDir);
  try {
    const where = places(dataDir, options.bin);
    const password = keptPassword(dataDir);
    if (existsSync(join(where.cluster, "PG_VERSION"))) {
      refuseOtherVersion(where);
      await stopLeftBehind(where.cluster);
    } else initialise(where, password);

    const { server, port } = await launch(where, password, options.settings ?? {});
    return {
      url: address(owner, password, port, owner),
      async stop() {
        await server.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The database of a server that runs on this folder at the moment, for looking into it from another process. */
export function findRunning(folder: string): Embedded | null {
  const dataDir = resolve(folder);
  try {
    const { cluster } = places(dataDir);
    const [pid, , , port] = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    if (!isAlive(Number(pid)) || !isPostgres(Number(pid))) return null;
    const password = readFileSync(join(dataDir, "postgres-password"), "utf8").trim();
    return { url: address(owner, password, Number(port), owner), stop: async () => undefined };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** A database whose data is thrown away when it stops, and which does not wait for the disk: for tests and tools. */
export async function startThrowaway(options: Options = {}): Promise<Embedded> {
  const folder = mkdtempSync(join(tmpdir(), "udlev-throwaway-"));
  chmodSync(folder, 0o711);
  const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", ...options.settings };
  const removeAll = () => {
    const { cluster } = places(folder, options.bin);
    for (const path of [cluster, folder]) rmSync(path, { recursive: true, force: true });
  };
  try {
    const embedded = await startEmbedded(folder, { ...options, settings: hasty });
    return { url: embedded.url, stop: () => embedded.stop().then(removeAll) };
  } catch (error) {
    removeAll();
    throw error;
  }
}

const address = (role: string, password: string, port: number, database: string) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

function keptPassword(dataDir: string): string {
  const file = join(dataDir, "postgres-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function refuseOtherVersion({ bin, cluster }: Places): void {
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  const said = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" }).stdout ?? "";
  const ours = / (\d+)/.exec(said)?.[1];
  if (ours && ours !== made)
    throw new Error(
      `The data in ${cluster} was made by PostgreSQL ${made}, and this version of Udlev brings PostgreSQL ${ours}. Make a backup with the old one first and restore it with this one (see docs/OPERATIONS.md).`,
    );
}

function initialise({ bin, cluster, account }: Places, password: string): void {
  // Made beside its place and moved there when whole: a start that is interrupted leaves nothing half-made behind.
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(cluster, { recursive: true, force: true });
  makePrivateFolder(unfinished, account);
  const secrets = mkdtempSync(join(tmpdir(), "udlev-"));
  const passwordFile = join(secrets, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [secrets, passwordFile]) chownSync(path, account.uid, account.gid);
  const locale = ["-E", "UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=und"];
  const access = ["-U", superuser, "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  const made = spawnSync(join(bin, "initdb"), ["-D", unfinished, ...access, ...locale, "--no-instructions"], {
    ...account,
    cwd: "/",
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  rmSync(secrets, { recursive: true, force: true });
  if (made.status !== 0)
    throw new Error(
      `The embedded database could not be made: ${made.stderr || made.error?.message || made.signal}`,
    );
  renameSync(unfinished, cluster);
}

/** A postgres that outlived its server is stopped before a new one starts on its data. */
async function stopLeftBehind(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return;
  const [first, directory] = readFileSync(file, "utf8").split("\n");
  const pid = Number(first);
  if (pid > 0 && directory === cluster && isAlive(pid) && isPostgres(pid)) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; isAlive(pid) && waited < 30_000; waited += 25) await pause(25);
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    while (isAlive(pid)) await pause(25);
  }
  rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
}

/** One of the ports that are nobody's by agreement; if another program has it at the moment, we try the next. */
const somePort = () => randomInt(49_152, 65_536);

type Server = { stop(): Promise<void>; ended(): string | null };

/** Starts postgres and makes our role and database in it, if they are not there. */
async function launch(
  where: Places,
  password: string,
  settings: Record<string, string>,
): Promise<{ server: Server; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = somePort();
    const server = spawnPostgres(where, {
      port: String(port),
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      max_connections: "200",
      log_min_messages: "warning",
      ...settings,
    });
    try {
      await prepare(address(superuser, password, port, "postgres"), password, server);
      return { server, port };
    } catch (error) {
      await server.stop();
      // Another program took the port in between, or processes of a killed postgres have not quite ended.
      const passes = /could not bind|shared memory block|shared memory segment/.test(server.ended() ?? "");
      if (!passes || attempt === 20) throw error;
      await pause(250);
    }
  }
}

/**
 * Our end of the pipe is held by this process alone: when it closes, for whatever reason, a watcher shuts the
 * database down. The watcher is nobody's child, as postgres takes offence at children it does not know.
 */
const watched = `exec 3<&0 </dev/null
( { read -r released <&3 || kill -INT $$; } >/dev/null 2>&1 & )
exec 3<&-
exec "$0" "$@"`;

function spawnPostgres({ bin, cluster, account }: Places, settings: Record<string, string>): Server {
  const program = join(bin, isWindows ? "postgres.exe" : "postgres");
  const args = [
    "-D",
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const child: ChildProcess = spawn(
    isWindows ? program : "/bin/sh",
    isWindows ? args : ["-c", watched, program, ...args],
    {
      ...account,
      cwd: cluster,
      // A process group of its own: Ctrl-C reaches us only, and we stop the database when our own work is done.
      detached: true,
      stdio: ["pipe", "ignore", "pipe"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    },
  );
  let said = "";
  let ended: string | null = null;
  child.stderr?.on("data", (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  child.stdin?.on("error", () => undefined);
  const exited = new Promise<void>((resolveExit) => {
    child.on("error", (error) => {
      ended ??= error.message;
      resolveExit();
    });
    // After its last words, so that they are in `said`.
    child.on("close", (code, signal) => {
      ended ??= said || `it ended with ${code ?? signal}`;
      child.stdin?.end("released\n");
      resolveExit();
    });
  });
  return {
    ended: () => ended,
    async stop() {
      if (ended === null) child.kill("SIGINT");
      await exited;
    },
  };
}

async function prepare(url: string, password: string, server: Server): Promise<void> {
  const client = await connectWhenReady(url, server);
  try {
    const has = async (query: string) => (await client.query(query, [owner])).rows.length > 0;
    if (!(await has("select from pg_roles where rolname = $1")))
      await client.query(`create role ${owner} login createdb password '${password}'`);
    if (!(await has("select from pg_database where datname = $1")))
      await client.query(`create database ${owner} owner ${owner}`);
  } finally {
    await client.end();
  }
}

/** Waits as long as the database is alive: after a power cut it first plays back what it had written down. */
async function connectWhenReady(url: string, server: Server): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const reason = server.ended();
      if (reason !== null)
        throw new Error(`The embedded database did not start: ${reason}`, { cause: error });
      if ((error as { code?: string }).code === "28P01")
        throw new Error(
          `The password kept in postgres-password is not the database's: put back the file that belongs to the data.`,
        );
      await pause(20);
    }
  }
}
