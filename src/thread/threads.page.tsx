import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Waypoints } from "lucide-react";
import { useEffect } from "react";
import { EmptyState, Grid, Link, Page, Skeleton, useText } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { unitsQuery } from "#organisation/units.ts";
import { text } from "./text.ts";
import styles from "./thread.module.css";

/** The way from the menu to the viewer's threads: straight there where she has one, otherwise a choice. */
export function ThreadsPage() {
  const t = useText(text);
  const router = useRouter();
  const { may } = useMay();
  const { data: units } = useQuery(unitsQuery);
  const hers = units?.filter((unit) => !unit.archived && may("thread.see", { unitId: unit.id }));
  const isForAll = may("overview.see");
  const only = hers?.length === 1 && !isForAll ? hers[0]?.id : undefined;
  useEffect(() => {
    if (only) router.history.replace(`/units/${only}/thread`);
  }, [only, router]);
  return (
    <Page title={t("threads.title")} lead={t("threads.lead")}>
      {(!hers || only) && <Skeleton />}
      {hers?.length === 0 && <EmptyState title={t("threads.empty")}>{t("threads.emptyText")}</EmptyState>}
      {hers && !only && hers.length > 0 && (
        <Grid>
          {isForAll && (
            <Link href="/thread/organisation" className={styles.unit}>
              <Waypoints aria-hidden />
              {t("threads.organisation")}
            </Link>
          )}
          {hers.map((unit) => (
            <Link key={unit.id} href={`/units/${unit.id}/thread`} className={styles.unit}>
              <Waypoints aria-hidden />
              {unit.name}
            </Link>
          ))}
        </Grid>
      )}
    </Page>
  );
}
