// What a participant's phone loads to join a meeting, beside React with one React Aria dialog; and how long it takes
// until she can type her name where the processor is slowed down four times.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { launchBrowser } from "../scripts/browser.mjs";
import { type Measure, median, rounded } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const rounds = 5;

/** Of everything in the page that is script or style. */
function weightOf(folder: string, page: string): number {
  const html = readFileSync(join(folder, page), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  const bytes = [...new Set(files)].map(
    (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  );
  return bytes.reduce((sum, each) => sum + each, 0) / 1024;
}

async function builtPhone(folder: string): Promise<void> {
  const outDir = join(folder, "ours");
  await build({
    root,
    logLevel: "error",
    build: { outDir, emptyOutDir: true, rollupOptions: { input: join(root, "phone.html") } },
  });
}

async function builtLimit(folder: string): Promise<void> {
  // Inside the project, so that it finds the same libraries.
  const source = join(root, "node_modules/.bench-phone");
  mkdirSync(source, { recursive: true });
  writeFileSync(
    join(source, "index.html"),
    '<div id="root"></div><script type="module" src="./main.js"></script>',
  );
  writeFileSync(
    join(source, "main.js"),
    `import { createElement as h } from "react";
     import { createRoot } from "react-dom/client";
     import { Button, Dialog, DialogTrigger, Heading, Modal } from "react-aria-components";
     createRoot(document.getElementById("root")).render(
       h(DialogTrigger, null, h(Button, null, "Open"),
         h(Modal, null, h(Dialog, null, h(Heading, { slot: "title" }, "Title")))));`,
  );
  await build({
    root: source,
    configFile: false,
    logLevel: "error",
    build: { outDir: join(folder, "limit"), emptyOutDir: true, target: "es2023" },
  });
  rmSync(source, { recursive: true, force: true });
}

const types: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Just the built files and the answer that the phone asks for first. */
function serveBuilt(folder: string) {
  return createServer((request, response) => {
    const path = request.url!.split("?")[0]!;
    if (path.startsWith("/api/"))
      return response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ title: "Møde", unitName: "Kundeservice", state: "running", name: null }));
    const isAsset =
      path.startsWith("/assets/") && readdirSync(join(folder, "assets")).includes(path.slice(8));
    const file = isAsset ? join(folder, path) : join(folder, "phone.html");
    const type = types[extname(file)] ?? "text/html";
    return response
      .writeHead(200, { "content-type": type, "content-encoding": "gzip" })
      .end(gzipSync(readFileSync(file)));
  });
}

async function untilInteractive(folder: string): Promise<number> {
  const server = serveBuilt(folder).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const browser = await launchBrowser();
  try {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/m/ABC123`);
      await page.locator("input").first().fill("Åse");
      times.push(await page.evaluate(() => performance.now()));
      await context.close();
    }
    return median(times);
  } finally {
    await browser.close();
    server.close();
  }
}

export async function run(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), "udlev-phone-"));
  try {
    await builtPhone(folder);
    await builtLimit(folder);
    const value = weightOf(join(folder, "ours"), "phone.html");
    const beside = weightOf(join(folder, "limit"), "index.html");
    const time = await untilInteractive(join(folder, "ours"));
    return [
      {
        what: "script and style to join a meeting, compressed",
        value: rounded(value, 1),
        unit: "KB",
        beside: rounded(beside, 1),
        ratio: rounded(value / beside),
        must: "≤ 80 KB, aim 40",
        holds: value <= 80,
        sizes: {},
      },
      {
        what: "a name can be typed, processor slowed four times",
        value: rounded(time, 0),
        unit: "ms",
        beside: null,
        ratio: null,
        must: "≤ 2000 ms",
        holds: time <= 2000,
        sizes: { rounds },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
