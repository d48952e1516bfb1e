import { ArrowRight } from "lucide-react";
import { Grid, Link, Notice, Page, useText } from "#design/index.ts";
import styles from "./home.module.css";
import { allHomeUnits, allWaiting } from "./homeExtras.ts";
import { text } from "./page.text.ts";
import { Roles } from "./roles.tsx";
import { useMay, useSession } from "./session.tsx";
import { SetUp, useSetUp } from "./setUp.tsx";

/** At the top while something is missing, else below what is done from day to day. */
function SetUpSection({ place }: { place: "top" | "below" }) {
  const steps = useSetUp();
  const isMissing = steps.some((step) => step.isMissing);
  return isMissing === (place === "top") && <SetUp steps={steps} />;
}

export function HomePage() {
  const t = useText(text);
  const session = useSession();
  const { may } = useMay();
  const unitIds = [...new Set(session.roles.flatMap(({ unitId }) => unitId ?? []))];
  const nameOf = (unitId: string) => session.roles.find((held) => held.unitId === unitId)?.unitName ?? "";
  return (
    <Page title={t("home.hello", { name: session.person.name.split(" ")[0] ?? "" })} lead={t("home.lead")}>
      {unitIds.length === 0 && !may("overview.see") && <Notice>{t("home.empty")}</Notice>}
      {may("organisation.manage") && <SetUpSection place="top" />}
      <section className={styles.waiting}>
        <h2>{t("home.waiting")}</h2>
        <ul>
          {allWaiting().map(([name, Extra]) => (
            <Extra key={name} />
          ))}
        </ul>
      </section>
      {may("overview.see") && !may("organisation.manage") && (
        <Grid>
          <article className={styles.unit}>
            <h2 className={styles.unitName}>{t("home.overview")}</h2>
            <p>{t("home.overviewText")}</p>
            <Link href="/overview" className={styles.open}>
              {t("home.overviewOpen")}
              <ArrowRight aria-hidden />
            </Link>
          </article>
        </Grid>
      )}
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
      {may("organisation.manage") && <SetUpSection place="below" />}
    </Page>
  );
}
