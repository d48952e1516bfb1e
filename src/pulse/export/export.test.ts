import readXlsxFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inOrganisation } from "#platform/database/index.ts";
import { svgOf } from "#platform/documents/drawing.ts";
import { hasPoppler, readPdf } from "#platform/documents/testing/readPdf.ts";
import { written } from "#platform/documents/write.ts";
import type { PulseResult, QuestionResult, Results } from "../results.wire.ts";
import { fillPulse } from "../sampleResponses.ts";
import { type UnitWithDecisions, unitWithDecisions } from "../testing/unit.ts";
import { draw } from "./charts.ts";
import { figuresCsv, figuresXlsx, reportDocument } from "./files.ts";
import { chartsOf, whyNothing } from "./which.ts";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const question = (number: number, more: Partial<QuestionResult>): QuestionResult => ({
  ...{
    questionId: id(number),
    behaviourId: id(number),
    valueId: null,
    tier: "full",
    n: null,
    estimate: null,
  },
  ...{ textDa: `Spørgsmål ${number}`, textEn: "", counts: null, didNotComeUp: null, change: null, ...more },
});
const full = question(1, {
  ...{
    n: 12,
    estimate: { mean: 4.25, low: 3.61, high: 4.7, n: 12 },
    counts: [0, 1, 1, 4, 6],
    didNotComeUp: 2,
  },
  change: { before: 3.5, difference: 0.75, isChange: true },
});
const meanOnly = question(2, { tier: "mean", n: 6, estimate: { mean: 3, low: 2.1, high: 3.9, n: 6 } });
const tooFew = question(3, { tier: "some", textDa: '=HYPERLINK("http://x")' });
const pulse = (questions: QuestionResult[]): PulseResult => ({
  ...{
    pulseId: id(9),
    title: "+Efterår",
    round: 1,
    state: "closed",
    startedAt: null,
    asked: 40,
    answered: 20,
  },
  ...{ released: 18, releasedAt: null, questions, comments: [], remarks: [] },
});
const results: Results = {
  ...{ scope: "unit", unitId: id(8), personId: null, name: "Kundeservice <&>", minimum: 5 },
  pulses: [pulse([full, meanOnly, tooFew])],
};
const [shown] = results.pulses;
const colours = new Map<string, string>();

describe("what is exported", () => {
  test("is what may be shown, question by question, in figures that a spreadsheet reads", async () => {
    const csv = figuresCsv("da", results).split("\r\n");
    expect(csv[1]).toBe(`"'+Efterår";"Spørgsmål 1";"12";"4,25";"3,61";"4,7";"0";"1";"1";"4";"6";"2"`);
    expect(csv[2]).toBe(`"'+Efterår";"Spørgsmål 2";"6";"3";"2,1";"3,9";"";"";"";"";"";""`);
    expect(csv[3]).toBe(`"'+Efterår";"'=HYPERLINK(""http://x"")";"";"";"";"";"";"";"";"";"";""`);
    const [sheet] = await readXlsxFile(await figuresXlsx("da", results));
    const rows = (sheet as unknown as { data: unknown[][] }).data;
    expect(rows[1]).toEqual(["+Efterår", "Spørgsmål 1", 12, 4.25, 3.61, 4.7, 0, 1, 1, 4, 6, 2]);
    expect(rows[3]!.slice(0, 4)).toEqual(["+Efterår", '=HYPERLINK("http://x")', null, null]);
  });

  test("holds no formula, whatever people have written", async () => {
    const { unzip } = await import("#platform/documents/testing/zip.ts");
    for (const [name, content] of unzip(await figuresXlsx("en", results)))
      if (name.endsWith(".xml")) expect(content.toString()).not.toMatch(/<f[ >]/);
  });
});

test("why nothing is shown is said as it is: too few answers, or about too few employees", () => {
  const few = { ...shown!, answered: 4 };
  const many = { ...shown!, answered: 20 };
  const [ofUnit, ofPerson] = [
    { ...results, scope: "unit" as const },
    { ...results, scope: "person" as const },
  ];
  expect([whyNothing(ofUnit, few), whyNothing(ofPerson, few)]).toEqual(["results.tooFew", "results.tooFew"]);
  expect(whyNothing(ofUnit, many)).toBe("results.tooFewPeople");
  expect(whyNothing(ofPerson, many)).toBe("results.tooFewEach");
});

