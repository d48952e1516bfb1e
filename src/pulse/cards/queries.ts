import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "../client.ts";
import { pulseKey } from "../queries.ts";

export const cardsQuery = (id: string) =>
  queryOptions({
    queryKey: [...pulseKey(id), "cards"],
    queryFn: () => answer(client.pulses[":id"].cards.$get({ param: { id } })),
  });

export const myCardsQuery = queryOptions({
  queryKey: ["pulse", "cards", "mine"],
  queryFn: () => answer(client.cards.mine.$get()),
});
