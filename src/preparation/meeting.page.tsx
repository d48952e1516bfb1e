import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import {
  Button,
  Card,
  EmptyState,
  FormErrors,
  LinkButton,
  Page,
  Row,
  Skeleton,
  useFormat,
  useSubmit,
  useText,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { meetingsQuery } from "./queries.ts";
import { text } from "./text.ts";

/** From a journey to its meeting: straight there where there is one, and planned in one click where there is none. */
export function MeetingPage() {
  const t = useText(text);
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { may } = useMay();
  const { pathname } = useLocation();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  // Where she came to, not where she is being led: the path changes while this page still stands.
  const [wanted] = useState(pathname.endsWith("/presentation") ? "slides" : "plan");
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: meetings } = useQuery(meetingsQuery(journeyId));
  const [first] = meetings ?? [];
  const only =
    first && meetings?.length === 1 && first.state !== "cancelled" && first.state !== "closed"
      ? first.id
      : null;
  const mayLead = journey ? may("meeting.lead", { unitId: journey.unitId }) : false;
  useEffect(() => {
    if (only && mayLead) void navigate({ to: `/meetings/${only}/${wanted}`, replace: true });
  }, [only, mayLead, wanted, navigate]);
  const plan = useSubmit(
    () => answer(client.journeys[":id"].meetings.$post({ param: { id: journeyId } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["preparation"] });
      await navigate({ to: `/meetings/${id}/${wanted}` });
    },
  );
  const isPlannable = mayLead && meetings?.every(({ state }) => state === "closed" || state === "cancelled");
  const button = (
    <Button variant="primary" busy={plan.busy} onPress={() => void plan.submit(undefined)}>
      {t(meetings?.some(({ state }) => state === "closed") ? "meeting.planAnother" : "meeting.plan")}
    </Button>
  );
  return (
    <Page
      title={t("meeting.title")}
      path={journey ? [{ label: journey.title, href: `/journeys/${journeyId}` }] : []}
    >
      {(!meetings || !journey || (only && mayLead)) && <Skeleton lines={4} />}
      {meetings?.length === 0 && (
        <EmptyState title={t("meeting.none")} action={isPlannable && button}>
          {t("meeting.noneText")}
        </EmptyState>
      )}
      {meetings &&
        meetings.length > 0 &&
        !(only && mayLead) &&
        meetings.map((meeting) => (
          <Card key={meeting.id} title={meeting.title}>
            <p>
              {meeting.startsAt
                ? format.dateTime(meeting.startsAt, { timeZone: meeting.timeZone })
                : t("plan.noTime")}{" "}
              · {t(`state.${meeting.state}`)}
            </p>
            {mayLead && (
              <Row>
                <LinkButton href={`/meetings/${meeting.id}/plan`}>{t("meeting.open")}</LinkButton>
                {meeting.state === "closed" && (
                  <LinkButton href={`/meetings/${meeting.id}/minutes`}>{t("meeting.minutes")}</LinkButton>
                )}
              </Row>
            )}
          </Card>
        ))}
      {isPlannable && meetings && meetings.length > 0 && <Row>{button}</Row>}
      <FormErrors problem={plan.problem} />
    </Page>
  );
}
