import { Card, Page, useText } from "#design/index.ts";
import { ActionList } from "./actionList.tsx";
import { ReminderSwitch } from "./reminderSwitch.tsx";
import { text } from "./text.ts";

export function ActionsPage() {
  const t = useText(text);
  return (
    <Page title={t("action.pageTitle")} lead={t("action.pageLead")}>
      <Card>
        <ActionList />
      </Card>
      <ReminderSwitch />
    </Page>
  );
}
