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

/** Runs them; what was counted, and by file what failed. */
function runTests(name, config, more = []) {
  const file = join(results, `${name}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const code = run(node, [tool("vitest/vitest.mjs"), "run", "--config", config, ...reporters, ...more]);
  const { numPassedTests, numFailedTests, testResults } = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  const files = testResults.filter(({ status }) => status === "failed");
  return { code, passed: numPassedTests, failed: numFailedTests, files };
}

/** What failed, with its reason: a long output is read from its end. */
function tellFailures(files) {
  for (const { name: path, message, assertionResults } of files) {
    if (message) console.log(`FAILED ${relative(root, path)}: ${message.slice(0, 600)}`);
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === "failed")
        console.log(`FAILED ${relative(root, path)}: ${fullName}\n  ${failureMessages[0]?.slice(0, 600)}`);
  }
}

/**
 * `again`: a few files that failed among others are run once more, alone. What passes then counts as passed, and is said:
 * a machine that was too busy is no defect, and a test that needs two tries is looked at.
 */
function tests(name, config, again = false) {
  const started = Date.now();
  let { code, passed: good, failed: bad, files } = runTests(name, config);
  tellFailures(files);
  if (again && files.length > 0 && files.length <= 3) {
    const paths = files.map(({ name: path }) => relative(root, path));
    console.log(`once more, alone: ${paths.join(", ")}`);
    const second = runTests(`${name}, once more`, config, [...paths, "--maxWorkers=1"]);
    tellFailures(second.files);
    good += bad - second.failed;
    bad = second.failed;
    code = second.code;
    if (code === 0) console.log(`passed at the second try only: ${paths.join(", ")}`);
  }
  passed += good;
  failed += bad;
  // The run counts as well: a file that could not even be loaded has no failed test.
  count(`${name}: ${good} passed, ${bad} failed`, code === 0, started);
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
    tests("tests in a browser", "e2e/vitest.config.ts", true);
  } else count("tests in a browser", false, browserStarted);
}

rmSync(results, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
