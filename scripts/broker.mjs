// Finds the broker by which several servers tell one another what happens, for the tests, or installs it: Redis.
import { spawnSync } from "node:child_process";
import { installDebian } from "./debian.mjs";

const isThere = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

/** Where it cannot be had, the tests that need it say so and are skipped: everything else is still checked. */
export function findBroker() {
  if (isThere("redis-server") || !isThere("apt-get")) return;
  console.log("Installing redis-server for the tests of several servers …");
  if (!installDebian("redis-server")) console.log("It could not be installed; those tests are skipped.");
}
