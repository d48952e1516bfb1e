import { Group } from "@visx/group";
import { scaleLinear } from "@visx/scale";
import { useFormat, useText } from "../locale.tsx";
import { apart } from "./apart.ts";
import styles from "./charts.module.css";
import { Figures } from "./figures.tsx";
import { text } from "./text.ts";

export type SlopeRow = {
  key: string;
  label: string;
  colour?: string;
  before: number | null;
  after: number | null;
  /** Whether the intervals allow it to be called a change; without it the line is drawn thin. */
  isChange?: boolean;
};
export type SlopeProps = { label: string; first: string; second: string; rows: readonly SlopeRow[] };

const size = { width: 420, height: 240, left: 58, right: 58, top: 18, bottom: 30 };
/** Two lines may have the colour of the same value: the letter at their ends and before their names tells them apart. */
const letterOf = (index: number) => String.fromCharCode(65 + index);

/** Two rounds side by side. */
export function Slope({ label, first, second, rows }: SlopeProps) {
  const t = useText(text);
  const { number } = useFormat();
  const one = (value: number) => number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const shown = (value: number | null) => (value === null ? t("chart.tooFew") : one(value));
  const y = scaleLinear<number>({ domain: [1, 5], range: [size.height - size.bottom, size.top] });
  const right = size.width - size.right;
  const labelAt = (side: "before" | "after") => {
    const known = rows.filter((row) => row[side] !== null);
    const places = apart(
      known.map((row) => y(row[side] ?? 1)),
      16,
    );
    return new Map(known.map((row, index) => [row.key, places[index]! + 4]));
  };
  const [beforeAt, afterAt] = [labelAt("before"), labelAt("after")];
  return (
    <Figures
      caption={label}
      head={[label, first, second]}
      rows={rows.map((row) => [
        row.label,
        row.before === null ? "–" : one(row.before),
        row.after === null ? "–" : one(row.after),
      ])}
    >
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        className={styles.slope}
        role="img"
        aria-label={rows
          .map((row) =>
            t("chart.slope", {
              label: row.label,
              before: shown(row.before),
              after: shown(row.after),
              first,
              second,
            }),
          )
          .join(" ")}
      >
        {[1, 2, 3, 4, 5].map((tick) => (
          <line key={tick} x1={size.left} x2={right} y1={y(tick)} y2={y(tick)} className={styles.tick} />
        ))}
        <text x={size.left} y={size.height - 8} className={styles.tickLabel}>
          {first}
        </text>
        <text x={right} y={size.height - 8} textAnchor="end" className={styles.tickLabel}>
          {second}
        </text>
        {rows.map((row, index) => {
          const paint = row.colour ? `var(--value-${row.colour})` : "var(--accent)";
          return (
            <Group key={row.key}>
              {row.before !== null && row.after !== null && (
                <line
                  x1={size.left}
                  y1={y(row.before)}
                  x2={right}
                  y2={y(row.after)}
                  stroke={paint}
                  strokeWidth={row.isChange ? 3.5 : 1.5}
                  strokeDasharray={row.isChange ? undefined : "5 4"}
                />
              )}
              {row.before !== null && (
                <>
                  <circle cx={size.left} cy={y(row.before)} r={5} fill={paint} />
                  <text
                    x={size.left - 10}
                    y={beforeAt.get(row.key)}
                    textAnchor="end"
                    className={styles.tickLabel}
                  >
                    {letterOf(index)} {one(row.before)}
                  </text>
                </>
              )}
              {row.after !== null && (
                <>
                  <circle cx={right} cy={y(row.after)} r={5} fill={paint} />
                  <text x={right + 10} y={afterAt.get(row.key)} className={styles.tickLabel}>
                    {one(row.after)} {letterOf(index)}
                  </text>
                </>
              )}
            </Group>
          );
        })}
      </svg>
      <ul className={styles.lines} aria-hidden="true">
        {rows.map((row, index) => (
          <li key={row.key}>
            <span
              className={styles.letter}
              style={{ borderColor: row.colour ? `var(--value-${row.colour})` : "var(--accent)" }}
            >
              {letterOf(index)}
            </span>
            <span>{row.label}</span>
            <span className={styles.fromTo}>
              {row.before === null ? "–" : one(row.before)} → {row.after === null ? "–" : one(row.after)}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.key}>{t("chart.slopeKey")}</p>
    </Figures>
  );
}
