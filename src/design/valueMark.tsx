import type { CSSProperties } from "react";
import { isValueColour, isValueMark, type ValueMarkName } from "./model.ts";
import styles from "./valueMark.module.css";

const shapes: Record<ValueMarkName, string> = {
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

/** The variables that paint something in a value's colour: `var(--value)`, `var(--value-tint)`, `var(--value-ink)`. */
export function valueStyle(value: { colour: string }): CSSProperties {
  const colour = isValueColour(value.colour) ? value.colour : "slate";
  return {
    "--value": `var(--value-${colour})`,
    "--value-tint": `var(--value-${colour}-tint)`,
    "--value-ink": `var(--value-${colour}-ink)`,
  } as CSSProperties;
}

export type MarkedValue = { name: string; colour: string; mark: string };

/** The mark alone: beside the value's name, or with `title` where it stands by itself. */
export function Mark({
  value,
  size = "1.1em",
  title,
}: {
  value: Omit<MarkedValue, "name">;
  size?: string;
  title?: string;
}) {
  const mark = isValueMark(value.mark) ? value.mark : "circle";
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it stands beside the name, or has the label below
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      style={valueStyle(value)}
      className={styles.mark}
      {...(title ? { role: "img", "aria-label": title } : { "aria-hidden": true })}
    >
      <path d={shapes[mark]} />
    </svg>
  );
}

/** A value as it is shown everywhere: its mark, its colour and its name. */
export function ValueMark({
  value,
  isNameHidden,
  size = "medium",
}: {
  value: MarkedValue;
  isNameHidden?: boolean;
  size?: "small" | "medium" | "large";
}) {
  if (isNameHidden) return <Mark value={value} title={value.name} />;
  return (
    <span className={`${styles.value} ${styles[size]}`} style={valueStyle(value)}>
      <Mark value={value} />
      <span>{value.name}</span>
    </span>
  );
}
