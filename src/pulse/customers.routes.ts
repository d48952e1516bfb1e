import { Readable } from "node:stream";
import { createRoute, z } from "@hono/zod-openapi";
import { inOrganisation } from "#platform/database/index.ts";
import { orProblem, refuseWith } from "#platform/http/problem.ts";
import { answers, json, newRoutes } from "#platform/http/routes.ts";
import { addJob } from "#platform/jobs/index.ts";
import { isRefusal, type Refusal, refuse } from "#platform/refusal.ts";
import * as store from "./customers.store.ts";
import { importJob } from "./import/job.ts";
import { openCustomerFile, smallFile } from "./import/open.ts";
import * as imports from "./import/store.ts";
import type { Mapping } from "./model/customers.ts";
import { onPulse } from "./onPulse.ts";
import { isReadable, reportHead, reportLines } from "./report.ts";
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

/** The mapping that came with the file; null: the best guess. */
function mappingOf(sent: string | undefined): Mapping | null | Refusal {
  if (sent === undefined) return null;
  try {
    const mapping = MappingShape.safeParse(JSON.parse(sent));
    if (mapping.success) return mapping.data;
  } catch {
    // No JSON: no mapping either.
  }
  return refuse("mappingUnknown", { field: "mapping" });
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

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
      const mapping = orProblem(mappingOf(form.mapping), text);
      const known = await onPulse(c, "pulse.manage", id, async (tx, { organisationId }) => {
        const pulse = orProblem(await store.holdDraft(tx, organisationId, id), text);
        return store.known(tx, organisationId, id, pulse, c.var.now());
      });
      // No transaction is held open while it is read.
      const { summary, close } = orProblem(
        await openCustomerFile(await bytesOf(form.file), mapping, known),
        text,
      );
      await close();
      return c.json({ fileName: form.file.name, ...summary }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/pulses/{id}/customers",
      request: { params, body: fileBody },
      responses: answers(
        CustomerImport,
        "A small file is taken at once; a large one by a job, whose state and rowsDone the imports tell.",
      ),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { file, legalBasis = "", consent = "", ...form } = c.req.valid("form");
      const mapping = orProblem(mappingOf(form.mapping), text);
      const bytes = await bytesOf(file);
      const taken = await onPulse(c, "pulse.manage", id, async (tx, { organisationId, personId }) => {
        const pulse = await store.holdDraft(tx, organisationId, id);
        if (isRefusal(pulse)) return pulse;
        const sent = { fileName: file.name, legalBasis, consent, createdBy: personId };
        if (bytes.length > smallFile) {
          const importId = await imports.keepFile(tx, organisationId, id, { ...sent, bytes, mapping });
          await addJob(tx, importJob, { organisationId, importId });
          return imports.readImport(tx, organisationId, id, importId);
        }
        const known = await store.known(tx, organisationId, id, pulse, c.var.now());
        const open = await openCustomerFile(bytes, mapping, known);
        if (isRefusal(open)) return open;
        const { summary, parts } = open;
        if (!isReadable(summary.mapping)) return refuse("mappingMissing", { field: "mapping" });
        if (summary.rowsTaken === 0) return refuse("nothingToTake", { field: "file" });
        const importId = await imports.takeFile(tx, organisationId, id, sent, { summary, parts: parts() });
        return imports.readImport(tx, organisationId, id, importId);
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
      const found = await onPulse(c, "pulse.see", id, (tx, { organisationId }) =>
        imports.listImports(tx, organisationId, id),
      );
      return c.json(found, 200);
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
        return isRefusal(pulse) ? pulse : imports.removeImport(tx, organisationId, id, importId);
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
      const { organisationId, ...file } = await onPulse(c, "pulse.see", id, async (tx, viewer) => {
        const about = await imports.reportOf(tx, viewer.organisationId, id, importId);
        if (!about) throw refuseWith("notFound");
        return { organisationId: viewer.organisationId, ...about };
      });
      const { db, locale } = c.var;
      // Read and sent some rows at a time: a report may be as long as the file.
      async function* lines() {
        yield reportHead(locale, file.columns);
        for (let after = 0; ; ) {
          const rows = await inOrganisation(db, organisationId, (tx) =>
            imports.reportRows(tx, organisationId, importId, after),
          );
          if (rows.length === 0) return;
          yield reportLines(locale, rows);
          after = rows.at(-1)!.rowNumber;
        }
      }
      const stem = file.fileName.replace(/\.[^.]*$/u, "").replace(/[^\p{L}\p{N}_-]+/gu, "-");
      const name = `${stem}-${text(locale)("report.fileName")}.csv`;
      return c.body(Readable.toWeb(Readable.from(lines(), { objectMode: false })) as ReadableStream, 200, {
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
