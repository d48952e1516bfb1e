import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["src/platform/database/testing.setup.ts"],
    // Two workers, each reads the product once and starts one browser: each file has a server and a database of its own.
    maxWorkers: 2,
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
