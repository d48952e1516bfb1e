import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Packs what is served once, here, instead of at every request. */
const packed = (): Plugin => ({
  name: "packed",
  apply: "build",
  writeBundle({ dir }) {
    for (const entry of readdirSync(dir!, { recursive: true, encoding: "utf8" })) {
      if (!/\.(js|css|svg)$/.test(entry)) continue;
      const file = join(dir!, entry);
      const content = readFileSync(file);
      writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      writeFileSync(
        `${file}.br`,
        brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      );
    }
  },
});

export default defineConfig({
  plugins: [react(), packed()],
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Three entries of three weights: leaders and employees, a participant's phone, the room's big screen.
    rollupOptions: { input: { index: "index.html", phone: "phone.html", screen: "screen.html" } },
  },
});
