// Finds the programs that open our documents in the tests, or installs them: LibreOffice (Writer and Impress) and poppler.
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { installDebian } from "./debian.mjs";

const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Writer and Impress are packages of their own, beside the program that starts them. */
const hasParts = () => {
  const soffice = onPath("soffice");
  return (
    soffice !== undefined &&
    (process.platform !== "linux" ||
      ["libswlo.so", "libsdlo.so"].every((part) => existsSync(join(dirname(realpathSync(soffice)), part))))
  );
};

/** Where they cannot be had, the tests that need them say so and are skipped: everything else is still checked. */
export function findOffice() {
  const missing = [
    ...(hasParts() ? [] : ["libreoffice-writer", "libreoffice-impress"]),
    ...(onPath("pdftotext") ? [] : ["poppler-utils"]),
  ];
  if (missing.length === 0) return;
  // Elsewhere than on Debian and its like nothing is installed behind anybody's back.
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return;
  console.log(`Installing ${missing.join(", ")} for the tests of documents …`);
  if (!installDebian(...missing)) console.log("They could not be installed; those tests are skipped.");
}
