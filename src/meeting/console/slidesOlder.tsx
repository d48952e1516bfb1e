import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Button, Notice, useText, useToast } from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "../client.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/** What the room will be shown is older than what she has written since: said before it is shown, with the one button. */
export function SlidesOlder() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { plan, isLeading } = useLead();
  const refresh = () => queries.invalidateQueries({ queryKey: ["meeting", plan.id] });
  // She may have written in another window since this one was opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when she comes here
  useEffect(() => void refresh(), [plan.id]);
  const renew = useMutation({
    mutationFn: () => answer(client.meetings[":id"].slides.$post({ param: { id: plan.id } })),
    onSuccess: async () => {
      await refresh();
      toast({ message: t("points.renewed") });
    },
  });
  if (!plan.areSlidesOlder || !isLeading) return null;
  return (
    <Notice tone="notice">
      <div className={styles.noticeRow}>
        <span className={styles.grow}>{t("points.older")}</span>
        <Button size="small" isDisabled={renew.isPending} onPress={() => renew.mutate()}>
          {t("points.renew")}
        </Button>
      </div>
      {renew.error && (
        <p role="alert">{renew.error instanceof Problem ? renew.error.message : t("points.renewFailed")}</p>
      )}
    </Notice>
  );
}
