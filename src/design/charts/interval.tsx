import { scaleLinear } from "@visx/scale";
import type { ReactNode } from "react";
import { useFormat, useText } from "../locale.tsx";
import { text } from "../text.ts";
import styles from "./charts.module.css";
import { Figures } from "./figures.tsx";

export type IntervalRow = {
  key: string;
  label: string;
  mark?: ReactNode;
  /** The value's colour, so that the thread can be followed by eye. */
  colour?: string;
  /** Null where there are too few responses to show. */
  mean: { mean: number; low: number; high: number; n: number } | null;
};
export type IntervalProps = { label: string; rows: readonly IntervalRow[] };

const width = 400;
const x = scaleLinear<number>({ domain: [1, 5], range: [10, width - 10] });
const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** The mean with its 95 % interval on the scale from 1 to 5. */
export function Interval({ label, rows }: IntervalProps) {
  const t = useText(text);
  const { number } = useFormat();
  const one = (value: number) => number(value, oneDecimal);
  return (
    <Figures
      caption={label}
      head={[label, t("chart.mean"), t("chart.range"), "n"]}
      rows={rows.map(({ label: name, mean }) => [
        name,
        mean ? one(mean.mean) : "–",
        mean ? `${one(mean.low)}–${one(mean.high)}` : "–",
        mean ? mean.n : "–",
      ])}
    >
      <div className={styles.rows}>
        {rows.map((row) => (
          <div key={row.key} className={styles.bar}>
            <div className={styles.barLabel}>
              {row.mark}
              <span>{row.label}</span>
            </div>
            {row.mean ? (
              <>
                <svg
                  viewBox={`0 0 ${width} 34`}
                  preserveAspectRatio="none"
                  className={styles.interval}
                  role="img"
                  aria-label={t("chart.interval", {
                    label: row.label,
                    mean: one(row.mean.mean),
                    low: one(row.mean.low),
                    high: one(row.mean.high),
                    n: row.mean.n,
                  })}
                >
                  {[1, 2, 3, 4, 5].map((tick) => (
                    <line key={tick} x1={x(tick)} x2={x(tick)} y1={2} y2={32} className={styles.tick} />
                  ))}
                  <line
                    x1={x(row.mean.low)}
                    x2={x(row.mean.high)}
                    y1={17}
                    y2={17}
                    className={styles.range}
                    style={{ stroke: row.colour ? `var(--value-${row.colour})` : "var(--accent)" }}
                  />
                  <line
                    x1={x(row.mean.mean)}
                    x2={x(row.mean.mean)}
                    y1={7}
                    y2={27}
                    className={styles.meanMark}
                    style={{ stroke: row.colour ? `var(--value-${row.colour})` : "var(--accent)" }}
                  />
                </svg>
                <div className={styles.beside}>
                  <strong>{one(row.mean.mean)}</strong>
                  <span className={styles.faint}>
                    {one(row.mean.low)}–{one(row.mean.high)} · {t("chart.answers", { count: row.mean.n })}
                  </span>
                </div>
              </>
            ) : (
              <div className={styles.tooFew}>{t("chart.tooFew")}</div>
            )}
          </div>
        ))}
        <div className={styles.axis} aria-hidden="true">
          <span>1 · {t("chart.disagree")}</span>
          <span>5 · {t("chart.agree")}</span>
        </div>
      </div>
    </Figures>
  );
}
