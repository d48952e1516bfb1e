import { Check, Circle, CircleAlert, CircleDot } from "lucide-react";
import { Card, useFormat, useText } from "#design/index.ts";
import styles from "./overview.module.css";
import { useStillness } from "./stillness.ts";
import { text } from "./text.ts";
import { columnsStyle, UnitHeading } from "./unitHeading.tsx";
import type { Overview, OverviewUnit } from "./wire.ts";

const signs = { done: Check, now: CircleDot, next: Circle, overdue: CircleAlert };

/** Units × steps. Colour, sign and word say the same. */
export function StepsTable({
  units,
  steps,
  isFlat,
}: {
  units: readonly OverviewUnit[];
  steps: Overview["steps"];
  isFlat: boolean;
}) {
  const t = useText(text);
  const format = useFormat();
  const stillness = useStillness();
  // A guide of the organisation's own may have steps that the usual one has not.
  const further = units.flatMap(({ journey }) => journey?.steps ?? []);
  const columns = [
    ...new Map([...steps, ...further].map(({ key, title }) => [key, { key, title }])).values(),
  ];
  return (
    <Card title={t("steps.title")}>
      <ul className={styles.legend} aria-label={t("steps.legend")}>
        {(["done", "now", "overdue", "next"] as const).map((state) => {
          const Sign = signs[state];
          return (
            <li key={state} data-state={state}>
              <Sign aria-hidden className={styles.sign} /> {t(`state.${state}`)}
            </li>
          );
        })}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is reached by keyboard */}
      <section className={styles.frame} tabIndex={0} aria-label={t("steps.title")}>
        <table className={styles.table} style={columnsStyle(columns.length)}>
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              {columns.map(({ key, title }) => (
                <th key={key} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.unitId}>
                <UnitHeading unit={unit} isFlat={isFlat}>
                  {unit.journey && unit.journey.round > 1 && (
                    <span>{t("round", { round: unit.journey.round })} </span>
                  )}
                  {stillness(unit)}
                </UnitHeading>
                {columns.map(({ key }) => {
                  const step = unit.journey?.steps.find((each) => each.key === key);
                  if (!step)
                    return (
                      <td key={key}>
                        <span className="unseen">{t("steps.none")}</span>
                      </td>
                    );
                  const Sign = signs[step.state];
                  const due =
                    step.dueOn && step.state !== "done"
                      ? t("steps.due", { date: format.date(step.dueOn, { style: "short" }) })
                      : null;
                  return (
                    <td key={key} data-state={step.state}>
                      <Sign aria-hidden className={styles.sign} />
                      <span className="unseen">{t(`state.${step.state}`)}</span>
                      {due && <small className={styles.due}>{due}</small>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
