import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Switch, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";

const key = ["behaviour", "reminders"];

/** Whether a mail comes the day before what one has promised is due. */
export function ReminderSwitch() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: key, queryFn: () => answer(client.reminders.$get()) });
  const turn = useSubmit(
    (isOn: boolean) => answer(client.reminders.$put({ json: { isOn } })),
    (now) => {
      queries.setQueryData(key, now);
      toast({ message: t(now.isOn ? "reminder.on" : "reminder.off") });
    },
  );
  if (!data) return null;
  return (
    <Switch
      isSelected={data.isOn}
      isDisabled={turn.busy}
      description={turn.problem ?? t("reminder.hint")}
      onChange={(isOn) => void turn.submit(isOn)}
    >
      {t("reminder.switch")}
    </Switch>
  );
}
