import { expect, test } from "vitest";
import type { Behaviour } from "#behaviour/wire.ts";
import { hasOffice, printedByOffice } from "#platform/documents/testing/office.ts";
import { readWord } from "#platform/documents/testing/readWord.ts";
import { written } from "#platform/documents/write.ts";
import { type Minutes, minutesDocument } from "./minutes.ts";

const value = { id: "v", name: "Nærvær", colour: "fern", mark: "star" };
const decision = (change: Partial<Behaviour> = {}): Behaviour => ({
  id: "b",
  unitId: "u",
  journeyId: null,
  kind: "decided",
  valueId: "v",
  situation: "en kunde venter på svar",
  act: "Vi ringer samme dag, også når vi intet ved",
  notes: "",
  position: 1,
  isLeaders: false,
  meetingId: "m",
  evidence: {
    notes: [{ id: "n", text: 'Ring & sig "hej" <straks> 😀' }],
    cluster: { id: "c", name: "Ringe tilbage" },
    vote: { dots: 9, voters: 6, place: 1, of: 12, isTied: true, abstained: 2 },
    consent: { yes: 5, concerns: [{ reason: "Om mandagen er vi få" }] },
    attended: 6,
  },
  decidedAt: "2026-03-02T10:00:00Z",
  reviewOn: "2026-06-01",
  retiredAt: null,
  replacedBy: null,
  version: 1,
  facets: [
    { facet: "say", label: "", text: "Jeg ringer, fordi …" },
    { facet: "own", label: "Vi undgår", text: "Lange mails" },
  ],
  sources: [],
  ...change,
});
const minutes = (change: Partial<Minutes> = {}): Minutes => ({
  ...{ id: "m", unitId: "u", journeyId: null, state: "closed" },
  title: "Værdimøde",
  unitName: "Kundeservice",
  startsAt: new Date("2026-03-02T08:00:00Z"),
  closedAt: null,
  byCode: [],
  plan: { how: "", askOn: "", resultsOn: "" },
  timeZone: "Europe/Copenhagen",
  place: "Kantinen",
  participants: [
    { name: "Ida Holm", attended: true },
    { name: "Bo Lind", attended: false },
  ],
  agenda: [{ title: "Velkomst", minutes: 10 }],
  photos: [],
  answered: [],
  taken: [{ question: "Hvor bliver det let?", notes: ["Når kunden ringer"] }],
  said: [{ question: "Hvor bliver det let?", notes: ["Kun til lederen"] }],
  decisions: [decision()],
  actions: [{ title: "Skriv numrene op", ownerName: "Ida Holm", dueOn: "2026-03-09", state: "open" }],
  values: new Map([["v", value]]),
  ...change,
});
const read = async (of: Minutes, locale: "da" | "en" = "da") =>
  readWord(await written(minutesDocument(of, locale), "docx"));

test("the minutes tell who was there, what was decided and on what ground, and who does what by when", async () => {
  const { texts, document } = await read(minutes());
  const all = texts.join("\n");
  expect(all).toContain("Kundeservice · mandag den 2. marts 2026 kl. 09.00 · Kantinen");
  expect(all).toContain("Med (1): Ida Holm");
  expect(all).toContain("Hvor bliver det let?\nNår kunden ringer");
  expect(all).toContain("★ Nærvær");
  expect(all).toContain("Når en kunde venter på svar: Vi ringer samme dag, også når vi intet ved");
  expect(all).toContain("Det siger vi: Jeg ringer, fordi …");
  expect(all).toContain("Vi undgår: Lange mails");
  expect(all).not.toContain("Kun til lederen");
  expect(all).toContain(
    "9 prikker fra 6, delt nummer 1 af 12. 2 gav ingen prikker. 5 kan leve med det. 6 var med.",
  );
  expect(all).toContain("Om mandagen er vi få");
  expect(all).toContain('Ring & sig "hej" <straks> 😀');
  expect(all).toContain("Skriv numrene op\nIda Holm\nsenest 9. mar. 2026");
  expect(document.match(/<w:pStyle w:val="Heading1"\/>/g)!.length).toBeGreaterThanOrEqual(4);
});

