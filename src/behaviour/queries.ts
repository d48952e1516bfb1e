import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const behavioursKey = ["behaviour", "behaviours"];

/** The behaviours of a unit or of one journey, as far as the reader may see them. */
export const behavioursQuery = (of: { unitId: string } | { journeyId: string }) =>
  queryOptions({
    queryKey: [...behavioursKey, of],
    queryFn: () => answer(client.behaviours.$get({ query: of })),
  });

/** The actions of a unit, or without one those of whoever has signed in. */
export const actionsQuery = (unitId?: string) =>
  queryOptions({
    queryKey: ["behaviour", "actions", unitId ?? "mine"],
    queryFn: () => answer(client.actions.$get({ query: unitId ? { unitId } : { mine: "true" } })),
  });
