// npm test: installs what is missing, runs every check and counts them. Each check is one; each test is one.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findBroker } from "./broker.mjs";
import { findBrowser } from "./browser.mjs";
import { build, environment, installPackages, node, root, run } from "./install.mjs";
import { findOffice } from "./office.mjs";

installPackages();

const results = mkdtempSync(join(tmpdir(), "udlev-results-"));
const tool = (path) => join(root, "node_modules", path);
let passed = 0;
let failed = 0;

function count(name, isFine, started) {
  console.log(`${isFine ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (isFine) passed++;
  else failed++;
}

function check(name, args) {
  const started = Date.now();
  count(name, run(node, args) === 0, started);
}

function tests(name, config) {
  const started = Date.now();
  const file = join(results, `${name}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const code = run(node, [tool("vitest/vitest.mjs"), "run", "--config", config, ...reporters]);
  const counted = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  passed += counted.numPassedTests;
  failed += counted.numFailedTests;
  for (const { name: path, assertionResults } of counted.testResults)
    for (const { status, fullName } of assertionResults)
      if (status === "failed") console.log(`FAILED ${relative(root, path)}: ${fullName}`);
  // The run counts as well: a file that could not even be loaded has no failed test.
  count(`${name}: ${counted.numPassedTests} passed, ${counted.numFailedTests} failed`, code === 0, started);
}

check("types", [tool("typescript-7/bin/tsc"), "-p", "tsconfig.json"]);
check("types of the models", [tool("typescript-7/bin/tsc"), "-p", "tsconfig.model.json"]);
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

// npm run check: what takes seconds, for while one works.
if (process.argv[2] !== "quick") {
  findOffice();
  findBroker();
  tests("tests", "vitest.config.ts");

  const buildStarted = Date.now();
  const isBuilt = build();
  count("build of the browser's files", isBuilt, buildStarted);

  const browserStarted = Date.now();
  const browser = isBuilt && findBrowser();
  if (browser) {
    environment.CHROMIUM = browser;
    tests("tests in a browser", "e2e/vitest.config.ts");
  } else count("tests in a browser", false, browserStarted);
}

rmSync(results, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
