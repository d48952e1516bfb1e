import { useQuery } from "@tanstack/react-query";
import {
  Badge,
  Button,
  FormErrors,
  LinkButton,
  Meter,
  Row,
  Skeleton,
  useFormat,
  useText,
} from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { companionFor, nextStep, roadOf } from "./model/journey.ts";
import { journeyQuery, journeysQuery } from "./queries.ts";
import { text } from "./text.ts";
import { useStartJourney } from "./useStartJourney.ts";

/** How far a journey has come, and the one next thing in it. */
function JourneyLine({ journeyId, unitId }: { journeyId: string; unitId: string }) {
  const t = useText(text);
  const format = useFormat();
  const { may } = useMay();
  const { data: journey } = useQuery(journeyQuery(journeyId));
  if (!journey) return <Skeleton lines={2} />;
  const keys = journey.guide.steps.map(({ key }) => key);
  const states = roadOf(keys, journey.progress, format.today());
  const next = nextStep(states);
  const title = journey.guide.steps.find(({ key }) => key === next)?.title ?? "";
  const dueOn = journey.progress.find(({ stepKey }) => stepKey === next)?.dueOn;
  const mayBegin = companionFor(journey) === null;
  return (
    <>
      <Meter label={t("journey.progress")} value={journey.stepsDone} max={journey.steps} />
      {dueOn && (
        <Row>
          <Badge tone={states.get(next!) === "overdue" ? "notice" : "neutral"}>
            {t(states.get(next!) === "overdue" ? "step.dueWas" : "step.dueOn", {
              date: format.date(dueOn, { style: "medium" }),
            })}
          </Badge>
        </Row>
      )}
      {may("journey.edit", { unitId }) && (
        <Row>
          {next && mayBegin ? (
            <LinkButton variant="primary" href={`/journeys/${journey.id}/steps/${next}`}>
              {t("journey.next", { step: title })}
            </LinkButton>
          ) : (
            <LinkButton variant={next ? "primary" : "secondary"} href={`/journeys/${journey.id}`}>
              {t(next ? "journey.continue" : "journey.open")}
            </LinkButton>
          )}
        </Row>
      )}
    </>
  );
}

/** In a unit's card on the front page: its open journey, or the way to begin one. */
export function HomeUnit({ unitId }: { unitId: string }) {
  const t = useText(text);
  const { may } = useMay();
  const maySee = may("journey.see", { unitId });
  const { data: journeys } = useQuery({ ...journeysQuery, enabled: maySee });
  const start = useStartJourney(unitId);
  if (!maySee) return null;
  if (!journeys) return <Skeleton lines={2} />;
  const open = journeys.find(
    (journey) => journey.unitId === unitId && !journey.parentJourneyId && !journey.finishedAt,
  );
  if (open) return <JourneyLine journeyId={open.id} unitId={unitId} />;
  if (!may("journey.edit", { unitId })) return null;
  return (
    <>
      <Row>
        <Button variant="primary" busy={start.busy} onPress={() => void start.submit(undefined)}>
          {t("home.begin")}
        </Button>
      </Row>
      <FormErrors problem={start.problem} />
    </>
  );
}
