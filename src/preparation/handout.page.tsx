import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button, EmptyState, Link, Page, Skeleton, useText, ValueMark } from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { valuesQuery } from "#values/client.ts";
import styles from "./handout.module.css";
import { quoted } from "./model/quoted.ts";
import { pickedQuery } from "./queries.ts";
import { text } from "./text.ts";

/** The statements that lie on the tables: one on each card, two cards to a sheet, to print and cut. */
export function HandoutPage() {
  const t = useText(text);
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: picked } = useQuery(pickedQuery(journeyId));
  const { data: basis } = useQuery(valuesQuery);
  const cards = picked?.statements.filter(({ channel }) => channel === "handout");
  const back = `/journeys/${journeyId}/statements`;
  return (
    <Page
      title={t("handout.title")}
      lead={t("handout.lead")}
      path={[
        ...(journey ? [{ label: journey.title, href: `/journeys/${journeyId}` }] : []),
        { label: t("statements.title"), href: back },
      ]}
      actions={
        cards &&
        cards.length > 0 && (
          <Button variant="primary" onPress={() => print()}>
            {t("present.print")}
          </Button>
        )
      }
    >
      {!cards && <Skeleton lines={6} />}
      {cards?.length === 0 && (
        <EmptyState title={t("handout.empty")} action={<Link href={back}>{t("statements.title")}</Link>}>
          {t("handout.emptyText")}
        </EmptyState>
      )}
      <ul className={styles.cards}>
        {cards?.map((statement) => (
          <li key={statement.id} className={styles.card}>
            <p className={styles.words} data-long={statement.text.length > 220 || undefined}>
              {quoted(statement.text)}
            </p>
            {statement.source && <p>{statement.source}</p>}
            <div className={styles.values}>
              {basis?.values
                .filter(({ id }) => statement.valueIds.includes(id))
                .map((value) => (
                  <ValueMark key={value.id} value={value} size="small" />
                ))}
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
