import { z } from "@hono/zod-openapi";

/** What an optimistic change was made on: as large as the database's int column. */
export const Version = z.int().min(0).max(2_147_483_647);

/** A day as people mean it ("2026-03-02"): the years that a database and a calendar both know. */
export const Day = z.iso.date().check((context) => {
  if (context.value < "1900-01-01")
    context.issues.push({ code: "invalid_format", format: "date", input: context.value });
});

/** A file in a multipart form. */
export const UploadedFile = z.instanceof(File).openapi({ type: "string", format: "binary" });
