import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { CustomerImport } from "./wire.ts";

const pulsesKey = ["pulse", "pulses"];
/** Everything about one measurement lies under it, so that one change refreshes all of it. */
export const pulseKey = (id: string) => [...pulsesKey, id];

export const pulsesQuery = (of: { journeyId: string } | { unitId: string }) =>
  queryOptions({
    queryKey: [...pulsesKey, of],
    queryFn: () => answer(client.pulses.$get({ query: of })),
  });

export const pulseQuery = (id: string) =>
  queryOptions({
    queryKey: pulseKey(id),
    queryFn: () => answer(client.pulses[":id"].$get({ param: { id } })),
  });

export const isUnderWay = ({ state }: Pick<CustomerImport, "state">): boolean =>
  state !== "done" && state !== "failed";

/** What customers wrote in measurements that are over, for taking into a journey. */
export const commentsToTakeQuery = (journeyId: string) =>
  queryOptions({
    queryKey: ["pulse", "commentsToTake", journeyId],
    queryFn: () => answer(client.journeys[":id"].comments.$get({ param: { id: journeyId } })),
  });

/** Asked for again while a large file is being taken in. */
export const importsQuery = (id: string) =>
  queryOptions({
    queryKey: [...pulseKey(id), "imports"],
    queryFn: () => answer(client.pulses[":id"].imports.$get({ param: { id } })),
    refetchInterval: ({ state: { data } }) => (data?.some(isUnderWay) ? 1_000 : false),
  });

export const employeesQuery = (id: string) =>
  queryOptions({
    queryKey: [...pulseKey(id), "employees"],
    queryFn: () => answer(client.pulses[":id"].employees.$get({ param: { id } })),
  });

export const previewQuery = (id: string, language: "da" | "en") =>
  queryOptions({
    queryKey: [...pulseKey(id), "preview", language],
    queryFn: () => answer(client.pulses[":id"].preview.$get({ param: { id }, query: { language } })),
  });

/** Asked for again while it runs: mails leave and answers come by themselves. */
export const progressQuery = (id: string, isRunning: boolean) =>
  queryOptions({
    queryKey: [...pulseKey(id), "progress"],
    queryFn: () => answer(client.pulses[":id"].progress.$get({ param: { id } })),
    refetchInterval: isRunning ? 5_000 : false,
  });

export const unsureQuery = (id: string, page: number) =>
  queryOptions({
    queryKey: [...pulseKey(id), "unsure", page],
    queryFn: () =>
      answer(client.pulses[":id"]["unsure-mails"].$get({ param: { id }, query: { page: String(page) } })),
  });
