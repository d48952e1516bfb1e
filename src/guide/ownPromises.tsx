import { useQuery } from "@tanstack/react-query";
import { behavioursQuery } from "#behaviour/queries.ts";
import { Card, Link, useText } from "#design/index.ts";
import { text } from "./text.ts";
import { hrefOfWorkArea } from "./workAreas.ts";

/** What the leader promised as role model in step 2, where it is followed up. */
export function OwnPromises({ journeyId, mayEdit }: { journeyId: string; mayEdit: boolean }) {
  const t = useText(text);
  const { data: behaviours = [] } = useQuery(behavioursQuery({ journeyId }));
  const own = behaviours.filter(({ kind }) => kind === "leadersOwn");
  if (own.length === 0) return null;
  const href = hrefOfWorkArea("behaviours", journeyId);
  return (
    <Card title={t("promises.title")} tone="sunken">
      <p>{t("promises.lead")}</p>
      <ul>
        {own.map(({ id, situation, act }) => (
          <li key={id}>{situation ? t("reminder.whenThen", { situation, act }) : act}</li>
        ))}
      </ul>
      {mayEdit && href && (
        <p>
          <Link href={href}>{t("promises.change")}</Link>
        </p>
      )}
    </Card>
  );
}
