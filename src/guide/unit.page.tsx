import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ActionList } from "#behaviour/actionList.tsx";
import { BehaviourList } from "#behaviour/behaviourList.tsx";
import {
  Badge,
  Button,
  Card,
  EmptyState,
  FormErrors,
  Grid,
  LinkButton,
  Meter,
  NotFoundPage,
  Page,
  Row,
  Skeleton,
  useText,
} from "#design/index.ts";
import { DeputiesCard } from "#organisation/deputies/card.tsx";
import { useMay, useSession } from "#organisation/session.tsx";
import { UnitPeople } from "#organisation/unitPeople.tsx";
import { unitsQuery } from "#organisation/units.ts";
import { journeysQuery } from "./queries.ts";
import { allUnitExtras } from "./rowExtras.ts";
import { text } from "./text.ts";
import { useStartJourney } from "./useStartJourney.ts";
import type { JourneySummary } from "./wire.ts";

function JourneyCard({ journey }: { journey: JourneySummary }) {
  const t = useText(text);
  return (
    <Card
      title={journey.title}
      actions={
        <Badge tone={journey.finishedAt ? "good" : "neutral"}>
          {journey.finishedAt ? t("journey.finished") : t("journey.round", { round: journey.round })}
        </Badge>
      }
    >
      <Meter label={t("journey.progress")} value={journey.stepsDone} max={journey.steps} />
      <Row>
        <LinkButton
          href={`/journeys/${journey.id}`}
          variant={journey.finishedAt ? "secondary" : "primary"}
          aria-label={`${t(journey.finishedAt ? "journey.open" : "journey.continue")}: ${journey.title}`}
        >
          {t(journey.finishedAt ? "journey.open" : "journey.continue")}
        </LinkButton>
      </Row>
    </Card>
  );
}

function StartJourney({ unitId }: { unitId: string }) {
  const t = useText(text);
  const start = useStartJourney(unitId);
  return (
    <EmptyState
      title={t("start.title")}
      action={
        <Button variant="primary" busy={start.busy} onPress={() => void start.submit(undefined)}>
          {t("start.button")}
        </Button>
      }
    >
      {t("start.text")}
      <FormErrors problem={start.problem} />
    </EmptyState>
  );
}

/** One unit: its journeys, what it has decided, and what somebody has promised to do. */
export function UnitPage() {
  const t = useText(text);
  const { unitId } = useParams({ strict: false }) as { unitId: string };
  const { may } = useMay();
  const session = useSession();
  const { data: journeys } = useQuery(journeysQuery);
  const { data: units } = useQuery(unitsQuery);
  const ofUnit = journeys?.filter((journey) => journey.unitId === unitId && !journey.parentJourneyId);
  const name =
    session.roles.find((held) => held.unitId === unitId)?.unitName ??
    ofUnit?.[0]?.unitName ??
    units?.find(({ id }) => id === unitId)?.name ??
    t("unit.title");
  // A unit that she may not see is as one that is not there.
  if (units && !units.some(({ id }) => id === unitId)) return <NotFoundPage />;
  const hasOpen = ofUnit?.some((journey) => !journey.finishedAt);
  return (
    <Page title={name} lead={t("unit.lead")}>
      {!ofUnit && <Skeleton />}
      {ofUnit && ofUnit.length > 0 && (
        <Grid>
          {ofUnit.map((journey) => (
            <JourneyCard key={journey.id} journey={journey} />
          ))}
        </Grid>
      )}
      {ofUnit && !hasOpen && may("journey.edit", { unitId }) && <StartJourney unitId={unitId} />}
      {may("behaviour.see", { unitId }) && (
        <Card title={t("unit.behaviours")}>
          <BehaviourList unitId={unitId} />
        </Card>
      )}
      {may("action.see", { unitId }) && (
        <Card title={t("unit.actions")}>
          <ActionList unitId={unitId} />
        </Card>
      )}
      {allUnitExtras().map(([key, Extra]) => (
        <Extra key={key} unitId={unitId} />
      ))}
      <DeputiesCard unitId={unitId} />
      {may("people.see", { unitId }) && <UnitPeople unitId={unitId} />}
    </Page>
  );
}
