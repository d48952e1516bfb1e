import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Badge, GuidancePanel, Page, Skeleton, Stack, useText } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { CardsCard } from "./cards/cardsCard.tsx";
import { CustomersCard } from "./customersCard.tsx";
import { NoticeCard } from "./noticeCard.tsx";
import { PreviewCard } from "./previewCard.tsx";
import { ProgressCard } from "./progressCard.tsx";
import { pulseQuery } from "./queries.ts";
import { QuestionsCard } from "./questionsCard.tsx";
import { SendCard } from "./sendCard.tsx";
import { Steps } from "./steps.tsx";
import { text } from "./text.ts";
import { WindowCard } from "./windowCard.tsx";

/** One measurement, from its questions to its last answer: what is asked, whom, when, and how far it is. */
export function PulsePage() {
  const t = useText(text);
  const { may } = useMay();
  const { pulseId } = useParams({ strict: false }) as { pulseId: string };
  const { data: pulse } = useQuery(pulseQuery(pulseId));
  if (!pulse) return <Skeleton />;
  const mayEdit = may("pulse.manage", { unitId: pulse.unitId });
  const isDraft = pulse.state === "draft";
  const setUp = mayEdit && isDraft;
  return (
    <Page
      title={pulse.title}
      lead={t("pulse.lead")}
      path={[
        { label: pulse.unitName, href: `/units/${pulse.unitId}` },
        ...(pulse.journeyId
          ? [{ label: t("pulses.title"), href: `/journeys/${pulse.journeyId}/pulses` }]
          : []),
      ]}
      actions={<Badge tone={pulse.state === "open" ? "good" : "neutral"}>{t(`state.${pulse.state}`)}</Badge>}
      aside={
        <Stack>
          {setUp && <Steps pulse={pulse} />}
          <GuidancePanel>
            <ul>
              <li>{t("guidance.few")}</li>
              <li>{t("guidance.lot")}</li>
              <li>{t("guidance.first")}</li>
            </ul>
          </GuidancePanel>
        </Stack>
      }
    >
      {!isDraft && <ProgressCard pulse={pulse} mayEdit={mayEdit} />}
      <QuestionsCard pulse={pulse} mayEdit={setUp} />
      <CustomersCard pulse={pulse} mayEdit={setUp} />
      <CardsCard pulse={pulse} mayEdit={mayEdit && pulse.state !== "closed"} />
      {mayEdit && pulse.state !== "closed" && <WindowCard pulse={pulse} />}
      <NoticeCard pulse={pulse} />
      {mayEdit && <PreviewCard pulse={pulse} />}
      {setUp && <SendCard pulse={pulse} />}
    </Page>
  );
}
