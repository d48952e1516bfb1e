import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import {
  Button,
  Card,
  GuidancePanel,
  LinkButton,
  Notice,
  Page,
  Row,
  Skeleton,
  useFormat,
  useText,
  useToast,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { AgendaCard } from "./agendaCard.tsx";
import { ChecklistCard } from "./checklistCard.tsx";
import { DetailsCard } from "./detailsCard.tsx";
import { hasNews, InvitationCard } from "./invitationCard.tsx";
import styles from "./meeting.module.css";
import type { Plan } from "./meeting.wire.ts";
import { mayChange } from "./model/sending.ts";
import { PapersCard } from "./papersCard.tsx";
import { ParticipantsCard } from "./participantsCard.tsx";
import { planQuery } from "./queries.ts";
import { SessionsCard } from "./sessionsCard.tsx";
import { SlidesNews } from "./slidesNews.tsx";
import { text } from "./text.ts";
import { useAgenda } from "./useAgenda.ts";
import { useDetails } from "./useDetails.ts";

function JoinCard({ plan }: { plan: Plan }) {
  const t = useText(text);
  const toast = useToast();
  const copy = async () => {
    // Not there on plain http, except on this machine.
    await navigator.clipboard?.writeText(plan.joinUrl).then(
      () => toast({ message: t("join.copied") }),
      () => undefined,
    );
  };
  return (
    <Card title={t("join.heading")} tone="sunken">
      <p>{t("join.text")}</p>
      <p className={styles.code}>{plan.joinCode}</p>
      <p className={styles.link}>{plan.joinUrl}</p>
      <Row>
        <Button size="small" onPress={() => void copy()}>
          {t("join.copy")}
        </Button>
      </Row>
    </Card>
  );
}

function Guidance({ journeyId }: { journeyId: string }) {
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const step = journey?.guide.steps.find(({ key }) => key === "meeting");
  if (!step) return null;
  return (
    <GuidancePanel>
      <ul>
        {step.guidance.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </GuidancePanel>
  );
}

/** People have been told something else than what stands here. */
const isOutOfDate = (plan: Plan): boolean =>
  mayChange(plan, "people") && plan.invitedAt !== null && hasNews(plan);

/** The plan of one meeting: when and where, the agenda, who comes, and what they have been told. */
export function PlanPage() {
  const t = useText(text);
  const { meetingId } = useParams({ strict: false }) as { meetingId: string };
  const { data: plan } = useQuery(planQuery(meetingId));
  if (!plan)
    return (
      <Page title={t("plan.loading")}>
        <Skeleton lines={8} />
      </Page>
    );
  return <WholePlan key={plan.id} plan={plan} />;
}

function WholePlan({ plan }: { plan: Plan }) {
  const t = useText(text);
  const format = useFormat();
  const details = useDetails(plan);
  const agenda = useAgenda(plan);
  const when = plan.startsAt
    ? format.dateTime(plan.startsAt, { style: "full", timeZone: plan.timeZone })
    : t("plan.noTime");
  return (
    <Page
      title={plan.title}
      lead={`${when} · ${plan.unitName}`}
      path={plan.journeyId ? [{ label: t("plan.back"), href: `/journeys/${plan.journeyId}` }] : []}
      actions={
        <>
          <LinkButton href={`/meetings/${plan.id}/slides`}>{t("plan.slides")}</LinkButton>
          {plan.state === "closed" && (
            <LinkButton variant="primary" href={`/meetings/${plan.id}/minutes`}>
              {t("meeting.minutes")}
            </LinkButton>
          )}
          {plan.state !== "cancelled" && plan.state !== "closed" && (
            <LinkButton href={`/meetings/${plan.id}/lead`}>{t("plan.lead")}</LinkButton>
          )}
        </>
      }
      aside={plan.journeyId && <Guidance journeyId={plan.journeyId} />}
    >
      {isOutOfDate(plan) && (
        <Notice tone="notice">
          {t("plan.unsent")} <a href="#invitation">{t("plan.toInvitation")}</a>
        </Notice>
      )}
      {plan.state === "planned" && <SlidesNews meetingId={plan.id} />}
      {plan.state === "planned" && plan.startsAt && <ChecklistCard plan={plan} startsAt={plan.startsAt} />}
      <DetailsCard plan={plan} details={details} />
      <AgendaCard plan={plan} agenda={agenda} />
      <ParticipantsCard plan={plan} />
      {plan.state !== "cancelled" && <SessionsCard plan={plan} />}
      <div id="invitation">
        <InvitationCard plan={plan} details={details} agenda={agenda} />
      </div>
      {plan.state !== "closed" && plan.state !== "cancelled" && (
        <>
          <JoinCard plan={plan} />
          <div id="papers">
            <PapersCard plan={plan} />
          </div>
        </>
      )}
    </Page>
  );
}
