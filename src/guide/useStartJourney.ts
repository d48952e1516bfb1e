import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSubmit } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { mainGuideKey } from "./model.ts";

/** Begins a journey of this unit through the guide, and goes there. */
export function useStartJourney(unitId: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useSubmit(
    () => answer(client.journeys.$post({ json: { unitId, guideKey: mainGuideKey, parentJourneyId: null } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["guide"] });
      await navigate({ to: `/journeys/${id}` });
    },
  );
}
