// npm start: installs what is missing, builds what is stale, starts the server with the Node that the project pins.
import { spawn } from "node:child_process";
import { build, environment, installPackages, node, root } from "./install.mjs";

installPackages();
const task = process.argv[2];
if (task !== "sample") build();

const server = spawn(node, ["src/main.ts", ...(task ? [task] : [])], {
  cwd: root,
  stdio: "inherit",
  env: environment,
});
// The signal may reach the whole process group or only us; the server stops once, however often it is told.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