describe("a chart", () => {
  test("is offered where there is something to draw", () => {
    expect(chartsOf(results, shown!)).toEqual(["means", "spread", "changes"]);
    expect(chartsOf(results, pulse([meanOnly]))).toEqual(["means"]);
    expect(chartsOf(results, pulse([tooFew]))).toEqual([]);
    const three = { ...results, pulses: [shown!, shown!, shown!] };
    expect(chartsOf(three, shown!)).toContain("overTime");
  });

  test.each(["means", "spread", "changes", "overTime"] as const)(
    "%s says in words what it draws",
    (chart) => {
      const drawing = draw(chart, results, shown!, { locale: "da", colours });
      expect(drawing.alt).toContain("Spørgsmål 1");
      const svg = svgOf(drawing);
      expect(svg).toContain("Kundeservice &#60;&#38;&#62;");
      expect(svg).not.toMatch(/NaN|undefined|<script/);
      // Nothing is drawn of what may not be shown.
      if (chart === "spread") expect(svg.match(/For få svar til at vise<\/text>/g)).toHaveLength(2);
    },
  );
});

test.skipIf(!hasPoppler)("the report has charts, figures and method, and tells charts in words", async () => {
  const printed = reportDocument(results, { locale: "da", colours, today: "27. november 2026" });
  const pdf = await readPdf(await written(printed, "pdf"));
  const said = JSON.stringify(pdf);
  for (const part of [
    "Resultater: Kundeservice",
    "Sådan fordeler svarene sig",
    "4,25",
    "For få svar til at vise",
  ])
    expect(said).toContain(part);
});

describe("by the routes", () => {
  let unit: UnitWithDecisions;
  beforeAll(async () => {
    unit = await unitWithDecisions();
    const { body } = await unit.leader("GET", `/api/organisation/people?unitId=${unit.unitId}`);
    const people = body.people.filter(({ name }: { name: string }) => name !== "Karen Skovbo");
    await inOrganisation(unit.db, unit.organisationId, (tx) =>
      fillPulse(tx, unit.organisationId, {
        ...{ unitId: unit.unitId, journeyId: null, previousPulseId: null, round: 1, title: "Måling" },
        ...{
          startedAt: new Date(),
          closedAt: new Date(),
          shares: () => [0.1, 0.1, 0.2, 0.3, 0.3],
          comments: [],
        },
        people: people.map(({ id: personId }: { id: string }) => ({ personId, asked: 25, answered: 12 })),
        questions: unit.behaviourIds.map((behaviourId) => ({
          ...{ behaviourId, textDa: "Ringede vi?", textEn: "Did we call?", previousQuestionId: null },
        })),
      }),
    );
  });
  afterAll(() => unit?.close());

  test("every export tells the figures of the page, and those who may not see the page get none", async () => {
    const page = `/api/pulse/results/units/${unit.unitId}`;
    const { pulses } = (await unit.leader("GET", page)).body as Results;
    const { mean } = pulses[0]!.questions[0]!.estimate!;
    const csv = await unit.leader<string>("GET", `${page}/figures.csv`);
    expect(csv.body).toContain(`"${new Intl.NumberFormat("da", { maximumFractionDigits: 2 }).format(mean)}"`);
    const xlsx = await unit.leader("GET", `${page}/figures.xlsx`);
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe("PK");
    const pdf = await unit.leader("GET", `${page}/report.pdf`);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const chart = `charts/${pulses[0]!.pulseId}/means`;
    const svg = await unit.leader<string>("GET", `${page}/${chart}`);
    expect([svg.headers.get("content-type"), svg.body.slice(0, 4)]).toEqual(["image/svg+xml", "<svg"]);
    expect((await unit.leader("GET", `${page}/charts/${pulses[0]!.pulseId}/overTime`)).status).toBe(404);
    const anna = await unit.signedInAs("anna.lund@nordvarme.example");
    const { id: bo } = (
      await unit.leader("GET", `/api/organisation/people?unitId=${unit.unitId}`)
    ).body.people.find(({ name }: { name: string }) => name === "Bo Kjær");
    for (const file of ["figures.csv", "figures.xlsx", "report.pdf", chart])
      expect((await anna("GET", `/api/pulse/results/people/${bo}/${file}`)).status, file).toBe(404);
    // Her leader sees them after her: until then the files are as empty as the page.
    const ofBo = await unit.leader<string>("GET", `/api/pulse/results/people/${bo}/figures.csv`);
    expect(ofBo.body.trim().split("\r\n")).toHaveLength(1);
    expect((await unit.leader("GET", `/api/pulse/results/people/${bo}/${chart}`)).status).toBe(404);
  });
});
