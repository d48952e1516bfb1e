import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, FormErrors, LinkButton, useSubmit, useText } from "#design/index.ts";
import { journeyQuery, journeysQuery } from "#guide/queries.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";

/** In the last row, once the journey is walked: the next round begins with one click. */
export const NextRoundExtra: RowExtra = ({ journeyId, mayEdit }) => {
  const t = useText(text);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: journeys } = useQuery(journeysQuery);
  const begin = useSubmit(
    () => answer(client.journeys[":id"]["next-round"].$post({ param: { id: journeyId } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["guide"] });
      await navigate({ to: `/journeys/${id}` });
    },
  );
  if (!journey?.finishedAt || !journeys) return null;
  const next = journeys.find((each) => each.previousJourneyId === journeyId);
  if (next)
    return (
      <LinkButton href={`/journeys/${next.id}`}>{t("extra.openRound", { round: next.round })}</LinkButton>
    );
  if (!mayEdit) return null;
  return (
    <>
      <Button variant="primary" busy={begin.busy} onPress={() => void begin.submit(undefined)}>
        {t("extra.nextRound", { round: journey.round + 1 })}
      </Button>
      <FormErrors problem={begin.problem} />
    </>
  );
};
