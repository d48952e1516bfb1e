import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
    globalSetup: ["src/platform/database/testing.setup.ts"],
    pool: "forks",
    maxWorkers: 2,
  },
});
