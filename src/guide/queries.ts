import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const journeysQuery = queryOptions({
  queryKey: ["guide", "journeys"],
  queryFn: () => answer(client.journeys.$get()),
});

export const guidesQuery = queryOptions({
  queryKey: ["guide", "guides"],
  staleTime: 60 * 60_000,
  queryFn: () => answer(client.guides.$get()),
});

export const guideQuery = (key: string) =>
  queryOptions({
    queryKey: ["guide", "guides", key],
    queryFn: () => answer(client.guides[":key"].$get({ param: { key } })),
  });

export const editionsQuery = (key: string) =>
  queryOptions({
    queryKey: ["guide", "guides", key, "editions"],
    queryFn: () => answer(client.guides[":key"].editions.$get({ param: { key } })),
  });

/** Read when the page is opened: from then on the page itself knows what is written, and saves it. */
export const draftQuery = (key: string) =>
  queryOptions({
    queryKey: ["guideDraft", key],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => answer(client.guides[":key"].draft.$get({ param: { key } })),
  });

export const journeyQuery = (id: string) =>
  queryOptions({
    queryKey: ["guide", "journeys", id],
    queryFn: () => answer(client.journeys[":id"].$get({ param: { id } })),
  });
