import { useQuery } from "@tanstack/react-query";
import { Badge, useText } from "#design/index.ts";
import { HomeItem } from "#organisation/homeItem.tsx";
import { unseenResultsQuery } from "./results.queries.ts";
import { text } from "./text.ts";

/** Her customers have answered, and she has not looked yet: her leader waits until she has. */
export function HomeResults() {
  const t = useText(text);
  const { data: unseen = [] } = useQuery(unseenResultsQuery);
  return unseen.map(({ pulseId, title }) => (
    <HomeItem
      key={pulseId}
      href="/my/results"
      title={t("home.results", { title })}
      detail={<Badge tone="accent">{t("home.new")}</Badge>}
    />
  ));
}
