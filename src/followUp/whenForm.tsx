import { useState } from "react";
import { Button, DateField, FieldRow, Form, FormErrors, Select, useSubmit, useText } from "#design/index.ts";
import { text } from "./text.ts";

type When = { day: string; time: string } | null;
const rhythms = ["1", "2", "3", "4", "6", "8", "12", "26", "52"];

/** A day and an hour on the clock of the unit, and, for a series, how often. */
export function WhenForm({
  when,
  everyWeeks,
  timeZone,
  save,
}: {
  when: When;
  everyWeeks?: number;
  timeZone: string;
  save: (when: When, everyWeeks: number) => Promise<unknown>;
}) {
  const t = useText(text);
  const [day, setDay] = useState(when?.day ?? "");
  const [time, setTime] = useState(when?.time ?? "");
  const [weeks, setWeeks] = useState(String(everyWeeks ?? 6));
  const { submit, busy, errors, problem } = useSubmit(() =>
    save(day || time ? { day, time } : null, Number(weeks)),
  );
  const isChanged =
    day !== (when?.day ?? "") || time !== (when?.time ?? "") || weeks !== String(everyWeeks ?? 6);
  const options = [...new Set([...rhythms, weeks])].sort((a, b) => Number(a) - Number(b));
  return (
    <Form
      onSubmit={() => void submit(undefined)}
      actions={
        isChanged && (
          <Button type="submit" busy={busy}>
            {t("when.save")}
          </Button>
        )
      }
    >
      <FieldRow>
        <DateField
          label={t("when.day")}
          value={day}
          onChange={setDay}
          error={errors["when.day"] ?? errors["when"]}
        />
        <DateField
          kind="time"
          label={t("when.time")}
          description={timeZone}
          value={time}
          onChange={setTime}
          error={errors["when.time"]}
        />
        {everyWeeks !== undefined && (
          <Select
            label={t("when.rhythm")}
            value={weeks}
            onChange={setWeeks}
            options={options.map((value) => ({ value, label: t("when.weeks", { count: Number(value) }) }))}
          />
        )}
      </FieldRow>
      {isChanged && <p>{t("when.told")}</p>}
      <FormErrors problem={problem} />
    </Form>
  );
}
