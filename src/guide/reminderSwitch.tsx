import { useQueryClient } from "@tanstack/react-query";
import { FormErrors, Stack, Switch, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";
import type { Journey } from "./wire.ts";

/** Whether she is reminded by mail, of this journey and of any: hers to turn off and on, for herself alone. */
export function ReminderSwitch({
  journeyId,
  reminds,
}: {
  journeyId: string;
  reminds: NonNullable<Journey["reminds"]>;
}) {
  const t = useText(text);
  const queries = useQueryClient();
  const read = () => queries.invalidateQueries({ queryKey: ["guide"] });
  const ofThis = useSubmit(
    (isOn: boolean) =>
      answer(client.journeys[":id"].reminder.$put({ param: { id: journeyId }, json: { isOn } })),
    read,
  );
  const ofAny = useSubmit((isOn: boolean) => answer(client.reminders.$put({ json: { isOn } })), read);
  return (
    <Stack>
      <Switch
        isSelected={reminds.ofAny}
        isDisabled={ofAny.busy}
        description={t("reminder.switchText")}
        onChange={(wanted) => void ofAny.submit(wanted)}
      >
        {t("reminder.switch")}
      </Switch>
      {reminds.ofAny && (
        <Switch
          isSelected={reminds.ofThis}
          isDisabled={ofThis.busy}
          onChange={(wanted) => void ofThis.submit(wanted)}
        >
          {t("reminder.ofThis")}
        </Switch>
      )}
      <FormErrors problem={ofThis.problem ?? ofAny.problem} />
    </Stack>
  );
}
