import type { ReactNode } from "react";
import { Badge, Table } from "#design/index.ts";

/** What somebody has of her own, by name: where something is to be said of one it stands beside its name, what can be done at the end. */
export function OwnTable<Row extends { id: string }>({
  label,
  rows,
  name,
  columns,
  act,
  empty,
}: {
  label: string;
  rows: Row[];
  name: { label: string; of: (row: Row) => string; badge: (row: Row) => string | null; isGood?: boolean };
  columns: { key: string; label: string; isLong?: boolean; render: (row: Row) => ReactNode }[];
  act: { label: string; render: (row: Row) => ReactNode };
  empty?: ReactNode;
}) {
  return (
    <Table
      label={label}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "name",
          label: name.label,
          isHeader: true,
          render: (row) => {
            const badge = name.badge(row);
            return (
              <>
                {name.of(row)} {badge && <Badge tone={name.isGood ? "good" : "neutral"}>{badge}</Badge>}
              </>
            );
          },
        },
        ...columns,
        { key: "act", label: act.label, isLabelHidden: true, align: "end", render: act.render },
      ]}
      {...(empty ? { empty } : {})}
    />
  );
}
