import { useQuery } from "@tanstack/react-query";
import { Card, Link, Mark, useText } from "#design/index.ts";
import { valuesQuery } from "#values/client.ts";
import styles from "./overview.module.css";
import { text } from "./text.ts";
import type { Overview } from "./wire.ts";

/** What several units have decided in the same spirit, in each one's own words. */
export function InCommon({ groups }: { groups: Overview["inCommon"] }) {
  const t = useText(text);
  const { data: basis } = useQuery(valuesQuery);
  const valueWith = (valueId: string | null) => basis?.values.find(({ id }) => id === valueId);
  return (
    <Card title={t("common.title")}>
      <p>{groups.length === 0 ? t("common.none") : t("common.lead")}</p>
      {groups.map(({ name, units, decided }) => (
        <section key={decided[0]!.behaviourId} className={styles.common}>
          <h3>
            {name || decided[0]!.words}{" "}
            <small className={styles.shared}>{t("common.units", { count: units })}</small>
          </h3>
          <ul>
            {decided.map(({ behaviourId, unitId, unitName, valueId, words }) => {
              const value = valueWith(valueId);
              return (
                <li key={behaviourId}>
                  {value && <Mark value={value} title={value.name} />} {words}{" "}
                  <Link href={`/units/${unitId}`}>{unitName}</Link>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </Card>
  );
}
