import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Results } from "./results.wire.ts";

export const resultsKey = ["pulse", "results"];

export const myResultsQuery = queryOptions({
  queryKey: [...resultsKey, "mine"],
  queryFn: () => answer(client.results.mine.$get()),
});
export const unitResultsQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...resultsKey, "unit", unitId],
    queryFn: () => answer(client.results.units[":unitId"].$get({ param: { unitId } })),
  });
export const personResultsQuery = (personId: string) =>
  queryOptions({
    queryKey: [...resultsKey, "person", personId],
    queryFn: () => answer(client.results.people[":personId"].$get({ param: { personId } })),
  });
export const peopleWithResultsQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...resultsKey, "people", unitId],
    queryFn: () => answer(client.results.units[":unitId"].people.$get({ param: { unitId } })),
  });

/** Comments of one measurement, of whomever the results are. */
export const commentsQuery = (
  { unitId, personId }: Pick<Results, "unitId" | "personId">,
  { page, ...query }: { pulseId: string; search: string; behaviourId?: string; page: number },
) => {
  const asked = { ...query, page: String(page) };
  return queryOptions({
    queryKey: [...resultsKey, "comments", personId ?? unitId, asked],
    queryFn: () =>
      answer(
        personId
          ? client.results.people[":personId"].comments.$get({ param: { personId }, query: asked })
          : client.results.units[":unitId"].comments.$get({ param: { unitId }, query: asked }),
      ),
  });
};
