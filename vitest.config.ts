import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
    globalSetup: ["src/platform/database/testing.setup.ts"],
    // Starting a database takes seconds on a busy machine; no test asserts a time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    // Each worker reads the product once: a file has a database of its own, and no state is kept in modules.
    isolate: false,
  },
});
