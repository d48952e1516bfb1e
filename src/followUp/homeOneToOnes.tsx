import { useQuery } from "@tanstack/react-query";
import { Badge, useFormat, useText } from "#design/index.ts";
import { HomeItem } from "#organisation/homeItem.tsx";
import { oneToOnesQuery } from "./queries.ts";
import { text } from "./text.ts";

const mostShown = 3;

/** The conversations that somebody has before her, the nearest first. */
export function HomeOneToOnes() {
  const t = useText(text);
  const format = useFormat();
  const { data: series = [] } = useQuery(oneToOnesQuery);
  const ahead = series
    .filter(({ nextId, nextAt }) => nextId && nextAt)
    .toSorted((a, b) => (a.nextAt! < b.nextAt! ? -1 : 1));
  return ahead
    .slice(0, mostShown)
    .map(({ nextId, nextAt, name }) => (
      <HomeItem
        key={nextId}
        href={`/one-to-ones/${nextId}`}
        title={t("home.oneToOne", { name })}
        detail={<Badge>{format.dateTime(nextAt!)}</Badge>}
      />
    ));
}
