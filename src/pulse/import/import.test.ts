import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { type UnitWithDecisions, unitWithDecisions } from "../testing/unit.ts";
import { takeLargeFile } from "./job.ts";
import { openCustomerFile, smallFile } from "./open.ts";
import { beginImport, beginTaking, takePart } from "./store.ts";

let unit: UnitWithDecisions;
let pulse: Awaited<ReturnType<UnitWithDecisions["newPulse"]>>;
beforeAll(async () => {
  unit = await unitWithDecisions();
  pulse = await unit.newPulse();
});
afterAll(() => unit?.close());

const employees = ["Anna Lund", "Bo Kjær", "Carla Moe", "Dan Holm"];
/** Every hundredth row has something wrong. */
const rowOf = (at: number): string[] => [
  `Kunde nummer ${at}`,
  at % 100 === 99 ? "ikke en adresse" : `kunde${at}@kunder.example`,
  employees[at % 4]!,
  "05-11-2026",
];
const headings = ["Kunde", "E-mail", "Medarbejder", "Kontaktdato"];
const rows = 6000;
const content = [headings, ...Array.from({ length: rows }, (_, at) => rowOf(at))]
  .map((cells) => cells.join(";"))
  .join("\r\n");
const large = new File([content], "mange.csv");
const taken = rows - rows / 100;

const imports = async () => (await unit.leader("GET", `${pulse.path}/imports`)).body;
const takeOut = (id: string) => unit.leader("DELETE", `${pulse.path}/imports/${id}`);
const work = (importId: string) => takeLargeFile({ organisationId: unit.organisationId, importId }, unit);

