import { useQuery } from "@tanstack/react-query";
import { Card, Link, LinkButton, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { quoted } from "./model/quoted.ts";
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

/** On the page of step 1: the statements that are picked, and how each reaches the meeting. */
export const PickedStatements: RowExtra = ({ journeyId }) => {
  const t = useText(text);
  const { data } = useQuery(pickedQuery(journeyId));
  if (!data || data.picked === 0) return null;
  return (
    <Card
      title={t("extra.pickedTitle")}
      actions={<LinkButton href={`/journeys/${journeyId}/statements`}>{t("extra.change")}</LinkButton>}
    >
      <ol>
        {data.statements.map(({ id, text: said, channel, channelNote }) => (
          <li key={id}>
            {quoted(said)} –{" "}
            {[t(channel ? `channel.${channel}` : "statement.noChannel"), channelNote]
              .filter(Boolean)
              .join(": ")}
          </li>
        ))}
      </ol>
    </Card>
  );
};
