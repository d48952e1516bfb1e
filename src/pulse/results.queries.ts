import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Results } from "./results.wire.ts";

export const resultsKey = ["pulse", "results"];

/** Answers are released by themselves, a moment after they have come: who has the page open sees them. */
const askAgainAfter = 10_000;
const whileItRuns = ({ state: { data } }: { state: { data: Results | undefined } }) =>
  data?.pulses.some(({ state }) => state !== "closed") ? askAgainAfter : false;

export const myResultsQuery = queryOptions({
  queryKey: [...resultsKey, "mine"],
  queryFn: () => answer(client.results.mine.$get()),
  refetchInterval: whileItRuns,
});
export const unseenResultsQuery = queryOptions({
  queryKey: [...resultsKey, "unseen"],
  queryFn: () => answer(client.results.mine.unseen.$get()),
  // Looking at them is what changes it.
  staleTime: 0,
});
export const unitResultsQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...resultsKey, "unit", unitId],
    queryFn: () => answer(client.results.units[":unitId"].$get({ param: { unitId } })),
    refetchInterval: whileItRuns,
  });
/** Not asked for again by itself: each reading of somebody's results by her leader is written down. */
export const personResultsQuery = (personId: string) =>
  queryOptions({
    queryKey: [...resultsKey, "person", personId],
    queryFn: () => answer(client.results.people[":personId"].$get({ param: { personId } })),
  });
export const peopleWithResultsQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...resultsKey, "people", unitId],
    queryFn: () => answer(client.results.units[":unitId"].people.$get({ param: { unitId } })),
    // Who waits for answers, or has not looked yet, may have by now.
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "waiting" || state === "hers") ? askAgainAfter : false,
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
