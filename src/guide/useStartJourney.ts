import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSubmit } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { mainGuideKey } from "./model/journey.ts";

/** Begins a journey of this unit, through the main guide or as a companion of another journey, and goes there. */
export function useStartJourney(
  unitId: string,
  { guideKey, parentJourneyId }: { guideKey: string; parentJourneyId: string | null } = {
    guideKey: mainGuideKey,
    parentJourneyId: null,
  },
) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useSubmit(
    () => answer(client.journeys.$post({ json: { unitId, guideKey, parentJourneyId } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["guide"] });
      await navigate({ to: `/journeys/${id}` });
    },
  );
}
