import { Fragment, useState } from "react";
import { Badge, Pager, Stack, Table, useLocale, useText } from "#design/index.ts";
import styles from "./pulse.module.css";
import { remarkText } from "./report.ts";
import { text } from "./text.ts";
import type { ReportRow } from "./wire.ts";

const rowsOnAPage = 10;

/** The rows of a file about which there is something to say, as they stood in it. */
export function ReportTable({
  columns,
  report,
  total,
}: {
  columns: readonly string[];
  report: readonly ReportRow[];
  total: number;
}) {
  const t = useText(text);
  const { locale } = useLocale();
  const [page, setPage] = useState(1);
  if (total === 0) return <p>{t("report.nothing")}</p>;
  const shown = report.slice((page - 1) * rowsOnAPage, page * rowsOnAPage);
  return (
    <Stack gap="small">
      {report.some(({ isTaken }) => isTaken) && report.some(({ isTaken }) => !isTaken) && (
        <p>{t("report.order")}</p>
      )}
      <Table<ReportRow>
        label={t("report.title")}
        keyOf={({ rowNumber }) => String(rowNumber)}
        rows={shown}
        columns={[
          {
            key: "row",
            label: t("report.row"),
            isHeader: true,
            render: ({ rowNumber }) => (
              <span className={styles.rowNumber}>{t("report.rowNumber", { row: rowNumber })}</span>
            ),
          },
          {
            key: "taken",
            label: t("report.taken"),
            render: ({ isTaken }) => (
              <Badge tone={isTaken ? "neutral" : "notice"}>{t(isTaken ? "report.yes" : "report.no")}</Badge>
            ),
          },
          {
            key: "remark",
            label: t("report.remark"),
            render: ({ remarks }) => remarks.map((remark) => remarkText(locale, remark)).join(" "),
          },
          {
            key: "cells",
            label: t("report.cells", { columns: columns.length }),
            width: "45%",
            // Each cell for itself: a sign in one that turns the direction of writing would turn its neighbours too.
            render: ({ cells }) => (
              <span className={styles.cells}>
                {cells
                  .filter((cell) => cell.trim())
                  .map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is where it stands in its row
                    <Fragment key={at}>
                      {at > 0 && " · "}
                      <bdi>{cell.slice(0, 60)}</bdi>
                    </Fragment>
                  ))}
              </span>
            ),
          },
        ]}
      />
      <Pager page={page} pageSize={rowsOnAPage} total={report.length} onPage={setPage} />
      {total > report.length && <p>{t("report.more", { count: total - report.length })}</p>}
    </Stack>
  );
}
