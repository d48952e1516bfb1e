import { useQuery } from "@tanstack/react-query";
import { Button, FormErrors, LinkButton, useText } from "#design/index.ts";
import { guidesQuery } from "./queries.ts";
import { text } from "./text.ts";
import { useStartJourney } from "./useStartJourney.ts";
import type { Journey } from "./wire.ts";

/** Opens a shorter guide that helps with this one, or goes on with it where she left it. Its first line leads back. */
export function CompanionButton({
  journey,
  guideKey,
  variant,
  size,
}: {
  journey: Journey;
  guideKey: string;
  variant?: "primary" | "secondary";
  size?: "small";
}) {
  const t = useText(text);
  const { data: guides } = useQuery(guidesQuery);
  const open = useStartJourney(journey.unitId, { guideKey, parentJourneyId: journey.id });
  const title = guides?.find((guide) => guide.key === guideKey)?.title;
  const already = journey.companions.find((companion) => companion.guideKey === guideKey);
  if (!title) return null;
  if (already)
    return (
      <LinkButton href={`/journeys/${already.id}`} variant={variant} {...(size ? { size } : {})}>
        {t("companion.continue", { title })}
      </LinkButton>
    );
  return (
    <>
      <FormErrors problem={open.problem} />
      <Button
        variant={variant}
        {...(size ? { size } : {})}
        busy={open.busy}
        onPress={() => void open.submit(undefined)}
      >
        {t("companion.open", { title })}
      </Button>
    </>
  );
}
