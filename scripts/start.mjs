// npm start: installs what is missing, builds what is stale, starts the server with the Node that the project pins.
// npm run sample: the same, and loads the sample organisation. npm run backup and restore: see docs/OPERATIONS.md. npm run dev: rebuilds and restarts as files change.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, environment, installPackages, node, root } from "./install.mjs";

const task = process.argv[2] ?? "start";
const attachment = pathToFileURL(join(root, "scripts", "attached.mjs")).href;

installPackages();
if (task !== "dev" && !build()) {
  console.error("Udlev could not be built: see the message above.");
  process.exit(1);
}

const children = [];

/** A child that ends when we do, however we end (see attached.mjs). */
function start(args, env = {}) {
  const child = spawn(node, ["--import", attachment, ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...environment, ...env },
  });
  child.on("exit", (code, signal) => {
    if (signal === "SIGKILL")
      console.error("The server was killed. npm start brings it back with all that was saved.");
    for (const other of children) if (other !== child) other.kill("SIGTERM");
    process.exit(code ?? 1);
  });
  children.push(child);
}

if (task === "dev") {
  // Vite in front, handing everything that is not a browser's file on to the server behind it.
  const port = Number(process.env.PORT || 3000);
  const behind = String(port + 1);
  const baseUrl = process.env.BASE_URL || `http://localhost:${port}`;
  start(["--watch", "--watch-preserve-output", "src/main.ts"], { PORT: behind, BASE_URL: baseUrl });
  start([join(root, "node_modules/vite/bin/vite.js"), "--port", String(port), "--strictPort"], {
    SERVER_PORT: behind,
  });
} else start([join(root, "dist/server/main.js"), ...(task === "start" ? [] : process.argv.slice(2))]);

const stop = (signal) => {
  for (const child of children) child.kill(signal);
};
// A signal may reach the whole process group or only us; the server stops once, however often it is told.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));

// npm may be killed without being able to tell us. Then its shell, our parent, gets another parent, or we do.
const ancestors = () => {
  try {
    return `${process.ppid} ${
      readFileSync(`/proc/${process.ppid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[1]
    }`;
  } catch {
    return String(process.ppid);
  }
};
if (process.env.npm_lifecycle_event && process.platform !== "win32") {
  const atStart = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === atStart) return;
    clearInterval(watch);
    stop("SIGTERM");
  }, 500);
}
