import { DoneBy } from "#behaviour/actionList.tsx";
import { client as behaviourClient } from "#behaviour/client.ts";
import { isOverdue } from "#behaviour/model.ts";
import type { Action } from "#behaviour/wire.ts";
import { Badge, Checkbox, FormErrors, Row, Stack, useFormat, useSubmit, useText } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { text } from "./text.ts";

/** What has been promised, each with who and when; ticked off here as anywhere else. */
export function TaskList({
  actions,
  here,
  isHeld,
  onChanged,
}: {
  actions: Action[];
  /** The meeting that is open: what comes from another is said to. */
  here: string;
  /** It is over: what was open before has gone on to the next one. */
  isHeld: boolean;
  onChanged: () => Promise<unknown>;
}) {
  const t = useText(text);
  const format = useFormat();
  const { may } = useMay();
  const set = useSubmit(
    ({ action, isDone }: { action: Action; isDone: boolean }) =>
      answer(
        behaviourClient.actions[":id"].$patch({
          param: { id: action.id },
          json: { state: isDone ? "done" : "open", version: action.version },
        }),
      ),
    async () => void (await onChanged()),
  );
  if (actions.length === 0) return <p>{t(isHeld ? "task.noneNew" : "task.none")}</p>;
  return (
    <Stack gap="small">
      {actions.map((action) => (
        <Row key={action.id} isApart>
          <Checkbox
            isSelected={action.state === "done"}
            isDisabled={!may("action.edit", { unitId: action.unitId, personId: action.ownerPersonId })}
            onChange={(isDone) => void set.submit({ action, isDone })}
          >
            {action.title}
          </Checkbox>
          <Row>
            {action.originId !== here && <Badge>{t("task.before")}</Badge>}
            {action.ownerName && <span>{action.ownerName}</span>}
            <DoneBy action={action} />
            {!action.doneAt && action.dueOn && (
              <Badge tone={isOverdue(action, format.today()) ? "notice" : "neutral"}>
                {t(isOverdue(action, format.today()) ? "task.overdue" : "task.dueAt", {
                  date: format.date(action.dueOn, { style: "medium" }),
                })}
              </Badge>
            )}
          </Row>
        </Row>
      ))}
      <FormErrors problem={set.problem} />
    </Stack>
  );
}
