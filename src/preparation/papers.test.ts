import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasOffice, printedByOffice } from "#platform/documents/testing/office.ts";
import { hasPoppler, readPdf } from "#platform/documents/testing/readPdf.ts";
import { readPresentation } from "#platform/documents/testing/readPresentation.ts";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { type TestServer, testServer } from "../testing/server.ts";

const isReadable = hasPoppler();
let server: TestServer;
let leader: ReturnType<TestServer["browser"]>;
let path: string;
let joinCode: string;

beforeAll(async () => {
  server = await testServer();
  const first = await server.firstLeader();
  leader = first.leader;
  const journeyId = (await leader("POST", "/api/guide/journeys", { unitId: first.unitId })).body.id;
  const value = { name: "Nærvær", meaning: "Vi ringer", colour: "fern", mark: "star" };
  await leader("POST", "/api/values", value);
  const { id } = (await leader("POST", `/api/preparation/journeys/${journeyId}/meetings`)).body;
  path = `/api/preparation/meetings/${id}`;
  const plan = (await leader("GET", path)).body;
  joinCode = plan.joinCode;
  await leader("PATCH", path, {
    title: "Værdimøde",
    startsAtLocal: "2027-03-01T13:00",
    minutes: 120,
    place: "Kantinen",
    message: "Tag et eksempel med.",
    version: plan.version,
  });
});
afterAll(() => server.close());

const pdf = async (file: string, locale: "da" | "en" = "da") => {
  const visit = await server.signedInAs("karen@nordvarme.example", locale);
  const { status, bytes, headers } = await visit("GET", `${path}/${file}`);
  expect([status, headers.get("content-type")]).toEqual([200, "application/pdf"]);
  return readPdf(bytes);
};

test.skipIf(!isReadable)("the agenda says when each item begins and when the meeting ends", async () => {
  const { agenda, version: before } = (await leader("GET", path)).body;
  expect((await leader("PUT", `${path}/agenda`, { items: [], version: before })).status).toBe(200);
  expect((await pdf("agenda.pdf")).text).toContain("Ingen dagsorden endnu");
  expect(agenda.length).toBeGreaterThan(0);
  const { version } = (await leader("GET", path)).body;
  await leader("POST", `${path}/agenda/suggested`, { version });
  const { text } = await pdf("agenda.pdf");
  expect(text).toContain("Dagsorden: Værdimøde");
  expect(text).toContain("mandag den 1. marts 2027 kl. 13.00 · Kantinen");
  expect(text).toContain("Tag et eksempel med.");
  expect(text).toMatch(/13\.00\s+Velkomst/);
  expect(text).toContain("Vi slutter kl. 15.00.");
  expect((await pdf("agenda.pdf", "en")).text).toContain("We finish at 15:00.");
  const word = readWord((await leader("GET", `${path}/agenda.docx`)).bytes);
  expect(word.texts).toContain("13.00");
});

test.skipIf(!isReadable)(
  "a group's sheet is one page with room for five examples, on A4 and on A3",
  async () => {
    for (const [sheet, width] of [
      ["A4", "841.89 x 595.28"],
      ["A3", "1190.55 x 841.89"],
    ] as const)
      for (const locale of ["da", "en"] as const) {
        const { pages, size, text, tags } = await pdf(`group-sheet.pdf?sheet=${sheet}`, locale);
        expect([sheet, locale, pages]).toEqual([sheet, locale, 1]);
        expect(size).toContain(width);
        expect(text).toContain("★ Nærvær");
        expect(tags.match(/\bTR\b/g)).toHaveLength(6);
      }
  },
);

test.skipIf(!isReadable)("the poster has the code as a picture with words, and to type", async () => {
  const { text, tags, pages, ink } = await pdf("poster.pdf?sheet=A3");
  expect(text).toContain(joinCode);
  expect(text).toContain("Peg telefonens kamera på koden");
  expect(tags).toMatch(/Figure/);
  expect(pages).toBe(1);
  expect(ink[0]).toBeGreaterThan(5000);
});

test.skipIf(!isReadable)(
  "the slides are a page each, without what the leader notes for herself",
  async () => {
    await leader("POST", `${path}/slides/made`);
    const { slides } = (await leader("GET", `${path}/slides`)).body;
    const { id, version } = slides[1];
    await leader("PATCH", `${path}/slides/${id}`, {
      body: `• Et\n• To\n${"Meget langt. ".repeat(250)}`,
      version,
    });
    await leader("PATCH", `${path}/slides/${slides[2].id}`, {
      speakerNotes: "Hviskes",
      version: slides[2].version,
    });
    await leader("PATCH", `${path}/slides/${slides[3].id}`, { isHidden: true, version: slides[3].version });
    const { pages, text, tags } = await pdf("slides.pdf");
    expect(pages).toBe(slides.length - 1);
    expect(text.match(/Meget/g)).toHaveLength(250);
    expect(text).not.toContain("Hviskes");
    expect(tags.match(/^ *Sect\b/gm)).toHaveLength(pages);
    expect(tags.match(/\bLI\b/g)!.length).toBeGreaterThanOrEqual(2);
  },
);

test("papers are for those who lead the meeting, in formats and sizes that there are", async () => {
  for (const file of ["agenda.pdf", "group-sheet.docx", "poster.pdf"])
    expect((await server.browser()("GET", `${path}/${file}`)).status).toBe(401);
  expect((await leader("GET", `${path}/agenda.exe`)).status).toBe(404);
  expect((await leader("GET", `${path}/poster.pdf?sheet=A9`)).status).toBe(422);
});

test.skipIf(!hasOffice() || !isReadable)(
  "LibreOffice prints the group's sheet on one page too",
  { timeout: 180_000 },
  async () => {
    const { bytes } = await leader("GET", `${path}/group-sheet.docx`);
    expect(readPdf(printedByOffice(bytes)).pages).toBe(1);
  },
);

test.skipIf(!isReadable)(
  "the organisation's colour and logo stand on slides, documents and posters",
  async () => {
    const look = "/api/organisation/look";
    const logo = await sharp({ create: { width: 300, height: 90, channels: 3, background: "#7a1f6b" } })
      .png()
      .toBuffer();
    const form = new FormData();
    form.append("file", new File([new Uint8Array(logo)], "logo.png"));
    form.append("version", "0");
    const { version } = (await leader("POST", `${look}/logo`, form)).body;
    expect((await leader("PATCH", look, { accent: "7A1F6B", version })).status).toBe(200);
    for (const file of ["agenda.pdf", "slides.pdf", "poster.pdf"])
      expect(readPdf((await leader("GET", `${path}/${file}`)).bytes).tags, file).toMatch(/Figure/u);
    const word = readWord((await leader("GET", `${path}/agenda.docx`)).bytes);
    expect(word.styles).toContain("7A1F6B");
    expect([...word.files.keys()].filter((name) => /^word\/media\/.+\.png$/u.test(name))).toHaveLength(1);
    expect(word.document).toContain('descr="Nordvarme"');
    const { files } = readPresentation((await leader("GET", `${path}/slides.pptx`)).bytes);
    expect(files.get("ppt/slideMasters/slideMaster1.xml") + [...files].join()).toContain("7A1F6B");
    expect([...files.keys()].some((name) => /^ppt\/media\/.+\.png$/u.test(name))).toBe(true);
  },
);
