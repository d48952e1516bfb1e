import { queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";

export const threadQuery = (unitId: string) =>
  queryOptions({
    queryKey: ["thread", unitId],
    queryFn: () => answer(client.units[":unitId"].$get({ param: { unitId } })),
  });

export const organisationThreadQuery = queryOptions({
  queryKey: ["thread", "organisation"],
  queryFn: () => answer(client.organisation.$get()),
});

export const minutesQuery = (meetingId: string) =>
  queryOptions({
    queryKey: ["thread", "minutes", meetingId],
    queryFn: () => answer(client.meetings[":id"].minutes.$get({ param: { id: meetingId } })),
  });
