import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import {
  Button,
  Card,
  FormErrors,
  Link,
  LinkButton,
  Page,
  Row,
  Skeleton,
  Table,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { peopleWithResultsQuery, resultsKey, unitResultsQuery } from "./results.queries.ts";
import { ResultsView } from "./resultsView.tsx";
import { text } from "./text.ts";

/** The unit's employees by name. There is no figure here to rank them by. */
function People({ unitId }: { unitId: string }) {
  const t = useText(text);
  const { data: people } = useQuery(peopleWithResultsQuery(unitId));
  if (!people) return <Skeleton lines={3} />;
  const states = { none: t("results.none"), waiting: t("results.waits"), hers: t("results.hers") };
  return (
    <Card title={t("results.people")}>
      <p>{t("results.peopleText")}</p>
      <Table
        label={t("results.people")}
        rows={people}
        keyOf={(person) => person.personId}
        columns={[
          { key: "name", label: t("results.people"), isHeader: true, render: (person) => person.name },
          {
            key: "state",
            label: t("results.link"),
            render: (person) =>
              person.state === "open" ? (
                <Link
                  href={`/units/${unitId}/results/people/${person.personId}`}
                  aria-label={`${t("results.open")}: ${person.name}`}
                >
                  {t("results.open")}
                </Link>
              ) : (
                states[person.state]
              ),
          },
        ]}
      />
    </Card>
  );
}

/** What customers have answered about a unit, above the minimum only. */
export function UnitResultsPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { unitId } = useParams({ strict: false }) as { unitId: string };
  const { may } = useMay();
  const { data: results } = useQuery(unitResultsQuery(unitId));
  const mayManage = may("pulse.manage", { unitId });
  const hide = useSubmit(
    ({ id, isHidden }: { id: string; isHidden: boolean }) =>
      answer(
        client.results.units[":unitId"].comments[":id"].$patch({
          param: { unitId, id },
          json: { isHidden },
        }),
      ),
    () => queries.invalidateQueries({ queryKey: resultsKey }),
  );
  const hideComment = async (id: string) => {
    if (!(await hide.submit({ id, isHidden: true }))) return;
    toast({ message: t("results.hidden"), undo: () => void hide.submit({ id, isHidden: false }) });
  };
  if (!results)
    return (
      <Page title={t("results.link")}>
        <Skeleton lines={8} />
      </Page>
    );
  return (
    <Page
      title={t("results.unitTitle", { name: results.name })}
      lead={t("results.unitLead")}
      path={[{ label: results.name, href: `/units/${unitId}` }]}
      actions={
        results.pulses.length > 0 && (
          <Row>
            <LinkButton href={`/units/${unitId}/thread`}>{t("results.thread")}</LinkButton>
            <LinkButton href={`/api/pulse/results/units/${unitId}/figures.csv`}>
              {t("results.csv")}
            </LinkButton>
          </Row>
        )
      }
    >
      <FormErrors problem={hide.problem} />
      <ResultsView
        results={results}
        emptyText={t("results.emptyUnit")}
        {...(mayManage
          ? {
              commentActions: ({ id }) => (
                <Button variant="quiet" size="small" onPress={() => void hideComment(id)}>
                  {t("results.hide")}
                </Button>
              ),
            }
          : {})}
      />
      {may("pulse.see", { unitId }) && <People unitId={unitId} />}
    </Page>
  );
}
