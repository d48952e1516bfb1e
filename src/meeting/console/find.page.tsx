import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import {
  Badge,
  Card,
  EmptyState,
  LinkButton,
  Page,
  Row,
  Skeleton,
  useFormat,
  useText,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { meetingsQuery } from "#preparation/queries.ts";
import { text } from "./text.ts";

/** From a row of the guide to its meeting: straight into the one there is, else the choice. */
export function FindPage() {
  const t = useText(text);
  const format = useFormat();
  const navigate = useNavigate();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: meetings } = useQuery(meetingsQuery(journeyId));
  const present = meetings?.filter(({ state }) => state === "running" || state === "planned") ?? [];
  const only = present.length === 1 ? present[0]!.id : null;
  useEffect(() => {
    if (only) void navigate({ to: `/meetings/${only}/lead`, replace: true });
  }, [only, navigate]);
  return (
    <Page
      title={t("find.title")}
      width="narrow"
      path={journey ? [{ label: journey.title, href: `/journeys/${journeyId}` }] : []}
    >
      {(!meetings || only) && <Skeleton lines={4} />}
      {meetings?.length === 0 && (
        <EmptyState
          title={t("find.none")}
          action={
            <LinkButton variant="primary" href={`/journeys/${journeyId}/meeting`}>
              {t("find.plan")}
            </LinkButton>
          }
        >
          {t("find.noneText")}
        </EmptyState>
      )}
      {!only &&
        meetings?.map((meeting) => (
          <Card key={meeting.id} title={meeting.title}>
            <Row isApart>
              <span>
                {meeting.startsAt && format.dateTime(meeting.startsAt, { timeZone: meeting.timeZone })}{" "}
                <Badge>{t(`find.state.${meeting.state}`)}</Badge>
              </span>
              <LinkButton href={`/meetings/${meeting.id}/lead`}>{t("find.open")}</LinkButton>
            </Row>
          </Card>
        ))}
    </Page>
  );
}
