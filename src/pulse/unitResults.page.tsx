import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Card, EmptyState, Link, LinkButton, Page, Row, Skeleton, Table, useText } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { unitsQuery } from "#organisation/units.ts";
import { ResultFiles } from "./export/takeAlong.tsx";
import { peopleWithResultsQuery, unitResultsQuery } from "./results.queries.ts";
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
  const { unitId } = useParams({ strict: false }) as { unitId: string };
  const { may } = useMay();
  const { data: results } = useQuery(unitResultsQuery(unitId));
  const { data: units = [] } = useQuery(unitsQuery);
  const below = units.filter(({ parentId, archived }) => parentId === unitId && !archived);
  const mayManage = may("pulse.manage", { unitId });
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
            <ResultFiles results={results} />
          </Row>
        )
      }
    >
      {results.pulses.length === 0 && below.length > 0 ? (
        <EmptyState title={t("results.empty")}>
          <p>{t("results.emptyAbove")}</p>
          {below.map(({ id, name }) => (
            <p key={id}>
              <Link href={`/units/${id}/results`}>{name}</Link>
            </p>
          ))}
        </EmptyState>
      ) : (
        <ResultsView results={results} emptyText={t("results.emptyUnit")} mayChange={mayManage} />
      )}
      {may("pulse.see", { unitId }) && <People unitId={unitId} />}
    </Page>
  );
}
