// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebian } from "./debian.mjs";
import { environment, node, root } from "./install.mjs";

// The headless shell first: it draws the same pages without a browser's own windows around them, in a third of the time.
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** The path of a Chromium, or undefined. Tried in order: CHROMIUM, the PATH, Debian's package, Playwright's own download. */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = onPath();
  if (found) return found;
  console.log("Installing a browser for the tests …");
  if (installDebian("chromium-headless-shell") || installDebian("chromium")) return onPath();
  spawnSync(node, [join(root, "node_modules/playwright-core/cli.js"), "install", "chromium"], {
    stdio: "inherit",
    env: environment,
  });
  const asked = spawnSync(node, ["-e", "console.log(require('playwright-core').chromium.executablePath())"], {
    cwd: root,
    encoding: "utf8",
  });
  const path = asked.stdout.trim();
  if (existsSync(path)) return path;
  console.error("No browser: install Chromium, or say where it is with CHROMIUM=/path/to/chromium.");
  return undefined;
}

/** A browser without a window, for tests, pictures and measurements. */
export async function launchBrowser() {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
