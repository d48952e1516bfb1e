import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Pager, Table, useFormat, useText } from "#design/index.ts";
import { unsureQuery } from "./queries.ts";
import { text } from "./text.ts";
import { type UnsureMail, unsureOnAPage } from "./wire.ts";

/** Which mails are in doubt or were refused: who got none can be told of another way. */
export function UnsureMails({ pulseId, timeZone }: { pulseId: string; timeZone: string }) {
  const t = useText(text);
  const { dateTime } = useFormat();
  const [page, setPage] = useState(1);
  const { data } = useQuery({ ...unsureQuery(pulseId, page), placeholderData: keepPreviousData });
  if (!data || data.total === 0) return null;
  return (
    <details>
      <summary>{t("unsure.see", { count: data.total })}</summary>
      <Table<UnsureMail>
        label={t("unsure.title")}
        keyOf={({ email, isReminder }) => `${email} ${isReminder}`}
        rows={data.mails}
        columns={[
          { key: "email", label: t("unsure.email"), isHeader: true, render: ({ email }) => email },
          {
            key: "state",
            label: t("unsure.state"),
            render: ({ state, isReminder }) => (
              <>
                <Badge tone="notice">{t(`request.${state}`)}</Badge> {isReminder && t("unsure.reminder")}
              </>
            ),
          },
          { key: "at", label: t("unsure.at"), render: ({ askedAt }) => dateTime(askedAt, { timeZone }) },
          { key: "why", label: t("unsure.why"), render: ({ failure }) => failure ?? "–" },
        ]}
      />
      <Pager page={page} pageSize={unsureOnAPage} total={data.total} onPage={setPage} />
    </details>
  );
}
