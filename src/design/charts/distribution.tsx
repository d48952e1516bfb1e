import type { ReactNode } from "react";
import { useFormat, useText } from "../locale.tsx";
import { text } from "../text.ts";
import styles from "./charts.module.css";
import { Figures } from "./figures.tsx";

type Five = readonly [number, number, number, number, number];
const points = [1, 2, 3, 4, 5] as const;

export type DistributionRow = {
  key: string;
  label: string;
  /** Shown before the label, e.g. a ValueMark. */
  mark?: ReactNode;
  /** How many chose 1 … 5; null where there are too few responses to show. */
  counts: Five | null;
  /** How many said that it did not come up. */
  notRelevant: number;
};
export type DistributionProps = { label: string; rows: readonly DistributionRow[] };

/** How answers spread over the five points, one bar per question, with n and "did not come up" beside it. */
export function Distribution({ label, rows }: DistributionProps) {
  const t = useText(text);
  const { number } = useFormat();
  const sum = (counts: Five) => counts.reduce((total, count) => total + count, 0);
  const percent = (part: number, whole: number) =>
    number(whole === 0 ? 0 : part / whole, { style: "percent", maximumFractionDigits: 0 });
  return (
    <Figures
      caption={label}
      head={[label, ...points.map((point) => t(`chart.scale${point}`)), t("chart.notRelevant"), "n"]}
      rows={rows.map((row) => [
        row.label,
        ...(row.counts ?? points.map(() => "–")),
        row.counts ? row.notRelevant : "–",
        row.counts ? sum(row.counts) : "–",
      ])}
    >
      <ul className={styles.legend} aria-hidden="true">
        {points.map((point) => (
          <li key={point}>
            <span className={styles.swatch} style={{ background: `var(--scale-${point})` }} />
            {t(`chart.scale${point}`)}
          </li>
        ))}
        <li>
          <span className={`${styles.swatch} ${styles.hollow}`} />
          {t("chart.notRelevant")}
        </li>
      </ul>
      <div className={styles.rows}>
        {rows.map((row) => {
          const n = row.counts ? sum(row.counts) : 0;
          return (
            <div key={row.key} className={styles.bar}>
              <div className={styles.barLabel}>
                {row.mark}
                <span>{row.label}</span>
              </div>
              {row.counts ? (
                <>
                  <div
                    role="img"
                    className={styles.stack}
                    aria-label={t("chart.distribution", {
                      label: row.label,
                      parts: points
                        .map((point) => `${t(`chart.scale${point}`)} ${row.counts?.[point - 1]}`)
                        .join(", "),
                      none: row.notRelevant,
                      n,
                    })}
                  >
                    {points.map((point) => {
                      const count = row.counts?.[point - 1] ?? 0;
                      if (count === 0) return null;
                      return (
                        <span
                          key={point}
                          className={styles.part}
                          style={{
                            flexGrow: count,
                            background: `var(--scale-${point})`,
                            color: `var(--scale-${point}-ink)`,
                          }}
                        >
                          {count / n >= 0.09 ? percent(count, n) : ""}
                        </span>
                      );
                    })}
                  </div>
                  <div className={styles.beside}>
                    <span>{t("chart.answers", { count: n })}</span>
                    {row.notRelevant > 0 && (
                      <span className={styles.faint}>
                        {t("chart.notRelevant")}: {number(row.notRelevant)}
                      </span>
                    )}
                  </div>
                </>
              ) : (
                <div className={styles.tooFew}>{t("chart.tooFew")}</div>
              )}
            </div>
          );
        })}
      </div>
    </Figures>
  );
}
