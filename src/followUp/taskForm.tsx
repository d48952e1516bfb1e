import { type ReactNode, useState } from "react";
import {
  Button,
  DateField,
  FieldRow,
  Form,
  FormErrors,
  TextField,
  useSubmit,
  useText,
} from "#design/index.ts";
import { text } from "./text.ts";

export type Task<Owner> = { title: string; owner: Owner; dueOn: string | null };

/** Something that somebody promises to do, by when. Who can be asked is the page's business. */
export function TaskForm<Owner>({
  noOwner,
  ownerField,
  onAdd,
}: {
  noOwner: Owner;
  ownerField: (owner: Owner, onChange: (owner: Owner) => void, error: string | undefined) => ReactNode;
  onAdd: (task: Task<Owner>) => Promise<unknown>;
}) {
  const t = useText(text);
  const empty = { title: "", owner: noOwner, dueOn: "" };
  const [task, setTask] = useState(empty);
  const add = useSubmit(
    () => onAdd({ ...task, dueOn: task.dueOn || null }),
    () => setTask(empty),
  );
  return (
    <Form
      onSubmit={() => void add.submit(undefined)}
      actions={
        <Button type="submit" busy={add.busy}>
          {t("task.add")}
        </Button>
      }
    >
      <TextField
        label={t("task.title")}
        value={task.title}
        onChange={(title) => setTask({ ...task, title })}
        error={add.errors["title"]}
        maxLength={500}
      />
      <FieldRow>
        {ownerField(task.owner, (owner) => setTask({ ...task, owner }), add.errors["ownerPersonId"])}
        <DateField
          label={t("task.due")}
          value={task.dueOn}
          onChange={(dueOn) => setTask({ ...task, dueOn })}
          error={add.errors["dueOn"]}
        />
      </FieldRow>
      <FormErrors problem={add.problem} />
    </Form>
  );
}
