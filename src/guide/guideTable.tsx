import type { ReactNode } from "react";
import { Table, useText } from "#design/index.ts";
import styles from "./journey.module.css";
import { text } from "./text.ts";
import type { Guide, GuideStep } from "./wire.ts";

export function Sentences({ of }: { of: readonly string[] }) {
  return (
    <ul className={styles["guidance"]}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

type Cell = (step: GuideStep) => ReactNode;

/** The guide's four columns: to be read, or filled with what a unit has put in. */
export function GuideTable({
  guide,
  title,
  activity = (step) => step.activity,
  responsible = (step) => step.responsible,
}: {
  guide: Guide;
  title: Cell;
  activity?: Cell;
  responsible?: Cell;
}) {
  const t = useText(text);
  return (
    <Table
      label={guide.title}
      rows={guide.steps}
      keyOf={(step) => step.key}
      columns={[
        { key: "step", label: t("column.step"), isHeader: true, width: "17%", render: title },
        {
          key: "guidance",
          label: t("column.guidance"),
          width: "40%",
          isLong: true,
          render: (step) => <Sentences of={step.guidance} />,
        },
        { key: "activity", label: t("column.activity"), render: activity },
        { key: "responsible", label: t("column.responsible"), render: responsible },
      ]}
    />
  );
}
