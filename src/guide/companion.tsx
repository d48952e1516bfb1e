import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, FormErrors, LinkButton, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { guidesQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { Journey } from "./wire.ts";

/** Opens a shorter guide that helps with this one, or goes on with it where she left it. Its first line leads back. */
export function CompanionButton({
  journey,
  guideKey,
  variant,
}: {
  journey: Journey;
  guideKey: string;
  variant?: "primary" | "secondary";
}) {
  const t = useText(text);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: guides } = useQuery(guidesQuery);
  const open = useSubmit(
    () =>
      answer(
        client.journeys.$post({ json: { unitId: journey.unitId, guideKey, parentJourneyId: journey.id } }),
      ),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["guide", "journeys"] });
      await navigate({ to: `/journeys/${id}` });
    },
  );
  const title = guides?.find((guide) => guide.key === guideKey)?.title;
  const already = journey.companions.find((companion) => companion.guideKey === guideKey);
  if (!title) return null;
  if (already)
    return (
      <LinkButton href={`/journeys/${already.id}`} variant={variant}>
        {t("companion.continue", { title })}
      </LinkButton>
    );
  return (
    <>
      <FormErrors problem={open.problem} />
      <Button variant={variant} busy={open.busy} onPress={() => void open.submit(undefined)}>
        {t("companion.open", { title })}
      </Button>
    </>
  );
}