describe("a large file", () => {
  test("is read in a thread of its own, and handed out with what is said of its rows", async () => {
    expect(large.size).toBeGreaterThan(smallFile);
    const known = {
      employees: employees.map((name) => ({ id: name, name, email: "" })),
      ...{ optedOut: new Set<string>(), contacts: new Set<string>(), today: "2026-11-27" },
    };
    const open = await openCustomerFile(new Uint8Array(await large.arrayBuffer()), null, known);
    if (isRefusal(open)) throw new Error(open.refusal);
    expect(open.summary).toMatchObject({ rowsRead: rows, rowsTaken: taken, reportTotal: rows / 100 });
    let [read, contacts, reported] = [0, 0, 0];
    for await (const part of open.parts()) {
      read += part.rows;
      contacts += JSON.parse(part.contacts).length;
      reported += JSON.parse(part.report).length;
    }
    expect([read, contacts, reported]).toEqual([rows, taken, rows / 100]);
    await open.close();
  });

  test("that is no table is refused beside the field, whichever thread has read it", async () => {
    const noise = new File([new Uint8Array(smallFile + 1).fill(7)], "støj.csv");
    const looked = await pulse.send("customer-file", noise);
    expect([looked.status, looked.body.type]).toEqual([422, "/problems/tableUnreadable"]);
    const { body } = await pulse.send("customers", noise);
    await work(body.id);
    expect((await imports())[0]).toMatchObject({ state: "failed", failure: { code: "tableUnreadable" } });
    await takeOut(body.id);
  });

  test("is taken in by a job: until then nothing begins, and its report is as long as it must be", async () => {
    const { status, body } = await pulse.send("customers", large, { legalBasis: "Kundeforhold" });
    expect([status, body.state, body.rowsDone]).toEqual([200, "waiting", 0]);
    expect((await pulse.read()).obstacles).toContain("stillImporting");
    const { rows: jobs } = await unit.pool.query(
      "select count(*)::int as waiting from graphile_worker.jobs where task_identifier = 'pulse.import'",
    );
    expect(jobs[0].waiting).toBeGreaterThan(0);
    await work(body.id);
    expect((await imports())[0]).toMatchObject({
      ...{ state: "done", rowsRead: rows, rowsDone: rows, rowsTaken: taken, rowsRefused: rows / 100 },
    });
    const { contacts, obstacles } = await pulse.read();
    expect(contacts).toBe(taken);
    expect(obstacles).not.toContain("stillImporting");
    const report = await unit.leader<string>("GET", `${pulse.path}/imports/${body.id}/report`);
    expect(report.body.trim().split("\r\n")).toHaveLength(1 + rows / 100);
    // Nothing of the file is kept that is not a contact or said of one.
    const kept = await inSystem(unit.db, (tx) => tx.selectFrom("customerImport").select("file").execute());
    expect(kept).toEqual([{ file: null }]);
    expect((await takeOut(body.id)).body).toEqual({ removed: taken });
    const left = await inSystem(unit.db, (tx) => tx.selectFrom("customer").select("email").execute());
    expect(left).toEqual([]);
  });

  test("that was begun by a server that is gone is begun anew, and no row counts twice or is called a double", async () => {
    const { body } = await pulse.send("customers", large);
    const { organisationId } = unit;
    const inHouse = <T>(step: Parameters<typeof inOrganisation<T>>[2]) =>
      inOrganisation(unit.db, organisationId, step);
    const file = await inHouse((tx) => beginImport(tx, organisationId, body.id));
    const anybody = { employees: [], optedOut: new Set<string>(), contacts: new Set<string>() };
    const { body: all } = await unit.leader("GET", `${pulse.path}/employees`);
    const open = await openCustomerFile(file!.bytes, null, {
      ...anybody,
      ...{ employees: all, today: "2026-11-27" },
    });
    if (isRefusal(open)) throw new Error(open.refusal);
    await inHouse((tx) => beginTaking(tx, organisationId, body.id, open.summary));
    for await (const part of open.parts()) {
      const which = { id: body.id, pulseId: pulse.id };
      expect(await inHouse((tx) => takePart(tx, organisationId, which, part))).toBe(true);
      break;
    }
    await open.close();
    expect((await imports())[0]).toMatchObject({ state: "taking", rowsDone: 2000 });
    await work(body.id);
    expect((await imports())[0]).toMatchObject({ state: "done", rowsDone: rows, rowsTaken: taken });
    expect((await pulse.read()).contacts).toBe(taken);
    // Done is done, however often the job comes round.
    await work(body.id);
    expect((await pulse.read()).contacts).toBe(taken);
    await takeOut(body.id);
  });

  test("is stopped by taking it out: what it had brought goes, and the job brings no more", async () => {
    const { body } = await pulse.send("customers", large);
    const working = work(body.id);
    expect((await takeOut(body.id)).status).toBe(200);
    await working;
    expect(await imports()).toEqual([]);
    expect((await pulse.read()).contacts).toBe(0);
  });

  test("may be a workbook; columns that it does not have, or too few, are told of", async () => {
    // What does not repeat itself cannot be packed: so few rows make a large workbook.
    const cells = [
      headings,
      ...Array.from({ length: 7000 }, (_, at) => [randomUUID(), ...rowOf(at).slice(1)]),
    ];
    const bytes = await writeXlsxFile(
      cells.map((row) => row.map((value) => ({ value }))) as never,
    ).toBuffer();
    const book = new File([new Uint8Array(bytes)], "mange.xlsx");
    expect(book.size).toBeGreaterThan(smallFile);
    const { body } = await pulse.send("customers", book);
    await work(body.id);
    expect((await imports())[0]).toMatchObject({ state: "done", rowsRead: 7000, rowsTaken: 6930 });
    await takeOut(body.id);
    const none = { employee: null, name: null, happenedOn: null, language: null, occasion: null };
    const odd = await pulse.send("customers", large, { mapping: JSON.stringify({ email: 1, ...none }) });
    await work(odd.body.id);
    expect((await imports())[0]).toMatchObject({ state: "failed", failure: { code: "mappingMissing" } });
    await takeOut(odd.body.id);
  });
});
