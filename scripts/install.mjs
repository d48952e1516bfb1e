// Installs what is missing. Plain JavaScript that an older Node understands: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stamp = join(modules, ".udlev-installed");
const isWindows = process.platform === "win32";

/** The Node that the project pins, put there by the npm package `node`. */
export const node = join(modules, "node", "bin", isWindows ? "node.exe" : "node");

/** For child processes: the pinned Node and the project's tools come first. */
export const environment = {
  ...process.env,
  PATH: [dirname(node), join(modules, ".bin"), process.env.PATH].join(delimiter),
};

/** Runs a command in the project's folder; its output goes to the terminal. Gives back the exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: environment,
    ...options,
  });
  if (error) console.error(error.message);
  return status ?? 1;
}

/** npm ci where node_modules is not what package-lock.json asks for. */
export function installPackages() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && existsSync(node) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing packages (about a minute the first time) …");
  const npm = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : [isWindows ? "npm.cmd" : "npm", []];
  const code = run(npm[0], [...npm[1], "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    env: process.env,
    shell: isWindows,
  });
  if (code !== 0 || !existsSync(node)) {
    console.error("The packages could not be installed. See npm's message above.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

const newest = (path) => {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** Builds the browser's files where a source is newer than the last build. */
export function build() {
  const mark = join(root, "dist", ".built");
  const sources = ["src", "index.html", "phone.html", "screen.html", "vite.config.ts", "package-lock.json"];
  const latest = Math.max(...sources.map((name) => newest(join(root, name))));
  if (existsSync(mark) && Number(readFileSync(mark, "utf8")) >= latest) return;
  console.log("Building the browser's files …");
  if (run(node, [join(modules, "vite", "bin", "vite.js"), "build", "--logLevel", "warn"]) !== 0)
    process.exit(1);
  writeFileSync(mark, String(latest));
}
