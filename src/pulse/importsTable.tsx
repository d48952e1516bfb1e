import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button, FormErrors, Link, Meter, Table, useFormat, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import styles from "./pulse.module.css";
import { importsQuery, isUnderWay } from "./queries.ts";
import { text } from "./text.ts";
import type { CustomerImport, Pulse } from "./wire.ts";

/** How far a file is that is being taken in; afterwards when it was, or why it could not be. */
function State({ file }: { file: CustomerImport }) {
  const t = useText(text);
  const { dateTime, number } = useFormat();
  if (file.state === "done") return dateTime(file.createdAt);
  if (file.state === "failed") {
    const { code, values } = file.failure ?? { code: "tableUnreadable" };
    return t("imports.failed", { why: t(`refusal.${code}` as "refusal.tableEmpty", values) });
  }
  return (
    <Meter
      label={t(file.state === "taking" ? "imports.taking" : "imports.reading")}
      value={file.rowsDone}
      max={file.rowsRead}
      valueLabel={file.state === "taking" ? `${number(file.rowsDone)} / ${number(file.rowsRead)}` : ""}
    />
  );
}

/** The files that customers came out of, each with its report; a large one tells how far it is, on whichever page one was. */
export function Imports({
  pulse,
  mayEdit,
  onChanged,
}: {
  pulse: Pulse;
  mayEdit: boolean;
  onChanged: () => void;
}) {
  const t = useText(text);
  const { number } = useFormat();
  const { data: imports = [] } = useQuery(importsQuery(pulse.id));
  const running = imports.filter(isUnderWay).length;
  const before = useRef(running);
  useEffect(() => {
    // One has come to its end: what is counted elsewhere on the page has changed.
    if (running < before.current) onChanged();
    before.current = running;
  });
  const remove = useSubmit(
    (importId: string) =>
      answer(client.pulses[":id"].imports[":importId"].$delete({ param: { id: pulse.id, importId } })),
    onChanged,
  );
  if (imports.length === 0) return null;
  const figure = (row: CustomerImport, count: number) =>
    row.state === "waiting" || row.state === "reading" ? "–" : number(count);
  return (
    <>
      <Table<CustomerImport>
        label={t("imports.title")}
        keyOf={({ id }) => id}
        rows={imports}
        columns={[
          { key: "name", label: t("imports.file"), isHeader: true, render: ({ fileName }) => fileName },
          { key: "at", label: t("imports.at"), render: (file) => <State file={file} /> },
          {
            key: "taken",
            label: t("imports.taken"),
            align: "end",
            render: (row) => figure(row, row.rowsTaken),
          },
          {
            key: "refused",
            label: t("imports.refused"),
            align: "end",
            render: (row) => figure(row, row.rowsRefused),
          },
          {
            key: "actions",
            label: t("imports.actions"),
            isLabelHidden: true,
            render: (row) => (
              <div className={styles.rowActions}>
                {row.state === "done" && (
                  <Link
                    href={`/api/pulse/pulses/${pulse.id}/imports/${row.id}/report`}
                    aria-label={`${t("imports.report")}: ${row.fileName}`}
                  >
                    {t("imports.report")}
                  </Link>
                )}
                {mayEdit && (
                  <Button
                    size="small"
                    variant="quiet"
                    busy={remove.busy}
                    aria-label={`${t(isUnderWay(row) ? "imports.stop" : "imports.remove")}: ${row.fileName}`}
                    onPress={() => void remove.submit(row.id)}
                  >
                    {t(isUnderWay(row) ? "imports.stop" : "imports.remove")}
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
      <FormErrors problem={remove.problem} />
    </>
  );
}
