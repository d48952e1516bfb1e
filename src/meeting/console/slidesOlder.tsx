import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Button, Notice, useText, useToast } from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "../client.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/**
 * What the room will be shown is older than what she has written since, or in another language than the room's: said before it
 * is shown, with the one button.
 */
export function SlidesOlder() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { plan, isLeading, meeting } = useLead();
  const { locale } = meeting;
  const refresh = () => queries.invalidateQueries({ queryKey: ["meeting", plan.id] });
  // She may have written in another window since this one was opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when she comes here
  useEffect(() => void refresh(), [plan.id]);
  const renew = useMutation({
    mutationFn: (query: { locale?: "da" | "en" }) =>
      answer(client.meetings[":id"].slides.$post({ param: { id: plan.id }, query })),
    onSuccess: async () => {
      await refresh();
      toast({ message: t("points.renewed") });
    },
  });
  if (!isLeading) return null;
  const isOtherLanguage = plan.slidesLocale !== locale;
  if (!plan.areSlidesOlder && !isOtherLanguage) return null;
  return (
    <Notice tone={plan.areSlidesOlder ? "notice" : "neutral"}>
      {plan.areSlidesOlder && (
        <div className={styles.noticeRow}>
          <span className={styles.grow}>{t("points.older")}</span>
          <Button size="small" isDisabled={renew.isPending} onPress={() => renew.mutate({})}>
            {t("points.renew")}
          </Button>
        </div>
      )}
      {isOtherLanguage && (
        <div className={styles.noticeRow}>
          <span className={styles.grow}>{t(`points.otherThan.${locale}`)}</span>
          <Button size="small" isDisabled={renew.isPending} onPress={() => renew.mutate({ locale })}>
            {t(`points.makeIn.${locale}`)}
          </Button>
        </div>
      )}
      {renew.error && (
        <p role="alert">{renew.error instanceof Problem ? renew.error.message : t("points.renewFailed")}</p>
      )}
    </Notice>
  );
}
