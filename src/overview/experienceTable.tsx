import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  Dialog,
  Interval,
  LinkButton,
  Row,
  useFormat,
  useText,
  ValueMark,
} from "#design/index.ts";
import { valuesQuery } from "#values/client.ts";
import styles from "./overview.module.css";
import { text } from "./text.ts";
import { columnsStyle, UnitHeading } from "./unitHeading.tsx";
import type { OverviewUnit } from "./wire.ts";

type Opened = { unit: OverviewUnit; valueId: string | null };

/**
 * Units × values: the mean of what customers experience of a unit's behaviours, coloured on the scale of the answers. In
 * the order of the units' tree and no other: this is no league table.
 */
export function ExperienceTable({
  units,
  minimum,
  isFlat,
}: {
  units: readonly OverviewUnit[];
  minimum: number;
  isFlat: boolean;
}) {
  const t = useText(text);
  const format = useFormat();
  const { data: basis } = useQuery(valuesQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  const values = basis?.values ?? [];
  const hasOthers = units.some((unit) =>
    unit.values.some(({ valueId }) => !values.some(({ id }) => id === valueId)),
  );
  const columns = [...values.map(({ id }) => id as string | null), ...(hasOthers ? [null] : [])];
  const cellOf = (unit: OverviewUnit, column: string | null) =>
    unit.values.find(({ valueId }) =>
      column === null ? !values.some(({ id }) => id === valueId) : valueId === column,
    );
  const nameOf = (column: string | null) =>
    values.find(({ id }) => id === column)?.name ?? t("experience.noValue");
  const one = (mean: number) => format.number(mean, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const cell = opened && cellOf(opened.unit, opened.valueId);
  return (
    <Card title={t("experience.title")}>
      <p>{t("experience.lead", { minimum })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is reached by keyboard */}
      <section className={styles.frame} tabIndex={0} aria-label={t("experience.title")}>
        <table className={styles.table} style={columnsStyle(columns.length)}>
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              {columns.map((column) => {
                const value = values.find(({ id }) => id === column);
                return (
                  <th key={column} scope="col">
                    {value ? <ValueMark value={value} size="small" /> : nameOf(null)}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.unitId}>
                <UnitHeading unit={unit} isFlat={isFlat}>
                  {unit.measurement
                    ? `${unit.measurement.title}, ${format.date(unit.measurement.startedOn, { style: "medium" })}`
                    : t("experience.decided", { count: unit.decided })}
                </UnitHeading>
                {columns.map((column) => {
                  const found = cellOf(unit, column);
                  if (!found)
                    return (
                      <td key={column} className={styles.empty}>
                        {unit.hasTooFew ? t("experience.tooFew") : "–"}
                      </td>
                    );
                  return (
                    <td key={column} data-score={Math.round(found.mean)}>
                      <Button
                        variant="quiet"
                        size="small"
                        aria-label={t("experience.open", {
                          unit: unit.name,
                          value: nameOf(column),
                          mean: one(found.mean),
                        })}
                        onPress={() => setOpened({ unit, valueId: column })}
                      >
                        {one(found.mean)}
                      </Button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Dialog
        isOpen={cell !== null && cell !== undefined}
        onOpenChange={(isOpen) => !isOpen && setOpened(null)}
        title={opened ? `${opened.unit.name}: ${nameOf(opened.valueId)}` : ""}
        size="large"
      >
        {cell && opened && (
          <>
            <Interval
              label={t("experience.behaviours")}
              rows={cell.behaviours.map(({ behaviourId, words, estimate }) => ({
                ...{ key: behaviourId, label: words, mean: estimate },
                ...(values.find(({ id }) => id === cell.valueId)
                  ? { colour: values.find(({ id }) => id === cell.valueId)!.colour }
                  : {}),
              }))}
            />
            <Row>
              <LinkButton href={`/units/${opened.unit.unitId}/results`}>{t("experience.results")}</LinkButton>
              <LinkButton href={`/units/${opened.unit.unitId}/thread`}>{t("experience.thread")}</LinkButton>
            </Row>
          </>
        )}
      </Dialog>
    </Card>
  );
}
