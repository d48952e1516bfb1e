import { useQuery } from "@tanstack/react-query";
import { Link, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { meetingsQuery } from "#preparation/queries.ts";
import { text } from "./text.ts";

/** In the row of the dialogue: the way to what was answered, for whoever leads. */
export const SaidExtra: RowExtra = ({ journeyId, mayEdit }) => {
  const t = useText(text);
  const { data } = useQuery(meetingsQuery(journeyId));
  if (!mayEdit) return null;
  const held = data?.filter(({ state }) => state === "closed" || state === "running") ?? [];
  return held.map(({ id, title }) => (
    <Link key={id} href={`/meetings/${id}/said`}>
      {held.length > 1 ? t("said.linkTo", { title }) : t("said.link")}
    </Link>
  ));
};
