import { createRoute, z } from "@hono/zod-openapi";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import { readTable } from "#platform/tables/read.ts";
import * as store from "./customers.store.ts";
import { guessMapping, type Known, type Mapping, readCustomers } from "./model/customers.ts";
import { onPulse } from "./onPulse.ts";
import { countsOf, isReadable, remarkableRows, reportFile } from "./report.ts";
import { text } from "./text.ts";
import {
  CustomerFile,
  CustomerImport,
  Employee,
  FileReport,
  Mapping as MappingShape,
  NewContact,
} from "./wire.ts";

const params = z.object({ id: z.uuid() });
const ofImport = params.extend({ importId: z.uuid() });
const fileBody = { required: true, content: { "multipart/form-data": { schema: CustomerFile } } } as const;
/** More rows are told of in the report that is downloaded. */
const mostShown = 500;

/** The mapping that came with the file, or the best guess. */
function mappingOf(
  sent: string | undefined,
  columns: string[],
  rows: string[][],
  known: Known,
): Mapping | Refusal {
  if (sent === undefined) return guessMapping(columns, rows, known.employees);
  let parsed: unknown;
  try {
    parsed = JSON.parse(sent);
  } catch {
    return refuse("mappingUnknown", { field: "mapping" });
  }
  const mapping = MappingShape.safeParse(parsed);
  const isKnown =
    mapping.success && Object.values(mapping.data).every((at) => at === null || at < columns.length);
  return isKnown ? mapping.data : refuse("mappingUnknown", { field: "mapping" });
}

type Read = Awaited<ReturnType<typeof readFile>>;
/** A file against what is known, without holding a transaction open while it is read. */
async function readFile(form: z.infer<typeof CustomerFile>, known: Known) {
  const table = await readTable(new Uint8Array(await form.file.arrayBuffer()));
  if (isRefusal(table)) return table;
  const mapping = mappingOf(form.mapping, table.columns, table.rows, known);
  if (isRefusal(mapping)) return mapping;
  const read = readCustomers(table.rows, mapping, known);
  return { table, mapping, read, report: remarkableRows(read, table.rows) };
}

const shownReport = (fileName: string, { table, mapping, read, report }: Exclude<Read, Refusal>) => ({
  fileName,
  encoding: table.encoding,
  delimiter: table.delimiter,
  columns: table.columns,
  mapping,
  ...countsOf(read),
  report: report.slice(0, mostShown),
  reportTotal: report.length,
});

export const customerRoutes = newRoutes()
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/customer-file",
      request: { params, body: fileBody },
      responses: answers(FileReport),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const form = c.req.valid("form");
      const known = await onPulse(c, "pulse.manage", id, async (tx, { organisationId }) => {
        const pulse = orProblem(await store.holdDraft(tx, organisationId, id), text);
        return store.known(tx, organisationId, id, pulse, c.var.now());
      });
      const read = orProblem(await readFile(form, known), text);
      return c.json(shownReport(form.file.name, read), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/customers",
      request: { params, body: fileBody },
      responses: answers(FileReport.extend({ id: z.uuid() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const form = c.req.valid("form");
      const bytes = new Uint8Array(await form.file.arrayBuffer());
      const taken = await onPulse(c, "pulse.manage", id, async (tx, viewer) => {
        const pulse = await store.holdDraft(tx, viewer.organisationId, id);
        if (isRefusal(pulse)) return pulse;
        const known = await store.known(tx, viewer.organisationId, id, pulse, c.var.now());
        const found = await readFile({ ...form, file: new File([bytes], form.file.name) }, known);
        if (isRefusal(found)) return found;
        const { table, mapping, read, report } = found;
        if (!isReadable(mapping)) return refuse("mappingMissing", { field: "mapping" });
        if (read.contacts.length === 0) return refuse("nothingToTake", { field: "file" });
        const { fileName, encoding, delimiter, columns } = shownReport(form.file.name, found);
        const file = { fileName, encoding, delimiter, columns, mapping, legalBasis: form.legalBasis ?? "" };
        const imported = await store.takeFile(tx, viewer.organisationId, id, {
          ...{ ...file, read, report, createdBy: viewer.personId },
        });
        return { ...shownReport(form.file.name, { table, mapping, read, report }), ...imported };
      });
      return c.json(orProblem(taken, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/imports",
      request: { params },
      responses: answers(z.array(CustomerImport)),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const imports = await onPulse(c, "pulse.see", id, (tx, { organisationId }) =>
        store.listImports(tx, organisationId, id),
      );
      return c.json(imports, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/pulses/{id}/imports/{importId}",
      request: { params: ofImport },
      responses: answers(z.object({ removed: z.int() })),
    }),
    async (c) => {
      const { id, importId } = c.req.valid("param");
      const removed = await onPulse(c, "pulse.manage", id, async (tx, { organisationId }) => {
        const pulse = await store.holdDraft(tx, organisationId, id);
        return isRefusal(pulse) ? pulse : store.removeImport(tx, organisationId, id, importId);
      });
      return c.json(orProblem(removed, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/imports/{importId}/report",
      request: { params: ofImport },
      responses: {
        200: { content: { "text/csv": { schema: z.string() } }, description: "The report, row by row." },
      },
    }),
    async (c) => {
      const { id, importId } = c.req.valid("param");
      const report = await onPulse(c, "pulse.see", id, (tx, { organisationId }) =>
        store.readReport(tx, organisationId, id, importId),
      );
      if (!report) throw refuseWith("notFound");
      const stem = report.fileName.replace(/\.[^.]*$/u, "").replace(/[^\p{L}\p{N}_-]+/gu, "-");
      const name = `${stem}-${text(c.var.locale)("report.fileName")}.csv`;
      return c.body(reportFile(c.var.locale, report.columns, report.report), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      }) as never;
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/contacts",
      request: { params, body: json(NewContact) },
      responses: answers(z.object({ added: z.int() })),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const added = await onPulse(c, "pulse.manage", id, async (tx, { organisationId }) => {
        const pulse = await store.holdDraft(tx, organisationId, id);
        if (isRefusal(pulse)) return pulse;
        const known = await store.known(tx, organisationId, id, pulse, c.var.now());
        return store.addContact(tx, organisationId, id, c.req.valid("json"), known);
      });
      return c.json(orProblem(added, text), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/pulses/{id}/employees",
      request: { params },
      responses: answers(z.array(Employee)),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const employees = await onPulse(c, "pulse.see", id, (tx, { organisationId }, unitId) =>
        store.contactsPerEmployee(tx, organisationId, id, unitId),
      );
      return c.json(employees, 200);
    },
  );
