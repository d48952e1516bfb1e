import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button, EmptyState, LinkButton, Notice, Page, Skeleton, useFormat, useText } from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { SlidesNews } from "#preparation/slidesNews.tsx";
import { client } from "../client.ts";
import type { LiveMeeting } from "../wire.ts";
import { ActionBar } from "./actionBar.tsx";
import { BarProvider } from "./bar.tsx";
import { CalledOff } from "./calledOff.tsx";
import styles from "./console.module.css";
import { dayAhead } from "./door.ts";
import { Head } from "./head.tsx";
import { Leaving } from "./leaving.tsx";
import { Claims } from "./people.tsx";
import { Side } from "./side.tsx";
import { StagePanel } from "./stagePanel.tsx";
import { text } from "./text.ts";
import { Timeline } from "./timeline.tsx";
import { LeadProvider, leadOf, useMeeting } from "./use.tsx";

const meetingQuery = (id: string) => ({
  queryKey: ["meeting", id],
  queryFn: () => answer(client.meetings[":id"].$get({ param: { id } })),
});

/** The leader's console: the whole meeting in one page, for one who has never run a workshop in a tool. */
export function LeadPage() {
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const { data: plan } = useQuery(meetingQuery(meetingId));
  if (!plan) return <Skeleton lines={8} />;
  if (plan.state === "planned" || (plan.state === "cancelled" && !plan.isOpened))
    return <Doorstep plan={plan} />;
  return <Live key={plan.id} plan={plan} />;
}

/** Before the meeting is opened: one thing to do. */
function Doorstep({ plan }: { plan: LiveMeeting }) {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const open = useMutation({
    mutationFn: () => answer(client.meetings[":id"].open.$post({ param: { id: plan.id } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["meeting", plan.id] }),
  });
  const isCancelled = plan.state === "cancelled";
  const day = plan.startsAt && dayAhead(plan.startsAt, new Date(), plan.timeZone);
  return (
    <Page
      title={plan.title}
      lead={plan.startsAt ? format.dateTime(plan.startsAt, { timeZone: plan.timeZone }) : plan.unitName}
      width="narrow"
      path={plan.journeyId ? [{ label: plan.unitName, href: `/journeys/${plan.journeyId}` }] : []}
    >
      {!isCancelled && <SlidesNews meetingId={plan.id} />}
      <EmptyState
        title={
          isCancelled
            ? t("door.cancelled")
            : day
              ? t("door.aheadTitle", { date: format.date(day) })
              : t("door.title")
        }
        action={
          <>
            {!isCancelled && (
              <Button variant="primary" size="large" busy={open.isPending} onPress={() => open.mutate()}>
                {t("door.open")}
              </Button>
            )}
            <LinkButton href={`/meetings/${plan.id}/plan`}>{t("door.plan")}</LinkButton>
          </>
        }
      >
        {!isCancelled && t(day ? "door.aheadText" : "door.text", { code: plan.joinCode })}
      </EmptyState>
      {open.error && (
        <div role="alert">
          <Notice tone="danger">
            {open.error instanceof Problem ? open.error.message : t("door.failed")}
          </Notice>
        </div>
      )}
    </Page>
  );
}

function Live({ plan }: { plan: LiveMeeting }) {
  const t = useText(text);
  const held = useMeeting(plan.id);
  const lead = held && leadOf(plan, held);
  if (!lead) {
    const bye = held?.snap.bye;
    if (bye)
      return (
        <Page title={plan.title} width="narrow">
          <EmptyState title={bye.message} action={<LinkButton href="/">{t("gone.home")}</LinkButton>} />
        </Page>
      );
    return <Skeleton lines={8} />;
  }
  if (lead.meeting.state === "calledOff")
    return (
      <LeadProvider value={lead}>
        <CalledOff />
      </LeadProvider>
    );
  const isClosed = lead.meeting.state === "closed";
  return (
    <LeadProvider value={lead}>
      <BarProvider>
        <div className={styles.console} data-stage={isClosed ? undefined : lead.stage.kind}>
          <Head />
          <Timeline />
          <div className={styles.main}>
            <section className={styles.work} aria-label={t("work.label")}>
              <Claims />
              <StagePanel />
            </section>
            <Side />
          </div>
          {!isClosed && <ActionBar />}
          <Leaving />
        </div>
      </BarProvider>
    </LeadProvider>
  );
}
