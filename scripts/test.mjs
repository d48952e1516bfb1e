// npm test: installs what is missing, runs every check and counts them. Each check is one; each test is one.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { build, environment, installPackages, node, root, run } from "./install.mjs";

installPackages();
environment.CHROMIUM = findBrowser();

const results = mkdtempSync(join(tmpdir(), "udlev-results-"));
const tool = (path) => join(root, "node_modules", path);
let passed = 0;
let failed = 0;

function check(name, args) {
  const isFine = run(node, args) === 0;
  console.log(`${isFine ? "ok    " : "FAILED"} ${name}`);
  if (isFine) passed++;
  else failed++;
}

function tests(name, config) {
  const file = join(results, `${name}.json`);
  const code = run(node, [
    tool("vitest/vitest.mjs"),
    "run",
    "--config",
    config,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const counted = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { numPassedTests: 0, numFailedTests: 0 };
  passed += counted.numPassedTests;
  failed += counted.numFailedTests;
  // A file that could not even be loaded, or a run that ended without a result, is a failure of its own.
  if (code !== 0 && counted.numFailedTests === 0) failed++;
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name}: ${counted.numPassedTests} tests passed`);
}

check("types", [tool("typescript/bin/tsc"), "-p", "tsconfig.json"]);
check("types of the models", [tool("typescript/bin/tsc"), "-p", "tsconfig.model.json"]);
check("lint", [
  tool("@biomejs/biome/bin/biome"),
  "check",
  ".",
  "--diagnostic-level=warn",
  "--error-on-warnings",
]);
check("import directions", [
  tool("dependency-cruiser/bin/dependency-cruise.mjs"),
  "--config",
  ".dependency-cruiser.mjs",
  "src",
]);
check("unused code", [tool("knip/bin/knip.js")]);
check("texts", ["scripts/texts.ts"]);
tests("unit, database and routes", "vitest.config.ts");
build();
tests("browser", "e2e/vitest.config.ts");

rmSync(results, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
