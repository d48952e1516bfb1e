import type { ValueMarkName } from "./model.ts";

/** The marks' outlines, in a box of 24 by 24. */
export const valueShapes: Record<ValueMarkName, string> = {
  circle: "M12 3.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6Z",
  square:
    "M5.8 4h12.4A1.8 1.8 0 0 1 20 5.8v12.4a1.8 1.8 0 0 1-1.8 1.8H5.8A1.8 1.8 0 0 1 4 18.2V5.8A1.8 1.8 0 0 1 5.8 4Z",
  triangle: "M12 3.2 22 20.4H2Z",
  diamond: "M12 1.8 22.2 12 12 22.2 1.8 12Z",
  star: "m12 1.8 3.1 6.6 7.2.900-5.3 5 1.4 7.2L12 18l-6.4 3.5L7 14.3l-5.3-5 7.2-.9Z",
  cross: "M8.8 2.6h6.4v6.2h6.2v6.4h-6.2v6.2H8.8v-6.2H2.6V8.8h6.2Z",
  leaf: "M20.8 3.2c.6 9.8-3.2 17-11 17-4 0-6.8-2.6-6.8-6.4C3 6.6 10.6 3.4 20.8 3.2Z",
  wave: "M2 13.8c3.4-7.6 6.6-7.6 10-3.4 3.4 4.2 6.6 4.2 10-3.4v6.6c-3.4 7.6-6.6 7.6-10 3.4-3.4-4.2-6.6-4.2-10 3.4Z",
};
