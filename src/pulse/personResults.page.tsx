import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Page, Skeleton, useText } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { ResultFiles } from "./export/takeAlong.tsx";
import { personResultsQuery, unitResultsQuery } from "./results.queries.ts";
import { ResultsView } from "./resultsView.tsx";
import { text } from "./text.ts";

/** One employee's results, for her present leader; reading them is written down. */
export function PersonResultsPage() {
  const t = useText(text);
  const { unitId, personId } = useParams({ strict: false }) as { unitId: string; personId: string };
  const { may } = useMay();
  const { data: results } = useQuery(personResultsQuery(personId));
  const { data: unit } = useQuery(unitResultsQuery(unitId));
  if (!results)
    return (
      <Page title={t("results.link")}>
        <Skeleton lines={8} />
      </Page>
    );
  return (
    <Page
      title={results.name}
      lead={t("results.personLead", { name: results.name })}
      actions={<ResultFiles results={results} />}
      path={[{ label: unit?.name ?? t("results.link"), href: `/units/${unitId}/results` }]}
    >
      <ResultsView results={results} mayChange={may("pulse.manage", { unitId })} />
    </Page>
  );
}
