// Installs what is missing. Plain JavaScript that an older Node understands: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const isWindows = process.platform === "win32";

/** The Node that the project pins, put there by the npm package `node`. */
export const node = join(modules, "node", "bin", isWindows ? "node.exe" : "node");

/** For child processes: the pinned Node and the project's tools come first. */
export const environment = {
  ...process.env,
  // What Node has compiled is kept for later starts.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, ".cache", "node"),
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

const packagesIn = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return {};
  }
};

/**
 * Whether node_modules is what package-lock.json asks for, by the record that npm keeps in it; and whether each package
 * is there, since the record outlives a folder that somebody deleted.
 */
function isInstalled() {
  if (!existsSync(node)) return false;
  const wanted = packagesIn(join(root, "package-lock.json"));
  const found = packagesIn(join(modules, ".package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional, devOptional, integrity }]) => {
    if (path === "") return true;
    // What is for another platform is not installed.
    if (!found[path]) return Boolean(optional || devOptional);
    const isAsked = found[path].version === version && found[path].integrity === integrity;
    return isAsked && existsSync(join(root, path));
  });
}

/**
 * Installs where node_modules is not what package-lock.json asks for. Not `npm ci`: it refuses a lock file in which an
 * optional package of some other platform is missing, as it is when a registry does not carry it.
 */
export function installPackages() {
  if (isInstalled()) return;
  console.log("Installing packages: about a minute the first time …");
  // The npm that runs us, with the Node that it runs on; outside npm the one on the PATH.
  const npm = process.env.npm_execpath;
  const args = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { env: process.env, shell: isWindows && !npm };
  const code = npm ? run(process.execPath, [npm, ...args], options) : run("npm", args, options);
  if (code !== 0 || !isInstalled()) {
    console.error(
      existsSync(node) || code !== 0
        ? "The packages could not be installed: see npm's message above."
        : "The packages were installed without their scripts. Allow them (npm config set ignore-scripts false) and start again.",
    );
    process.exit(1);
  }
}

/** When the newest file in a folder was written. Tests and tables are no part of what browsers get. */
const newest = (path) => {
  if (/\.(test\.tsx?|sql)$/.test(path)) return 0;
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/** Builds the browser's files and the server where a source is newer than the last build. Gives back whether they are there. */
export function build() {
  const mark = join(root, "dist", ".built");
  const sources = [
    "src",
    "index.html",
    "phone.html",
    "screen.html",
    "vite.config.ts",
    "vite.server.config.ts",
    "package-lock.json",
  ];
  const latest = Math.max(...sources.map((name) => newest(join(root, name))));
  if (existsSync(mark) && Number(readFileSync(mark, "utf8")) >= latest) return true;
  console.log("Building …");
  for (const config of ["vite.config.ts", "vite.server.config.ts"]) {
    const vite = [join(modules, "vite", "bin", "vite.js"), "build", "--config", config, "--logLevel", "warn"];
    if (run(node, vite) !== 0) return false;
  }
  writeFileSync(mark, String(latest));
  return true;
}
