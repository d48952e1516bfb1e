import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** While developing, Vite stands in front: these pages are the other two entries, as src/app.ts has it. */
const otherEntries = (): Plugin => ({
  name: "other-entries",
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const path = request.url?.split("?")[0] ?? "";
      if (/^\/m(\/[^/]*)?$/.test(path)) request.url = "/phone.html";
      else if (/^\/meetings\/[^/]+\/screen$/.test(path)) request.url = "/screen.html";
      next();
    });
  },
});

const server = `http://127.0.0.1:${process.env.SERVER_PORT ?? 3001}`;
const handedOn = { target: server, ws: true };

export default defineConfig({
  plugins: [react(), packed(), otherEntries()],
  server: { proxy: { "^/(api|live|s|rsvp|mail|healthz|readyz)(/|\\?|$)": handedOn } },
  build: {
    outDir: "dist/browser",
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Three entries of three weights: leaders and employees, a participant's phone, the room's big screen.
    rollupOptions: { input: ["index.html", "phone.html", "screen.html"].filter((page) => existsSync(page)) },
  },
});
