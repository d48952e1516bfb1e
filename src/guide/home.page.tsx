import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Button, Card, EmptyState, FormErrors, Grid, LinkButton, Meter, Page, Row, Select, Skeleton, useSubmit, useText } from "#design/index.ts";
import { useSession } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { journeysQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { JourneySummary } from "./wire.ts";

function JourneyCard({ journey }: { journey: JourneySummary }) {
  const t = useText(text);
  return (
    <Card
      title={journey.unitName}
      actions={journey.finishedAt ? <Badge tone="good">{t("journey.finished")}</Badge> : <Badge>{t("journey.round", { round: journey.round })}</Badge>}
    >
      <p>{journey.title}</p>
      <Meter label={t("journey.progress")} value={journey.stepsDone} max={journey.steps} />
      <Row>
        <LinkButton href={`/journeys/${journey.id}`} variant={journey.finishedAt ? "secondary" : "primary"}>
          {journey.finishedAt ? t("journey.open") : t("journey.continue")}
        </LinkButton>
      </Row>
    </Card>
  );
}

/** Starts a journey in one of the units that she leads. */
function StartJourney({ units }: { units: { id: string; name: string }[] }) {
  const t = useText(text);
  const queries = useQueryClient();
  const [unitId, setUnitId] = useState(units[0]?.id ?? "");
  const start = useSubmit(
    () => answer(client.journeys.$post({ json: { unitId, guideKey: "liveOutValues", parentJourneyId: null } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["guide"] });
      location.assign(`/journeys/${id}`);
    },
  );
  return (
    <Card title={t("start.title")} tone="sunken">
      <p>{t("start.text")}</p>
      {units.length > 1 && (
        <Select
          label={t("start.unit")}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
          value={unitId}
          onChange={setUnitId}
        />
      )}
      <FormErrors problem={start.problem} />
      <Row>
        <Button variant="primary" busy={start.busy} onPress={() => void start.submit(undefined)}>
          {t("start.button")}
        </Button>
      </Row>
    </Card>
  );
}

/** The first page after sign-in: where each of her units is, and the next thing to do. */
export function HomePage() {
  const t = useText(text);
  const session = useSession();
  const { data: journeys } = useQuery(journeysQuery);
  const led = session.roles.flatMap((held) =>
    held.role === "leader" && held.unitId ? [{ id: held.unitId, name: held.unitName ?? "" }] : [],
  );
  if (!journeys)
    return (
      <Page title={t("home.title", { name: session.person.name })}>
        <Skeleton />
      </Page>
    );
  const main = journeys.filter((journey) => !journey.parentJourneyId);
  const withoutJourney = led.filter((unit) => !main.some((journey) => journey.unitId === unit.id && !journey.finishedAt));
  return (
    <Page title={t("home.title", { name: session.person.name })} lead={t("home.lead")}>
      {main.length === 0 && withoutJourney.length === 0 && <EmptyState title={t("home.empty")}>{t("home.emptyText")}</EmptyState>}
      <Grid>
        {main.map((journey) => (
          <JourneyCard key={journey.id} journey={journey} />
        ))}
      </Grid>
      {withoutJourney.length > 0 && <StartJourney units={withoutJourney} />}
    </Page>
  );
}
