// Writes docs/ACCESS.md out of the access table and the test that asks every route: npm run access. The test fails where the
// page says otherwise than they do.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "src/access.test.ts", "-t", "printed"];
const { status } = spawnSync(process.execPath, vitest, {
  ...{ cwd: root, stdio: "inherit" },
  env: { ...process.env, PRINT_ACCESS: "1" },
});
process.exit(status ?? 1);
