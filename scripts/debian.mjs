// Puts Debian's packages where a check needs a program that npm has not.
import { spawnSync } from "node:child_process";

let isUpdated = false;

/** Installs packages without asking anything; gives back whether they are there. */
export function installDebian(...packages) {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, "apt-get", ...args];
    const options = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    return spawnSync(command, rest, options).status === 0;
  };
  isUpdated ||= apt("update", "-qq");
  return isUpdated && apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
}