const answered: Minutes["answered"] = [
  {
    question: "Der blev ringet tilbage",
    answered: {
      ...{ valueId: "v", mean: { mean: 4.2, low: 3.9, high: 4.5, n: 36 }, counts: [0, 2, 5, 15, 14] },
      ...{ notRelevant: 3, source: "Efterår", at: "2026-03-02T08:00:00Z" },
    },
  },
];

test("what customers answered is drawn in them, and told to those who cannot see it", async () => {
  const { texts, document } = await read(minutes({ answered }));
  expect(texts).toContain("Efterår, som det var 2. marts 2026");
  expect(document).toContain(
    "gennemsnit 4,2 på skalaen 1 til 5, mellem 3,9 og 4,5 med 95 % sikkerhed. 36 svar.",
  );
  expect(document).toContain("Enig 15, Helt enig 14. 3 svarede, at det ikke var aktuelt");
  const few = minutes({
    answered: [{ ...answered[0]!, answered: { ...answered[0]!.answered, counts: null } }],
  });
  expect((await read(few)).document, "how they spread is not drawn of few").not.toContain("Helt enig 14");
});

test("in English for one who reads English", async () => {
  const { texts, styles } = await read(minutes(), "en");
  expect(texts.join("\n")).toContain(
    "9 dots from 6, joint number 1 of 12. 2 gave no dots. 5 can live with it. 6 were there.",
  );
  expect(styles).toContain('w:val="en-GB"');
});

test("a meeting in which nothing happened says so part by part", async () => {
  const empty = minutes({
    startsAt: null,
    place: "",
    participants: [],
    agenda: [],
    taken: [],
    decisions: [],
    actions: [],
  });
  const { texts } = await read(empty);
  expect(texts).toContain("Kundeservice · uden dato");
  for (const said of [
    "Der var ingen inviterede på listen.",
    "Mødet besluttede ingen adfærd.",
    "Der blev ikke aftalt handlinger.",
    "Mødet havde ingen dagsorden.",
  ])
    expect(texts).toContain(said);
});

const many = minutes({
  title: `Et møde med en lang titel ${"og mere ".repeat(18)}`,
  decisions: Array.from({ length: 5 }, (_, index) =>
    decision({
      act: `Vi gør det her nummer ${index} ${"meget grundigt ".repeat(60)}`,
      evidence: {
        notes: Array.from({ length: 100 }, (_, note) => ({ id: "n", text: `Seddel ${index}-${note} 😀` })),
      },
    }),
  ),
});

test("five hundred notes and long texts are all there", async () => {
  const { texts } = await read(many);
  expect(texts.filter((each) => /^Seddel \d-\d+ 😀$/u.test(each))).toHaveLength(500);
});

test.skipIf(!hasOffice())(
  "LibreOffice opens them and prints them over several pages",
  { timeout: 180_000 },
  async () => {
    const pdf = printedByOffice(await written(minutesDocument(many, "da"), "docx"));
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(5);
  },
);

test("a photo of a flipchart stands in the minutes with what it shows, also for those who cannot see it", async () => {
  const { default: sharp } = await import("sharp");
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#fff" } })
    .jpeg()
    .toBuffer();
  const photo = {
    id: "p",
    wallId: "r",
    caption: "Flipover: hurtige svar",
    width: 40,
    height: 30,
    position: 1,
  };
  const photos = [photo, { ...photo, id: "q", caption: "" }];
  const pictures = new Map([
    ["p", jpeg],
    ["q", jpeg],
  ]);
  const { texts, document } = await readWord(
    await written(minutesDocument(minutes({ photos }), "da", pictures), "docx"),
  );
  expect(texts.join("\n")).toContain("Fotos fra væggen");
  expect(texts).toContain("Flipover: hurtige svar");
  expect(texts).toContain("Foto 2");
  expect(document.match(/<a:blip /g)).toHaveLength(2);
  expect(document).toContain('descr="Flipover: hurtige svar"');
  expect((await read(minutes())).texts).not.toContain("Fotos fra væggen");
});
