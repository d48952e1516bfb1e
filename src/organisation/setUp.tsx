import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { Grid, Link, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import styles from "./home.module.css";
import { useSetUpCount } from "./homeExtras.ts";
import { text } from "./page.text.ts";
import { unitsQuery } from "./units.ts";

/** What an organisation needs before its first journey, in the order in which it is put in; undefined: not known yet. */
export function useSetUp() {
  const values = useSetUpCount("values");
  const { data: units } = useQuery(unitsQuery);
  const { data: people } = useQuery({
    queryKey: ["organisation", "people", { page: "1" }],
    queryFn: () => answer(client.people.$get({ query: { page: "1" } })),
  });
  const steps = [
    { key: "values", href: "/values", count: values, needed: 1 },
    {
      key: "units",
      href: "/organisation/units",
      needed: 1,
      count: units?.filter((unit) => !unit.archived).length,
    },
    // Whoever set it up is there from the beginning: somebody to work with is not.
    { key: "people", href: "/organisation/people", count: people?.total, needed: 2 },
  ] as const;
  return steps.map(({ count, needed, ...step }) => ({
    ...step,
    count,
    isDone: count !== undefined && count >= needed,
    isMissing: count !== undefined && count < needed,
  }));
}

/** The way into what an organisation consists of; on the front page's top until it is all there. */
export function SetUp({ steps }: { steps: ReturnType<typeof useSetUp> }) {
  const t = useText(text);
  const isMissing = steps.some((step) => step.isMissing);
  return (
    <>
      <h2>{t(isMissing ? "home.setUp.title" : "home.setUp.done")}</h2>
      <Grid>
        {steps.map(({ key, href, count, isDone }, index) => (
          <Link key={key} href={href} className={styles.step}>
            <span className={styles.stepTitle}>
              {isMissing && `${index + 1}. `}
              {t(`home.setUp.${key}`)}
              {isMissing && isDone && <CircleCheck aria-label={t("home.setUp.isThere")} />}
            </span>
            <span>{t(`home.setUp.${key}Text`)}</span>
            {count !== undefined && <span>{t(`home.setUp.${key}Count`, { count })}</span>}
          </Link>
        ))}
      </Grid>
    </>
  );
}
