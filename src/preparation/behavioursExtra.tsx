import { useQuery } from "@tanstack/react-query";
import { behavioursQuery } from "#behaviour/queries.ts";
import { Card, Link, LinkButton, useText } from "#design/index.ts";
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

/** On the page of step 2: what is pointed to and what the leader shows herself, as sentences. */
export const PointedTo: RowExtra = ({ journeyId }) => {
  const t = useText(text);
  const { data } = useQuery(behavioursQuery({ journeyId }));
  const kinds = ["pointedTo", "leadersOwn"] as const;
  if (!data?.some(({ kind }) => kind === "pointedTo" || kind === "leadersOwn")) return null;
  return (
    <Card
      title={t("behaviours.title")}
      actions={<LinkButton href={`/journeys/${journeyId}/behaviours`}>{t("extra.change")}</LinkButton>}
    >
      {kinds.map((kind) => {
        const written = data.filter((behaviour) => behaviour.kind === kind);
        return (
          written.length > 0 && (
            <section key={kind}>
              <h3>{t(`behaviours.${kind}`)}</h3>
              <ul>
                {written.map(({ id, situation, act }) => (
                  <li key={id}>
                    {situation && `${t("behaviour.whenShown", { situation })} `}
                    {act}
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </Card>
  );
};
