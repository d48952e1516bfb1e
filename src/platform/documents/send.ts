import type { Context } from "hono";
import { z } from "zod";

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The answer of a route that gives a Word document. */
export const wordAnswer = (description: string) => ({
  200: { content: { [wordType]: { schema: z.string() } }, description },
});

/** A name that every file system takes, out of a title that people wrote. */
const fileNameOf = (title: string): string =>
  title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}_-]+/gu, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/gu, "") || "dokument";

export const sendWord = (c: Context, bytes: Buffer, title: string) =>
  c.body(new Uint8Array(bytes), 200, {
    "content-type": wordType,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${fileNameOf(title)}.docx`)}`,
  }) as never;
