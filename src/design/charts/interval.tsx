import { createElement, type ReactNode } from "react";
import { useLocale, useText } from "../locale.tsx";
import { type Create, intervalBar, scaleEnds } from "./bars.ts";
import styles from "./charts.module.css";
import { Figures } from "./figures.tsx";
import { type Mean, oneDecimal } from "./points.ts";
import { text } from "./text.ts";

export type IntervalRow = {
  key: string;
  label: string;
  mark?: ReactNode;
  /** The value's colour, so that the thread can be followed by eye. */
  colour?: string;
  /** Null where there are too few responses to show. */
  mean: Mean | null;
};
export type IntervalProps = { label: string; rows: readonly IntervalRow[] };

const create = createElement as Create<ReactNode>;

/** The mean with its 95 % interval on the scale from 1 to 5. */
export function Interval({ label, rows }: IntervalProps) {
  const t = useText(text);
  const { locale } = useLocale();
  const one = (value: number) => oneDecimal(locale, value);
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
              intervalBar(create, { locale, t }, { ...row, mean: row.mean })
            ) : (
              <div className={styles.tooFew}>{t("chart.tooFew")}</div>
            )}
          </div>
        ))}
        {scaleEnds(create, { locale, t })}
      </div>
    </Figures>
  );
}
