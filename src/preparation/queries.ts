import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Statement } from "./wire.ts";

export type StatementFilter = "picked" | "untied";
/** A theme's id, or "none". */
type Narrowing = { search?: string; only?: StatementFilter | undefined; theme?: string | undefined };
export const statementsKey = (journeyId: string) => ["preparation", "statements", journeyId];

export const statementsQuery = (journeyId: string, filter: Narrowing & { page?: number } = {}) =>
  queryOptions({
    queryKey: [
      ...statementsKey(journeyId),
      filter.search ?? "",
      filter.only ?? "",
      filter.theme ?? "",
      filter.page ?? 1,
    ],
    placeholderData: keepPreviousData,
    queryFn: () =>
      answer(
        client.journeys[":id"].statements.$get({
          param: { id: journeyId },
          query: {
            search: filter.search || undefined,
            only: filter.only,
            theme: filter.theme,
            page: String(filter.page ?? 1),
          },
        }),
      ),
  });

/** All of them, page after page: for comparing them, and for finding themes. */
export const allStatementsQuery = (journeyId: string) =>
  queryOptions({
    queryKey: [...statementsKey(journeyId), "all"],
    queryFn: async () => {
      const all: Statement[] = [];
      for (let page = 1; ; page++) {
        const { statements, total } = await answer(
          client.journeys[":id"].statements.$get({
            param: { id: journeyId },
            query: { page: String(page), pageSize: "500" },
          }),
        );
        all.push(...statements);
        if (statements.length === 0 || all.length >= total) return all;
      }
    },
  });

/** All that are picked, in the order of their importance. */
export const pickedQuery = (journeyId: string) =>
  queryOptions({
    queryKey: [...statementsKey(journeyId), "picked"],
    queryFn: () =>
      answer(
        client.journeys[":id"].statements.$get({
          param: { id: journeyId },
          query: { only: "picked", page: "1" },
        }),
      ),
  });

export const themesQuery = (journeyId: string) =>
  queryOptions({
    queryKey: [...statementsKey(journeyId), "themes"],
    queryFn: () => answer(client.journeys[":id"].themes.$get({ param: { id: journeyId } })),
  });

export const meetingsQuery = (journeyId: string) =>
  queryOptions({
    queryKey: ["preparation", "meetings", journeyId],
    queryFn: () => answer(client.journeys[":id"].meetings.$get({ param: { id: journeyId } })),
  });

export const planQuery = (meetingId: string) =>
  queryOptions({
    queryKey: ["preparation", "plan", meetingId],
    queryFn: () => answer(client.meetings[":id"].$get({ param: { id: meetingId } })),
  });

export const sessionsQuery = (meetingId: string) =>
  queryOptions({
    queryKey: ["preparation", "sessions", meetingId],
    queryFn: () => answer(client.meetings[":id"].sessions.$get({ param: { id: meetingId } })),
  });

export const slidesQuery = (meetingId: string) =>
  queryOptions({
    queryKey: ["preparation", "slides", meetingId],
    queryFn: () => answer(client.meetings[":id"].slides.$get({ param: { id: meetingId } })),
  });

export const unitMeetingsQuery = (unitId: string) =>
  queryOptions({
    queryKey: ["preparation", "unitMeetings", unitId],
    queryFn: () => answer(client.units[":unitId"].meetings.$get({ param: { unitId } })),
  });

export const myMeetingsQuery = queryOptions({
  queryKey: ["preparation", "myMeetings"],
  queryFn: () => answer(client.my.meetings.$get()),
});
