// Pages of the documents as pictures, for docs/DOCUMENTS.md: each is opened by LibreOffice where it is a Word or PowerPoint
// file, and drawn by poppler. Needs both on the machine (`npm test` installs them on Debian).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import sharp from "sharp";
import { printedByOffice } from "../src/platform/documents/testing/office.ts";

const folder = "docs/images/documents";
/** Pixels across; a page that lies on its side is as wide. */
const width = 700;

type Document = { name: string; path: string; pages: number[]; locale?: "da-DK" | "en-GB" };

export async function takeDocuments(
  browser: Browser,
  baseURL: string,
  storageState: NonNullable<BrowserContextOptions["storageState"]>,
  journeyId: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), "udlev-pages-"));
  const context = await browser.newContext({ baseURL, storageState, locale: "da-DK" });
  const get = async <T>(path: string): Promise<T> => (await context.request.get(path)).json();
  type Planned = { id: string; state: string };
  const planned = (await get<Planned[]>(`/api/preparation/journeys/${journeyId}/meetings`))[0]!.id;
  const journeys = await get<{ id: string }[]>("/api/guide/journeys");
  const meetings = await Promise.all(
    journeys.map(({ id }) => get<Planned[]>(`/api/preparation/journeys/${id}/meetings`)),
  );
  const held = meetings.flat().find(({ state }) => state === "closed")!.id;
  const heldIn = journeys[meetings.findIndex((of) => of.some(({ id }) => id === held))]!.id;
  const documents: Document[] = [
    { name: "guide-word", path: `/api/thread/journeys/${heldIn}/guide.docx`, pages: [1, 2] },
    {
      name: "guide-pdf-english",
      path: `/api/thread/journeys/${heldIn}/guide.pdf`,
      pages: [1],
      locale: "en-GB",
    },
    { name: "minutes-word", path: `/api/thread/meetings/${held}/minutes.docx`, pages: [1, 2] },
    {
      name: "minutes-pdf-english",
      path: `/api/thread/meetings/${held}/minutes.pdf`,
      pages: [1],
      locale: "en-GB",
    },
    { name: "agenda", path: `/api/preparation/meetings/${planned}/agenda.pdf`, pages: [1] },
    { name: "group-sheet", path: `/api/preparation/meetings/${planned}/group-sheet.pdf`, pages: [1] },
    { name: "poster", path: `/api/preparation/meetings/${planned}/poster.pdf`, pages: [1] },
    { name: "slides-powerpoint", path: `/api/preparation/meetings/${planned}/slides.pptx`, pages: [1, 2, 4] },
    { name: "slides-pdf", path: `/api/preparation/meetings/${planned}/slides.pdf`, pages: [1] },
  ];
  try {
    for (const { name, path, pages, locale = "da-DK" } of documents) {
      const headers = { "accept-language": locale, cookie: "" };
      const cookies = (await context.cookies()).map((each) => `${each.name}=${each.value}`);
      headers.cookie = [...cookies, `udlev-language=${locale.slice(0, 2)}`].join("; ");
      const response = await context.request.get(path, { headers });
      if (!response.ok()) throw new Error(`${path}: ${response.status()}`);
      const ending = path.split(".").at(-1);
      const bytes = await response.body();
      const pdf = ending === "pdf" ? bytes : printedByOffice(bytes, ending as "docx" | "pptx");
      writeFileSync(join(scratch, `${name}.pdf`), pdf);
      for (const page of pages) {
        const only = ["-f", String(page), "-l", String(page), "-singlefile"];
        const to = join(scratch, `${name}-${page}`);
        execFileSync("pdftoppm", [
          "-png",
          "-scale-to-x",
          String(2 * width),
          "-scale-to-y",
          "-1",
          ...only,
          join(scratch, `${name}.pdf`),
          to,
        ]);
        const drawn = readFileSync(`${to}.png`);
        await sharp(drawn)
          .resize({ width })
          .extend({ top: 1, bottom: 1, left: 1, right: 1, background: "#c8c4bc" })
          .webp({ quality: 80 })
          .toFile(join(folder, `${name}-${page}.webp`));
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await context.close();
  }
  console.log(readdirSync(folder).join("\n"));
}
