import { useQuery } from "@tanstack/react-query";
import { behavioursQuery } from "#behaviour/queries.ts";
import { Link, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { text } from "./text.ts";

/** In the row of step 2: how many behaviours are pointed to, the leader's own included. */
export const BehavioursExtra: RowExtra = ({ journeyId }) => {
  const t = useText(text);
  const { data } = useQuery(behavioursQuery({ journeyId }));
  const count = data?.filter(
    (behaviour) => behaviour.kind === "pointedTo" || behaviour.kind === "leadersOwn",
  ).length;
  return (
    <Link href={`/journeys/${journeyId}/behaviours`}>{t("extra.behaviours", { count: count ?? 0 })}</Link>
  );
};
