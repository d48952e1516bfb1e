import { createElement, type ReactNode } from "react";
import { useLocale, useText } from "../locale.tsx";
import { type Create, spreadBar, spreadLegend } from "./bars.ts";
import styles from "./charts.module.css";
import { Figures } from "./figures.tsx";
import { answersIn, type Five, points } from "./points.ts";
import { text } from "./text.ts";

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

const create = createElement as Create<ReactNode>;

/** How answers spread over the five points, one bar per question, with n and "did not come up" beside it. */
export function Distribution({ label, rows }: DistributionProps) {
  const t = useText(text);
  const { locale } = useLocale();
  return (
    <Figures
      caption={label}
      head={[label, ...points.map((point) => t(`chart.scale${point}`)), t("chart.notRelevant"), "n"]}
      rows={rows.map((row) => [
        row.label,
        ...(row.counts ?? points.map(() => "–")),
        row.counts ? row.notRelevant : "–",
        row.counts ? answersIn(row.counts) : "–",
      ])}
    >
      {spreadLegend(create, { locale, t })}
      <div className={styles.rows}>
        {rows.map((row) => (
          <div key={row.key} className={styles.bar}>
            <div className={styles.barLabel}>
              {row.mark}
              <span>{row.label}</span>
            </div>
            {row.counts ? (
              spreadBar(create, { locale, t }, { ...row, counts: row.counts })
            ) : (
              <div className={styles.tooFew}>{t("chart.tooFew")}</div>
            )}
          </div>
        ))}
      </div>
    </Figures>
  );
}
