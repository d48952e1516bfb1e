import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["src/platform/database/testing.setup.ts"],
    // One worker that reads the product once and starts one browser: each file has a server and a database of its own.
    fileParallelism: false,
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
