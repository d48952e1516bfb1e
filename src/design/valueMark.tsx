import type { CSSProperties } from "react";
import { isValueColour, isValueMark } from "./model.ts";
import styles from "./valueMark.module.css";
import { valueShapes } from "./valueShapes.ts";

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
      <path d={valueShapes[mark]} />
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
