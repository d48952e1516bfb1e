import { ArrowRight } from "lucide-react";
import { Grid, Link, Notice, Page, useText } from "#design/index.ts";
import styles from "./home.module.css";
import { allHomeUnits, allWaiting } from "./homeExtras.ts";
import { text } from "./page.text.ts";
import { Roles } from "./roles.tsx";
import { useMay, useSession } from "./session.tsx";

export function HomePage() {
  const t = useText(text);
  const session = useSession();
  const { may } = useMay();
  const unitIds = [...new Set(session.roles.flatMap(({ unitId }) => unitId ?? []))];
  const nameOf = (unitId: string) => session.roles.find((held) => held.unitId === unitId)?.unitName ?? "";
  const setUp = [
    { href: "/values", title: t("home.setUp.values"), lead: t("home.setUp.valuesText") },
    { href: "/organisation/units", title: t("home.setUp.units"), lead: t("home.setUp.unitsText") },
    { href: "/organisation/people", title: t("home.setUp.people"), lead: t("home.setUp.peopleText") },
  ];
  return (
    <Page title={t("home.hello", { name: session.person.name.split(" ")[0] ?? "" })} lead={t("home.lead")}>
      {unitIds.length === 0 && !may("organisation.manage") && <Notice>{t("home.empty")}</Notice>}
      <section className={styles.waiting}>
        <h2>{t("home.waiting")}</h2>
        <ul>
          {allWaiting().map(([name, Extra]) => (
            <Extra key={name} />
          ))}
        </ul>
      </section>
      {unitIds.length > 0 && (
        <>
          <h2>{t("home.units")}</h2>
          <Grid>
            {unitIds.map((unitId) => (
              <article key={unitId} className={styles.unit}>
                <h3 className={styles.unitName}>{nameOf(unitId)}</h3>
                <Roles
                  roles={session.roles.filter((held) => held.unitId === unitId)}
                  isUnitHidden
                  unitName={() => undefined}
                />
                {allHomeUnits().map(([name, Extra]) => (
                  <Extra key={name} unitId={unitId} />
                ))}
                <Link
                  href={`/units/${unitId}`}
                  className={styles.open}
                  aria-label={`${t("home.open")}: ${nameOf(unitId)}`}
                >
                  {t("home.open")}
                  <ArrowRight aria-hidden />
                </Link>
              </article>
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
