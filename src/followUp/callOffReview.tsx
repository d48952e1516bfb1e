import { useQueryClient } from "@tanstack/react-query";
import { Button, ConfirmDialog, FormErrors, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client as plans } from "#preparation/client.ts";
import { client } from "./client.ts";
import { reviewQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { ReviewMeeting } from "./wire.ts";

/**
 * No meeting on that day after all: its room closes where it is open, and its entry leaves the calendars. Each of the two
 * may be done already; pressed again after a lost connection, what is left is done.
 */
export function CallOffReview({ meeting: { id, live, when } }: { meeting: ReviewMeeting }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const isOpen = live?.state === "running";
  const off = useSubmit(
    async () => {
      if (isOpen) {
        const { version } = await answer(plans.meetings[":id"].$get({ param: { id: live.id } }));
        const json = { message: "", version };
        await answer(plans.meetings[":id"].cancel.$post({ param: { id: live.id }, json }));
      }
      const { version } = await queries.fetchQuery({ ...reviewQuery(id), staleTime: 0 });
      await answer(client["review-meetings"][":id"].$patch({ param: { id }, json: { when: null, version } }));
    },
    async () => {
      await queries.invalidateQueries();
      toast({ message: t("off.done") });
    },
  );
  if (!isOpen && !when) return null;
  return (
    <>
      <ConfirmDialog
        isDanger
        title={t("off.title")}
        confirmLabel={t("off.confirm")}
        busy={off.busy}
        onConfirm={() => void off.submit(undefined)}
        trigger={<Button variant="quiet">{t("off.button")}</Button>}
      >
        {isOpen && <p>{t("off.room")}</p>}
        <p>{t("off.text")}</p>
      </ConfirmDialog>
      <FormErrors problem={off.problem} />
    </>
  );
}
