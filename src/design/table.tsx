import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { useText } from "./locale.tsx";
import styles from "./table.module.css";
import { text } from "./text.ts";

export type Column<Row> = {
  key: string;
  label: string;
  render: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Names the row: read out with each of its cells, and the heading of its card on a phone. */
  isHeader?: boolean;
  isLabelHidden?: boolean;
  width?: string;
  /** Sentences rather than a word or two: on a phone they stand under their label, as wide as the card. */
  isLong?: boolean;
};

export type TableProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  empty?: ReactNode;
};

/** Rows become cards where there is no room for columns. */
export function Table<Row>({ label, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className={styles.frame}>
      {/* biome-ignore-start lint/a11y/noRedundantRoles: as cards the elements are no longer laid out as a table, and lose their meaning */}
      <table className={styles.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                data-align={column.align}
                style={{ width: column.width }}
              >
                {column.isLabelHidden ? <span className="unseen">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column) => {
                const Cell = column.isHeader ? "th" : "td";
                return (
                  <Cell
                    key={column.key}
                    role={column.isHeader ? "rowheader" : "cell"}
                    {...(column.isHeader ? { scope: "row" } : {})}
                    data-label={column.isLabelHidden || column.isHeader ? undefined : column.label}
                    data-align={column.align}
                    data-long={column.isLong}
                  >
                    {column.render(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </div>
  );
}

export type PagerProps = { page: number; pageSize: number; total: number; onPage: (page: number) => void };

export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const t = useText(text);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav className={styles.pager} aria-label={t("page.of", { page, pages })}>
      <Button size="small" isDisabled={page <= 1} onPress={() => onPage(page - 1)}>
        {t("page.previous")}
      </Button>
      <span aria-live="polite">{t("page.of", { page, pages })}</span>
      <Button size="small" isDisabled={page >= pages} onPress={() => onPage(page + 1)}>
        {t("page.next")}
      </Button>
    </nav>
  );
}
