import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  FormErrors,
  Link,
  Notice,
  Row,
  Skeleton,
  Stack,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { CalledOff, CancelDialog } from "./callingOff.tsx";
import { client } from "./client.ts";
import styles from "./meeting.module.css";
import type { Plan } from "./meeting.wire.ts";
import { mayChange } from "./model/sending.ts";
import { text } from "./text.ts";
import type { Agenda } from "./useAgenda.ts";
import type { Details } from "./useDetails.ts";
import { useLatest, useRefresh } from "./usePlan.ts";

function Preview({ plan }: { plan: Plan }) {
  const t = useText(text);
  const { data } = useQuery({
    queryKey: ["preparation", "invitation", plan.id, plan.version],
    queryFn: () => answer(client.meetings[":id"].invitation.$get({ param: { id: plan.id } })),
  });
  if (!data) return <Skeleton lines={6} />;
  return (
    <Stack gap="small">
      <p>
        <strong>{data.subject}</strong>
      </p>
      <iframe title={t("invitation.preview")} sandbox="" srcDoc={data.html} className={styles.preview} />
    </Stack>
  );
}

const newcomersOf = ({ participants }: Plan): number =>
  participants.filter(({ isInvited }) => !isInvited).length;

/** Somebody has not heard what stands in the plan now. */
export const hasNews = (plan: Plan): boolean =>
  plan.changed.length > 0 || plan.withdrawn.length > 0 || newcomersOf(plan) > 0;

/** What people have been told, what they would be told now, and the one button that tells them. */
export function InvitationCard({ plan, details, agenda }: { plan: Plan; details: Details; agenda: Agenda }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const refresh = useRefresh();
  const latest = useLatest(plan);
  const [isPreviewing, setPreviewing] = useState(false);
  const [isCancelling, setCancelling] = useState(false);
  const [isHeldBack, setHeldBack] = useState(false);
  const send = useSubmit(
    () => {
      const json = { version: latest.version() };
      return answer(client.meetings[":id"].send.$post({ param: { id: plan.id }, json }));
    },
    async ({ sent }) => {
      await refresh();
      toast({ message: t("invitation.sent", { count: sent }) });
    },
  );
  // People hear what stands on the page: what is not saved yet is saved first, and where that is refused nothing is sent.
  const saveAndSend = async () => {
    const isSaved = !details.isUnsaved || (await details.save());
    setHeldBack(!isSaved);
    await agenda.settled();
    if (isSaved) await send.submit(undefined);
  };
  const newcomers = newcomersOf(plan);
  const isNews = hasNews(plan);
  const isFirst = plan.invitedAt === null;
  const hears = (plan.changed.length > 0 ? plan.participants.length : newcomers) + plan.withdrawn.length;
  if (plan.state === "cancelled") return <CalledOff plan={plan} />;
  if (!mayChange(plan, "people")) return <Notice>{t("invitation.begun")}</Notice>;
  return (
    <Card title={t("invitation.heading")} tone="accent">
      <Stack>
        {plan.invitedAt && (
          <p>
            {t("invitation.sentAt", { when: format.dateTime(plan.invitedAt, { timeZone: plan.timeZone }) })}
          </p>
        )}
        {plan.remindedAt && plan.remindedAt === plan.startsAt && <p>{t("invitation.reminded")}</p>}
        {plan.obstacles.length > 0 && (
          <ul>
            {plan.obstacles.map((obstacle) => (
              <li key={obstacle}>{t(`refusal.${obstacle}`)}</li>
            ))}
          </ul>
        )}
        {!isFirst && plan.changed.length > 0 && (
          <Notice tone="notice">
            {t("invitation.changed", { parts: plan.changed.map((part) => t(`part.${part}`)).join(", ") })}
          </Notice>
        )}
        {!isFirst && plan.changed.length === 0 && isNews && (
          <p>{t("invitation.newcomers", { count: hears })}</p>
        )}
        {!isFirst && !isNews && !details.isUnsaved && <p>{t("invitation.upToDate")}</p>}
        {details.isUnsaved && (
          <Notice tone="notice">
            {t(isFirst || isNews ? "invitation.savedFirst" : "invitation.unsaved")}
          </Notice>
        )}
        {isFirst && !details.draft.place && !details.draft.videoLink && plan.obstacles.length === 0 && (
          <Notice tone="notice">{t("invitation.noPlace")}</Notice>
        )}
        <Row>
          {(isFirst || isNews) && (
            <Button
              variant="primary"
              busy={send.busy || details.busy}
              isDisabled={plan.obstacles.length > 0 && !details.isUnsaved}
              onPress={() => void saveAndSend()}
            >
              {isFirst
                ? t("invitation.send", { count: hears })
                : t("invitation.sendUpdate", { count: hears })}
            </Button>
          )}
          <Button onPress={() => setPreviewing(!isPreviewing)} aria-expanded={isPreviewing}>
            {t("invitation.preview")}
          </Button>
          {plan.startsAt && (
            <Link href={`/api/preparation/meetings/${plan.id}/calendar.ics`}>
              {t("invitation.ownCalendar")}
            </Link>
          )}
          <Button variant="quiet" onPress={() => setCancelling(true)}>
            {t("cancel.open")}
          </Button>
        </Row>
        <FormErrors problem={isHeldBack ? t("invitation.heldBack") : send.problem} />
        {isPreviewing && <Preview plan={plan} />}
      </Stack>
      {isCancelling && <CancelDialog plan={plan} onClose={() => setCancelling(false)} />}
    </Card>
  );
}
