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
      {/* The roles say again what the elements are: as cards they are no longer laid out as a table. */}
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <table className={styles.table} role="table" aria-label={label}>
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <thead role="rowgroup">
          {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
          <tr role="row">
            {columns.map((column) => (
              // biome-ignore lint/a11y/noRedundantRoles: see above
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
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tbody role="rowgroup">
          {rows.map((row) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
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
                  >
                    {column.render(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
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
