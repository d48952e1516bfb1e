import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const followUpKey = ["followUp"];
export const oneToOnesKey = [...followUpKey, "oneToOnes"];
export const reviewsKey = [...followUpKey, "reviews"];

export const oneToOnesQuery = queryOptions({
  queryKey: [...oneToOnesKey, "list"],
  queryFn: () => answer(client["one-to-ones"].$get()),
});
export const oneToOneQuery = (id: string) =>
  queryOptions({
    queryKey: [...oneToOnesKey, id],
    queryFn: () => answer(client["one-to-ones"][":id"].$get({ param: { id } })),
  });
export const reviewsQuery = (unitId: string) =>
  queryOptions({
    queryKey: [...reviewsKey, "of", unitId],
    queryFn: () => answer(client["review-meetings"].$get({ query: { unitId } })),
  });
export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: [...reviewsKey, id],
    queryFn: () => answer(client["review-meetings"][":id"].$get({ param: { id } })),
  });
