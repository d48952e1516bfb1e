import { useQuery } from "@tanstack/react-query";
import { Badge, EmptyState, Skeleton, Stack, useText, ValueMark } from "#design/index.ts";
import { valuesQuery } from "#values/client.ts";
import { behavioursQuery } from "./queries.ts";
import { text } from "./text.ts";

/** What a unit has decided, in the meeting's own words: situation and act, with the value that it stands for. */
export function BehaviourList({ unitId }: { unitId: string }) {
  const t = useText(text);
  const { data: behaviours } = useQuery(behavioursQuery({ unitId }));
  const { data: basis } = useQuery(valuesQuery);
  if (!behaviours) return <Skeleton lines={3} />;
  const decided = behaviours.filter((behaviour) => behaviour.kind === "decided");
  if (decided.length === 0)
    return <EmptyState title={t("behaviour.empty")}>{t("behaviour.emptyText")}</EmptyState>;
  return (
    <Stack>
      {decided.map((behaviour) => {
        const value = basis?.values.find((each) => each.id === behaviour.valueId);
        return (
          <article key={behaviour.id}>
            {value && <ValueMark value={value} size="small" />}
            {behaviour.situation && <div>{t("behaviour.when", { situation: behaviour.situation })}</div>}
            <strong>{behaviour.act}</strong> {behaviour.isLeaders && <Badge>{t("behaviour.leaders")}</Badge>}
          </article>
        );
      })}
    </Stack>
  );
}
