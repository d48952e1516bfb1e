import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  ConfirmDialog,
  FormErrors,
  Pager,
  Table,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import styles from "./pulse.module.css";
import { pulseKey, unsureQuery } from "./queries.ts";
import { text } from "./text.ts";
import { type Pulse, type UnsureMail, unsureOnAPage } from "./wire.ts";

/** A mail in doubt is sent once more, by whoever accepts that it may come twice. */
function SendAgain({ pulseId, mail }: { pulseId: string; mail: UnsureMail }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const send = useSubmit(
    () =>
      answer(
        client.pulses[":id"]["unsure-mails"][":requestId"].again.$post({
          param: { id: pulseId, requestId: mail.requestId },
        }),
      ),
    async ({ email }) => {
      toast({ message: t("unsure.sentAgain", { email }) });
      await queries.invalidateQueries({ queryKey: pulseKey(pulseId) });
    },
  );
  return (
    <>
      <ConfirmDialog
        title={t("unsure.againTitle")}
        confirmLabel={t("unsure.again")}
        onConfirm={() => void send.submit(undefined)}
        busy={send.busy}
        trigger={
          <Button size="small" variant="quiet" aria-label={`${t("unsure.again")}: ${mail.email}`}>
            {t("unsure.again")}
          </Button>
        }
      >
        {t("unsure.againText", { email: mail.email })}
      </ConfirmDialog>
      <FormErrors problem={send.problem} />
    </>
  );
}

/** Which mails are in doubt or were refused: one in doubt can be sent again, who got none can be told of another way. */
export function UnsureMails({ pulse, mayEdit }: { pulse: Pulse; mayEdit: boolean }) {
  const t = useText(text);
  const { id: pulseId, timeZone } = pulse;
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
                {t(state === "inDoubt" ? "unsure.inDoubt" : `request.${state}`)}{" "}
                {isReminder && t("unsure.reminder")}
              </>
            ),
          },
          {
            key: "at",
            label: t("unsure.at"),
            render: ({ askedAt }) => dateTime(askedAt, { style: "medium", timeZone }),
          },
          { key: "why", label: t("unsure.why"), render: ({ failure }) => failure ?? "–" },
          ...(mayEdit && pulse.state === "open"
            ? [
                {
                  key: "again",
                  label: t("unsure.again"),
                  isLabelHidden: true,
                  render: (mail: UnsureMail) =>
                    mail.state === "inDoubt" &&
                    !mail.isReminder && (
                      <div className={styles.rowActions}>
                        <SendAgain pulseId={pulseId} mail={mail} />
                      </div>
                    ),
                },
              ]
            : []),
        ]}
      />
      <Pager page={page} pageSize={unsureOnAPage} total={data.total} onPage={setPage} />
    </details>
  );
}
