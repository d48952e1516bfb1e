import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "#platform/database/index.ts";
import { checkNesting, unzip } from "#platform/documents/testing/zip.ts";
import { type TestServer, testServer } from "./testing/server.ts";

/** Words that want to be more than words, in every place where people write: they stay words wherever they come out. */
const nasty = {
  script: "<script>alert(1)</script>",
  attribute: '"><img src=x onerror=alert(2)>',
  formula: "=cmd|' /C calc'!A0",
  header: "Møde\r\nBcc: alle@nordvarme.example",
  calendar: "Sal 1;RRULE:FREQ=DAILY\nATTENDEE:mailto:alle@nordvarme.example",
  turned: "\u202egnp.exe",
  sign: "👩🏽‍🚒 æøå ]]> &amp; %s $& {{unit}}",
};
const all = Object.values(nasty);

let server: TestServer;
type Visit = ReturnType<TestServer["browser"]>;
let leader: Visit;
let meetingId: string;
let journeyId: string;
let unitId: string;

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
const done = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

beforeAll(async () => {
  server = await testServer();
  const first = await server.firstLeader();
  leader = first.leader;
  unitId = first.unitId;
  const [unit] = await done(leader("GET", "/api/organisation/units"));
  await done(
    leader("PATCH", `/api/organisation/units/${unitId}`, { name: nasty.formula, version: unit.version }),
  );
  const roles = [{ role: "employee", unitId }];
  for (const [index, name] of all.entries())
    await done(
      leader("POST", "/api/organisation/people", { name, email: `p${index}@nordvarme.example`, roles }),
    );
  journeyId = (await done(leader("POST", "/api/guide/journeys", { unitId }))).id;
  const precondition = { basisExists: true, basisImplemented: true, version: 1 };
  await done(leader("PATCH", `/api/guide/journeys/${journeyId}/precondition`, precondition));
  const statements = all.map((text) => ({ text }));
  const { ids } = await done(
    leader("POST", `/api/preparation/journeys/${journeyId}/statements`, {
      statements,
      source: nasty.attribute,
      origin: "pasted",
    }),
  );
  await done(
    leader("PUT", `/api/preparation/journeys/${journeyId}/picked`, { statementIds: ids, before: [] }),
  );
  for (const act of all)
    await done(
      leader("POST", "/api/behaviour/behaviours", {
        ...{
          journeyId,
          kind: "pointedTo",
          situation: nasty.formula,
          act,
          valueId: null,
          notes: nasty.script,
          sources: [],
        },
      }),
    );
  meetingId = (await done(leader("POST", `/api/preparation/journeys/${journeyId}/meetings`))).id;
  const path = `/api/preparation/meetings/${meetingId}`;
  const { version } = await done(leader("GET", path));
  await done(
    leader("PATCH", path, {
      ...{
        title: nasty.header,
        place: nasty.calendar,
        message: all.join("\n"),
        startsAtLocal: "2030-06-03T09:00",
        version,
      },
    }),
  );
  await done(leader("POST", `${path}/participants`, { who: "unit" }));
  await done(leader("POST", `${path}/slides/made`));
  await done(leader("POST", `${path}/send`, { version: (await done(leader("GET", path))).version }));
});
afterAll(() => server.close());

const mails = () =>
  inSystem(server.db, (tx) => tx.selectFrom("mail").selectAll().where("kind", "!=", "signIn").execute());
type Content = { text: string; html: string; calendar?: { content: string } };

/** No tag of theirs: every "<" that they wrote has become something else. */
const expectHarmless = (html: string) => {
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain("<img src=x");
};

test("a mail's subject and recipient are one line, and its text no markup", async () => {
  const sent = await mails();
  expect(sent.length).toBeGreaterThanOrEqual(all.length);
  for (const mail of sent) {
    expect(`${mail.subject}${mail.toName}${mail.toEmail}`).not.toMatch(/[\r\n]/u);
    expectHarmless((mail.content as unknown as Content).html);
  }
});

test("in a calendar entry nobody gains a line: no guest, no repetition", async () => {
  const entries = (await mails()).flatMap(({ content }) => (content as unknown as Content).calendar ?? []);
  expect(entries.length).toBeGreaterThanOrEqual(all.length);
  for (const { content } of entries) {
    const lines = content.replace(/\r\n[ \t]/gu, "").split("\r\n");
    const names = lines.filter(Boolean).map((line) => line.match(/^[A-Z-]+/u)?.[0]);
    expect(names).not.toContain(undefined);
    expect(names).not.toContain("RRULE");
    expect(names.filter((name) => name === "ATTENDEE")).toHaveLength(1);
    expect(content).not.toMatch(/[^\r]\n/u);
  }
});

test("the page that a mail leads to shows them as words", async () => {
  const [mail] = await mails();
  const link = (mail!.content as unknown as Content).text.match(/\/rsvp\/\S+/u)![0];
  const { body } = await server.browser()("GET", link.replace(/[.,]$/u, ""));
  expect(body).toContain("Bcc: alle@nordvarme.example");
  expectHarmless(body);
  expectHarmless((await server.browser()("GET", "/mail")).body);
});

test("documents hold them as text, and can be opened", async () => {
  const word = await leader("GET", `/api/thread/journeys/${journeyId}/guide.docx`);
  const slides = await leader("GET", `/api/preparation/meetings/${meetingId}/slides.pptx`);
  for (const { status, bytes } of [word, slides]) {
    expect(status).toBe(200);
    const parts = [...unzip(bytes)].filter(([name]) => name.endsWith(".xml"));
    for (const [, part] of parts) checkNesting(part);
    const text = parts.map(([, part]) => part).join("");
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text).not.toContain("<script>");
    // Characters that XML does not know would keep the whole document from opening.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u);
  }
});

test("the API gives them back as they were written, as JSON and nothing else", async () => {
  const { body } = await leader("GET", `/api/preparation/journeys/${journeyId}/statements`);
  const texts = body.statements.map(({ text }: { text: string }) => text);
  expect(texts).toContain(nasty.script);
  expect(texts).toContain(nasty.sign);
});
