import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { inSystem } from "#platform/database/index.ts";
import { customerFile, type UnitWithDecisions, unitWithDecisions } from "./testing/unit.ts";

let unit: UnitWithDecisions;
let pulse: Awaited<ReturnType<UnitWithDecisions["newPulse"]>>;

beforeAll(async () => {
  unit = await unitWithDecisions();
  pulse = await unit.newPulse();
});
afterAll(() => unit.close());

describe("what is asked", () => {
  test("comes from what was decided, in the customer's words, with one open question last", async () => {
    const { questions, state, languages, senderName } = await pulse.read();
    expect(state).toBe("draft");
    expect(senderName).toBe("Nordvarme");
    expect(questions.map((question: { textDa: string }) => question.textDa)).toEqual([
      "Jeg oplevede, at I ringer tilbage samme dag.",
      "Jeg oplevede, at I siger, hvem der har sagen.",
      "Jeg oplevede, at I spørger mig, før I lægger på.",
      "Hvad gjorde vi godt, og hvad kunne vi gøre bedre?",
    ]);
    expect(questions.map(({ behaviourId }: { behaviourId: string }) => behaviourId)).toEqual([
      ...unit.behaviourIds,
      null,
    ]);
    expect(languages).toEqual(["da"]);
  });

  test("is made once, however often it is pressed", async () => {
    const again = await Promise.all([unit.newPulse(), unit.newPulse()]);
    expect(again.map(({ id }) => id)).toEqual([pulse.id, pulse.id]);
  });

  test("can be reworded in both languages, at most five to tick and one open", async () => {
    const { questions, version } = await pulse.read();
    const [first, second, , open] = questions;
    const reworded = [
      open,
      { ...first, textEn: "You call me back the same day." },
      { ...second, textEn: "X" },
    ];
    const put = (body: object) => unit.leader("PUT", `${pulse.path}/questions`, body);
    const saved = await put({ questions: reworded, version });
    expect(saved.status).toBe(200);
    const { questions: now, languages } = await pulse.read();
    expect(now.map(({ kind }: { kind: string }) => kind)).toEqual(["scale", "scale", "open"]);
    expect(languages).toEqual(["da", "en"]);

    expect((await put({ questions: reworded, version })).status).toBe(409);
    const at = (await pulse.read()).version;
    const six = Array.from({ length: 6 }, () => first);
    expect((await put({ questions: six, version: at })).body.type).toBe("/problems/tooManyQuestions");
    expect((await put({ questions: [open, open], version: at })).body.type).toBe("/problems/oneOpenQuestion");
    const strange = { ...first, behaviourId: pulse.id };
    const unknown = await put({ questions: [strange], version: at });
    expect(unknown.body.errors[0].field).toBe("questions.0.behaviourId");
    expect((await put({ questions: [{ ...first, textDa: "x".repeat(501) }], version: at })).status).toBe(422);
  });
});

