import { useQuery } from "@tanstack/react-query";
import { Card, Link, LinkButton, Row, useFormat, useText } from "#design/index.ts";
import { text } from "../text.ts";
import { myCardsQuery } from "./queries.ts";

/** An employee's own card, for customers she meets and for her mail signature. */
export function MyCards() {
  const t = useText(text);
  const { date } = useFormat();
  const { data: cards = [] } = useQuery(myCardsQuery);
  return cards.map(({ cardId, unitName, timeZone, link, closesAt }) => (
    <Card key={cardId} title={`${t("cards.mine")} · ${unitName}`}>
      <p>{t("cards.mineText", { day: closesAt ? date(Date.parse(closesAt) - 1, { timeZone }) : "" })}</p>
      <p>
        <Link href={link}>{link.replace(/^https?:\/\//u, "")}</Link>
      </p>
      <Row>
        <LinkButton href={`/api/pulse/cards/mine/${cardId}/sheet.pdf`}>{t("cards.mineFile")}</LinkButton>
      </Row>
    </Card>
  ));
}
