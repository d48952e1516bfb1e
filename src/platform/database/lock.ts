import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** When the process began, as Linux counts it; it tells a process from a later one that got the same number. */
function beginning(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? ""
    );
  } catch {
    return "";
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It may belong to another user.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    // A zombie has ended; only its parent has not looked yet.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
};

/** The locks that this very process holds. */
const held = new Set<string>();

/**
 * One process per data folder: a second one is told which process holds it. The lock of a process that was killed
 * is taken over. Gives back the unlocking.
 */
export function lock(dataDir: string): () => void {
  const file = join(dataDir, "udlev.pid");
  const mine = `${file}.${process.pid}`;
  const content = `${process.pid} ${beginning(process.pid)}\n`;
  writeFileSync(mine, content);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        // Unlike writing a new file, a link appears with its content: nobody reads a half-written lock.
        linkSync(mine, file);
        held.add(file);
        return () => {
          held.delete(file);
          if (readOr(file, "") === content) rmSync(file, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 5) throw error;
      }
      const found = readOr(file, "");
      const [pid, since] = found.trim().split(" ");
      const isHeld = Number(pid) > 0 && isAlive(Number(pid)) && (since ?? "") === beginning(Number(pid));
      if (isHeld && (found !== content || held.has(file)))
        throw new Error(
          `Udlev already runs on this data (process ${pid}, ${dataDir}). Stop it first, or set DATA_DIR to another folder.`,
        );
      takeAway(file, found);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Removes a stale lock, but never the one that somebody else put in its place meanwhile. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== stale) linkSync(aside, file);
  } catch {
    // Somebody else was faster: the next attempt sees what they left.
  }
  rmSync(aside, { force: true });
}
