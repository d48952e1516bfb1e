import { useQuery } from "@tanstack/react-query";
import { Link, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { pickedQuery } from "./queries.ts";
import { text } from "./text.ts";

/** In the row of step 1: how much customers have said, and how much of it is picked. */
export const StatementsExtra: RowExtra = ({ journeyId }) => {
  const t = useText(text);
  const { data } = useQuery(pickedQuery(journeyId));
  return (
    <Link href={`/journeys/${journeyId}/statements`}>
      {t("extra.statements", { picked: data?.picked ?? 0 })}
    </Link>
  );
};
