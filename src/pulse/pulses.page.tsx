import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import {
  Badge,
  Button,
  Card,
  EmptyState,
  FormErrors,
  LinkButton,
  Page,
  Row,
  Skeleton,
  useSubmit,
  useText,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { pulsesQuery } from "./queries.ts";
import { text } from "./text.ts";

/** The measurements of one journey, and the beginning of one. */
export function PulsesPage() {
  const t = useText(text);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { may } = useMay();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: pulses } = useQuery(pulsesQuery({ journeyId }));
  const begin = useSubmit(
    () => answer(client.pulses.$post({ json: { journeyId } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["pulse"] });
      await navigate({ to: `/pulses/${id}` });
    },
  );
  if (!journey || !pulses) return <Skeleton />;
  const mayBegin =
    may("pulse.manage", { unitId: journey.unitId }) && !pulses.some(({ state }) => state === "draft");
  const button = mayBegin && (
    <Button variant="primary" busy={begin.busy} onPress={() => void begin.submit(undefined)}>
      {t("pulses.begin")}
    </Button>
  );
  return (
    <Page
      title={t("pulses.title")}
      lead={t("pulses.lead")}
      path={[{ label: journey.title, href: `/journeys/${journeyId}` }]}
      actions={pulses.length > 0 && button}
    >
      <FormErrors problem={begin.problem} />
      {pulses.length === 0 && (
        <EmptyState title={t("pulses.empty")} action={button}>
          {t("pulses.emptyText")}
        </EmptyState>
      )}
      {pulses.map((pulse) => (
        <Card key={pulse.id} title={pulse.title} actions={<Badge>{t(`state.${pulse.state}`)}</Badge>}>
          {pulse.state !== "draft" && (
            <p>{t("extra.answered", { answered: pulse.answered, asked: pulse.asked })}</p>
          )}
          <Row>
            <LinkButton href={`/pulses/${pulse.id}`} aria-label={`${t("pulses.open")}: ${pulse.title}`}>
              {t("pulses.open")}
            </LinkButton>
          </Row>
        </Card>
      ))}
    </Page>
  );
}
