import { qrPath } from "../../qr.ts";
import type { Pdf } from "./file.ts";

/** A QR code as black squares on white, its upper left corner at `x` and `y`; `edge` in points. */
export function drawCode(pdf: Pdf, link: string, x: number, y: number, edge: number): void {
  const { size: modules, path } = qrPath(link);
  pdf
    .save()
    .translate(x, y)
    .scale(edge / modules);
  pdf.rect(0, 0, modules, modules).fill("#ffffff");
  pdf.path(path).fill("#000000");
  pdf.restore();
}
