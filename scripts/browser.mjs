// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebian } from "./debian.mjs";
import { environment, node, root } from "./install.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath() {
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
}

/** The path of a Chromium, or undefined. Tried in order: CHROMIUM, the PATH, Debian's package, Playwright's own download. */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = onPath();
  if (found) return found;
  console.log("Installing a browser for the tests …");
  if (installDebian("chromium")) return onPath();
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
