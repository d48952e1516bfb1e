import type { Printed } from "./block.ts";
import type { WrittenFormat } from "./send.ts";

/** A described document as a file. The libraries are large, and few requests need them. */
export async function written(printed: Printed, format: WrittenFormat): Promise<Buffer> {
  if (format === "pdf") return (await import("./pdf/document.ts")).pdfDocument(printed);
  return (await import("./word.ts")).wordDocument(printed);
}
