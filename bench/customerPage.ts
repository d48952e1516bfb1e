// The first view of a customer's page: everything it loads, and how many requests it takes. The server sends it as it
// is, so its bytes are counted uncompressed: a proxy that compresses only makes it smaller. Beside it
// SurveyJS's script and style, about 415 KB, as a survey page commonly loads them. Its own script, which keeps answers
// while there is no connection, is part of the page and of its weight; that the page is whole without it is shown in
// e2e/asking.
import { gzipSync } from "node:zlib";
import { formPage } from "../src/pulse/customerPage.html.ts";
import { type Measure, rounded } from "./measure.ts";

const kilobytes = (bytes: number) => rounded(bytes / 1024);

/** As full as a page gets: five questions and an open one, in long sentences, with an intro and a privacy text. */
function fullestPage(): string {
  const sentence =
    "Jeg oplevede, at I sagde, hvem der havde sagen, og hvornår jeg kunne vente at høre fra jer igen.";
  const texts = (number: number) => ({ textDa: `${number}. ${sentence}`, textEn: `${number}. ${sentence}` });
  return formPage({
    shown: {
      senderName: "Kundeservice, Nordvarme",
      introDa: sentence.repeat(3),
      introEn: sentence.repeat(3),
      closesAt: new Date("2026-12-31T23:00:00Z"),
      timeZone: "Europe/Copenhagen",
      privacyText: sentence.repeat(5),
      unitName: "Kundeservice",
      happenedOn: "2026-11-20",
      questions: [
        ...[1, 2, 3, 4, 5].map((number) => ({ kind: "scale", ...texts(number) })),
        { kind: "open", ...texts(6) },
      ],
    },
    language: "da",
    path: "/s/AAAAAAAAAAAAAAAAAAAAAA",
    given: null,
    isAnswered: false,
    wrong: [],
    isTrial: false,
  });
}

/** What a browser fetches besides the page itself: everything in it that names an address to be loaded at once. */
const fetchesIn = (page: string): number =>
  [
    ...page.matchAll(/<(?:img|iframe|source|video|audio|embed|object)\b/gi),
    ...page.matchAll(/<script\b[^>]*\bsrc=/gi),
    ...page.matchAll(/<link\b[^>]*href="(?!data:)/gi),
    ...page.matchAll(/@import|url\(/gi),
  ].length;

export async function run(): Promise<Measure[]> {
  const page = fullestPage();
  const surveyJs = 415;
  const weight = kilobytes(Buffer.byteLength(page));
  const requests = 1 + fetchesIn(page);
  const sizes = { questions: 6, compressedBytes: gzipSync(page).length };
  return [
    {
      ...{ what: "first view, as it is sent", value: weight, unit: "KB", beside: surveyJs },
      ...{ ratio: rounded(weight / surveyJs, 3), must: "≤ 14 KB", sizes },
      holds: weight <= 14,
    },
    {
      ...{ what: "requests of the first view", value: requests, unit: "requests", beside: null, ratio: null },
      ...{ must: "1", holds: requests === 1, sizes },
    },
  ];
}
