import type { ReactNode } from "react";
import { useText } from "../locale.tsx";
import styles from "./charts.module.css";
import { text } from "./text.ts";

/** A chart and the same in a table, for those who cannot see it and those who want the figures. */
export function Figures({
  children,
  caption,
  head,
  rows,
}: {
  children: ReactNode;
  caption: string;
  head: string[];
  rows: (string | number)[][];
}) {
  const t = useText(text);
  return (
    <figure className={styles.figure}>
      {children}
      <details className={styles.figures}>
        <summary>{t("chart.figures")}</summary>
        <div className={styles.scroll}>
          <table>
            <caption className="unseen">{caption}</caption>
            <thead>
              <tr>
                {head.map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([first, ...rest]) => (
                <tr key={String(first)}>
                  <th scope="row">{first}</th>
                  {rest.map((cell, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells stay in their columns
                    <td key={index}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