describe("files of customers", () => {
  test("are looked through first, and nothing is taken", async () => {
    const file = customerFile("danish-excel-windows1252-semicolon");
    const { status, body } = await pulse.send("customer-file", file);
    expect(status).toBe(200);
    expect(body).toMatchObject({ encoding: "windows-1252", delimiter: ";", rowsRead: 120, rowsTaken: 120 });
    expect((await pulse.read()).contacts).toBe(0);
  });

  test.each([
    ["danish-excel-windows1252-semicolon", 120, 0],
    ["utf16le-tab", 40, 0],
    ["english-headers-commas-iso-dates", 60, 0],
    ["utf8-bom-crlf", 80, 0],
    ["every-row-has-something-wrong", 24, 6],
  ])("%s: %i taken, %i refused, and taken out again", async (name, taken, refused) => {
    const { status, body } = await pulse.send("customers", customerFile(name), {
      legalBasis: "Kundeforhold",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ rowsTaken: taken, rowsRefused: refused });
    expect((await pulse.read()).contacts).toBe(taken);
    const [imported] = (await unit.leader("GET", `${pulse.path}/imports`)).body;
    expect(imported).toMatchObject({ rowsTaken: taken, legalBasis: "Kundeforhold" });
    const gone = await unit.leader("DELETE", `${pulse.path}/imports/${imported.id}`);
    expect(gone.body).toEqual({ removed: taken });
    expect((await pulse.read()).contacts).toBe(0);
  });

  test("that hold no customers are refused beside the field, each for its own reason", async () => {
    const problem = async (name: string) => {
      const { status, body } = await pulse.send("customers", customerFile(name));
      return [status, body.type, body.errors[0].field];
    };
    expect(await problem("empty")).toEqual([422, "/problems/tableEmpty", "file"]);
    expect(await problem("is-really-a-png")).toEqual([422, "/problems/tableUnreadable", "file"]);
    expect(await problem("only-a-header")).toEqual([422, "/problems/nothingToTake", "file"]);
  });

  test("that were sent in before bring nothing twice", async () => {
    const file = customerFile("utf16le-tab");
    const first = await pulse.send("customers", file);
    const second = await pulse.send("customers", file);
    expect(first.body.rowsTaken).toBe(40);
    expect(second.body.type).toBe("/problems/nothingToTake");
    expect((await pulse.read()).contacts).toBe(40);
    await unit.leader("DELETE", `${pulse.path}/imports/${first.body.id}`);
  });

  test("are told of row by row in a file that runs no formula and can be mended and sent in again", async () => {
    const { body } = await pulse.send("customers", customerFile("every-row-has-something-wrong"));
    const report = await unit.leader<string>("GET", `${pulse.path}/imports/${body.id}/report`);
    expect(report.headers.get("content-type")).toContain("text/csv");
    expect(report.headers.get("content-disposition")).toContain(
      "customers-every-row-has-something-wrong-rapport.csv",
    );
    expect(report.body).toContain('"Række";"Taget med";"Bemærkning";"Kunde";"E-mail"');
    expect(report.body).toContain('"Nej";"Det er ikke en mailadresse."');
    expect(report.body).toContain("Samme kunde som i række 5.");
    for (const cell of report.body.split(/[;\n]/)) expect(cell).not.toMatch(/^"?\s*[=+@-]/);

    await unit.leader("DELETE", `${pulse.path}/imports/${body.id}`);
    const mended = report.body
      .replace("ikke en adresse", "soeren@kunder.example")
      .replace("31-02-2026", "28-02-2026");
    const looked = await pulse.send("customer-file", new File([mended], "rettet.csv"));
    const again = await pulse.send("customers", new File([mended], "rettet.csv"));
    const names = (await unit.leader("GET", `${pulse.path}/imports`)).body.map(
      (each: { fileName: string }) => each.fileName,
    );
    expect(again.status).toBe(200);
    expect(looked.body.mapping).toMatchObject({ name: 3, email: 4, employee: 5, happenedOn: 6 });
    expect(names).toEqual(["rettet.csv"]);
    await unit.leader("DELETE", `${pulse.path}/imports/${again.body.id}`);
  });

  test("can be read with other columns than the guess; columns that are not there are refused", async () => {
    const file = new File(["a;b;c\nAnna Lund;x@kunder.example;1-2-2026\n"], "k.csv");
    const guess = { email: 1, employee: 0, name: null, happenedOn: 2, language: null, occasion: null };
    const looked = await pulse.send("customer-file", file);
    expect(looked.body.mapping).toEqual(guess);
    const other = JSON.stringify({ ...guess, happenedOn: null, occasion: 2 });
    expect((await pulse.send("customer-file", file, { mapping: other })).body).toMatchObject({
      rowsTaken: 1,
    });
    for (const mapping of ["{", "[]", JSON.stringify({ ...guess, email: 7 }), '{"email":1}'])
      expect((await pulse.send("customer-file", file, { mapping })).body.type).toBe(
        "/problems/mappingUnknown",
      );
    const unfound = JSON.stringify({ ...guess, email: null });
    expect((await pulse.send("customers", file, { mapping: unfound })).body.type).toBe(
      "/problems/mappingMissing",
    );
  });

  test("may be Excel workbooks", async () => {
    const rows = [
      ["Kunde", "E-mail", "Medarbejder", "Kontaktdato"].map((value) => ({ value })),
      [
        { value: "Åse" },
        { value: "aase@kunder.example" },
        { value: "Bo Kjær" },
        { value: new Date(Date.UTC(2026, 0, 5)), format: "dd-mm-yyyy" },
      ],
    ];
    const bytes = await writeXlsxFile(rows as never).toBuffer();
    const { body } = await pulse.send("customers", new File([new Uint8Array(bytes)], "kunder.xlsx"));
    expect(body).toMatchObject({ state: "done", rowsTaken: 1, rowsRefused: 0 });
    await unit.leader("DELETE", `${pulse.path}/imports/${body.id}`);
  });

  test("a contact can be typed in; what cannot be is refused beside its field", async () => {
    const [anna] = (await unit.leader("GET", `${pulse.path}/employees`)).body;
    const add = (part: object) =>
      unit.leader("POST", `${pulse.path}/contacts`, {
        email: "Hanne@Kunder.Example",
        personId: anna.id,
        ...part,
      });
    expect((await add({ happenedOn: "2026-01-05" })).status).toBe(200);
    const refused = async (part: object) => (await add(part)).body.errors?.[0]?.field;
    expect(await refused({ happenedOn: "2026-01-05" })).toBe("email");
    expect(await refused({ email: "hanne" })).toBe("email");
    expect(await refused({ happenedOn: "2999-01-01" })).toBe("happenedOn");
    expect(await refused({ happenedOn: "2026-02-30" })).toBe("happenedOn");
    expect(await refused({ personId: pulse.id })).toBe("personId");
    expect((await pulse.read()).contacts).toBe(1);
  });
});

describe("before anything is sent", () => {
  test("the mail and the page are shown as customers see them, and can be sent to oneself", async () => {
    const shown = (await unit.leader("GET", `${pulse.path}/preview?language=en`)).body;
    expect(shown.subject).toBe("How did you experience the contact with Nordvarme?");
    expect(shown.pageHtml).toContain("You call me back the same day.");
    expect(shown.mailHtml).toContain("You call me back the same day.");
    const { body } = await unit.leader("POST", `${pulse.path}/test-mail`, { language: "da" });
    const [mail] = await unit.mailsTo(body.to);
    const content = mail!.content as unknown as { text: string };
    const [link] = content.text.match(/\/s\/try\/[\w-]+\/[\w-]+/)!;
    const customer = unit.browser();
    const page = await customer<string>("GET", link);
    expect(page.body).toContain("Dette er en prøve.");
    const pressed = await unit.app.request(`http://localhost${link}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "q1=5",
    });
    expect(pressed.status).toBe(200);
    expect((await unit.leader("GET", `${pulse.path}/progress`)).body.answered).toBe(0);
    expect((await customer("GET", link.replace(/.$/, "_"))).status).toBe(404);
  });

  test("what is missing is told; a notice that has not run must be taken upon oneself", async () => {
    const { obstacles, noticeText } = await pulse.read();
    expect(obstacles).toEqual(["noEnd", "noNotice"]);
    expect(noticeText).toContain("mindst fem kunder");
    expect((await pulse.start()).body.type).toBe("/problems/noEnd");
    await pulse.makeReady();
    const soon = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    await pulse.change({ noticeOn: soon });
    expect((await pulse.read()).noticeMissing).toBeGreaterThan(38);
    const short = await pulse.start();
    expect(short.body.errors[0].field).toBe("acceptShortNotice");
    const begun = await pulse.start({ acceptShortNotice: true });
    expect(begun.body).toMatchObject({ drawn: 1 });
    const stored = await inSystem(unit.db, (tx) =>
      tx.selectFrom("pulse").select(["noticeShortDays", "noticeConfirmedBy"]).executeTakeFirstOrThrow(),
    );
    expect(stored.noticeShortDays).toBeGreaterThan(38);
    expect(stored.noticeConfirmedBy).not.toBeNull();
  });

  test("once it has begun, questions and customers stand as they are", async () => {
    const { version, questions } = await pulse.read();
    const refused = [
      unit.leader("PUT", `${pulse.path}/questions`, { questions, version }),
      pulse.change({ senderName: "En anden" }),
      pulse.send("customers", customerFile("utf16le-tab")),
      pulse.start(),
    ];
    for (const { status, body } of await Promise.all(refused))
      expect([status, body.type]).toEqual([409, "/problems/alreadySent"]);
    expect((await pulse.change({ dailyCeiling: 10 })).status).toBe(200);
    const past = await pulse.change({ closesAt: "2020-01-01T00:00:00Z" });
    expect(past.body.errors[0].field).toBe("closesAt");
    const turn = async (state: string) =>
      unit.leader("POST", `${pulse.path}/state`, { state, version: (await pulse.read()).version });
    expect((await turn("paused")).status).toBe(200);
    expect((await turn("open")).status).toBe(200);
    expect((await turn("closed")).status).toBe(200);
    expect((await turn("open")).body.type).toBe("/problems/notNow");
  });
});

test("nobody but the unit's leader sees or changes a measurement", async () => {
  const anna = await unit.signedInAs("anna.lund@nordvarme.example");
  for (const path of ["", "/progress", "/imports", "/employees", "/preview?language=da"]) {
    expect((await anna("GET", `${pulse.path}${path}`)).status).toBe(404);
    expect((await unit.browser()("GET", `${pulse.path}${path}`)).status).toBe(401);
  }
  expect((await anna("POST", "/api/pulse/pulses", { journeyId: unit.journeyId })).status).toBe(404);
  expect((await anna("GET", "/api/pulse/pulses")).body).toEqual([]);
  expect((await unit.leader("GET", "/api/pulse/pulses/00000000-0000-4000-8000-000000000000")).status).toBe(
    404,
  );
});

test("the next round asks in the same words where nothing was decided anew", async () => {
  const next = await unit.newPulse();
  expect(next.id).not.toBe(pulse.id);
  const { questions } = await next.read();
  expect(questions.map(({ isAsBefore }: { isAsBefore: boolean }) => isAsBefore)).toEqual([
    true,
    true,
    false,
    true,
  ]);
  const [first, ...rest] = questions;
  const reworded = [{ ...first, textDa: "Ringede I tilbage?" }, ...rest];
  await unit.leader("PUT", `${next.path}/questions`, {
    questions: reworded,
    version: (await next.read()).version,
  });
  expect((await next.read()).questions[0].isAsBefore).toBe(false);
});
