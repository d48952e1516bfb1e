import { ArrowRight } from "lucide-react";
import { Grid, Link, Notice, Page, useText } from "#design/index.ts";
import styles from "./home.module.css";
import { text } from "./page.text.ts";
import { Roles } from "./roles.tsx";
import { useMay, useSession } from "./session.tsx";

export function HomePage() {
  const t = useText(text);
  const session = useSession();
  const { may } = useMay();
  const unitIds = [...new Set(session.roles.flatMap(({ unitId }) => unitId ?? []))];
  const setUp = [
    { href: "/values", title: t("home.setUp.values"), lead: t("home.setUp.valuesText") },
    { href: "/organisation/units", title: t("home.setUp.units"), lead: t("home.setUp.unitsText") },
    { href: "/organisation/people", title: t("home.setUp.people"), lead: t("home.setUp.peopleText") },
  ];
  return (
    <Page title={t("home.hello", { name: session.person.name.split(" ")[0] ?? "" })} lead={t("home.lead")}>
      {unitIds.length === 0 && !may("organisation.manage") && <Notice>{t("home.empty")}</Notice>}
      {unitIds.length > 0 && (
        <>
          <h2>{t("home.units")}</h2>
          <Grid>
            {unitIds.map((unitId) => (
              <Link key={unitId} href={`/units/${unitId}`} className={styles.unit}>
                <span className={styles.unitName}>
                  {session.roles.find((held) => held.unitId === unitId)?.unitName}
                </span>
                <Roles
                  roles={session.roles.filter((held) => held.unitId === unitId)}
                  isUnitHidden
                  unitName={() => undefined}
                />
                <span className={styles.open}>
                  {t("home.open")}
                  <ArrowRight aria-hidden />
                </span>
              </Link>
            ))}
          </Grid>
        </>
      )}
      {may("organisation.manage") && (
        <>
          <h2>{t("home.setUp.title")}</h2>
          <Grid>
            {setUp.map(({ href, title, lead }) => (
              <Link key={href} href={href} className={styles.step}>
                <span className={styles.stepTitle}>{title}</span>
                <span>{lead}</span>
              </Link>
            ))}
          </Grid>
        </>
      )}
    </Page>
  );
}
