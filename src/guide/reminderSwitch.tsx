import { useQueryClient } from "@tanstack/react-query";
import { FormErrors, Switch, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";

/** Whether she is reminded by mail of this journey: hers to turn off and on, for herself alone. */
export function ReminderSwitch({ journeyId, isOn }: { journeyId: string; isOn: boolean }) {
  const t = useText(text);
  const queries = useQueryClient();
  const set = useSubmit(
    (wanted: boolean) =>
      answer(client.journeys[":id"].reminder.$put({ param: { id: journeyId }, json: { isOn: wanted } })),
    () => queries.invalidateQueries({ queryKey: ["guide"] }),
  );
  return (
    <>
      <Switch
        isSelected={isOn}
        isDisabled={set.busy}
        description={t("reminder.switchText")}
        onChange={(wanted) => void set.submit(wanted)}
      >
        {t("reminder.switch")}
      </Switch>
      <FormErrors problem={set.problem} />
    </>
  );
}
