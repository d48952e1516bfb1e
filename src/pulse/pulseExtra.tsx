import { useQuery } from "@tanstack/react-query";
import { Link, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { pulsesQuery } from "./queries.ts";
import { text } from "./text.ts";

/** In the row of step 6: the measurement, and how many customers have answered. */
export const PulseExtra: RowExtra = ({ journeyId, mayEdit }) => {
  const t = useText(text);
  const { data: pulses } = useQuery(pulsesQuery({ journeyId }));
  const [latest] = pulses ?? [];
  if (!latest && !mayEdit) return null;
  const label = !latest
    ? t("extra.begin")
    : latest.state === "draft"
      ? t("extra.draft")
      : t("extra.answered", { answered: latest.answered, asked: latest.asked });
  return <Link href={latest ? `/pulses/${latest.id}` : `/journeys/${journeyId}/pulses`}>{label}</Link>;
};
