import type { Context } from "hono";
import { z } from "zod";

const types = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
type Format = keyof typeof types;
/** In which formats a described document can be had. */
export type WrittenFormat = "docx" | "pdf";

/** The answer of a route that gives a document, in whichever of these formats is asked for. */
export const documentAnswer = (description: string, ...formats: readonly Format[]) => ({
  200: {
    content: Object.fromEntries(formats.map((format) => [types[format], { schema: z.string() }])),
    description,
  },
});

/** A name that every file system takes, out of a title that people wrote. */
const fileNameOf = (title: string): string =>
  title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}_-]+/gu, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/gu, "") || "dokument";

export const sendDocument = (c: Context, bytes: Buffer, title: string, format: Format) =>
  c.body(new Uint8Array(bytes), 200, {
    "content-type": types[format],
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${fileNameOf(title)}.${format}`)}`,
  }) as never;
