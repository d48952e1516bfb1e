import { Trash2 } from "lucide-react";
import { useState } from "react";
import {
  Button,
  ColourPicker,
  Dialog,
  Form,
  FormErrors,
  freeLook,
  MarkPicker,
  TextArea,
  TextField,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { changesIn } from "#platform/model/merge.ts";
import { client } from "./client.ts";
import type { Value } from "./model.ts";
import { text } from "./text.ts";

type ValueDialogProps = {
  /** Null for a new one. */
  value: Value | null;
  others: readonly Value[];
  onClose: () => void;
  onRemove: (value: Value) => void;
  onDone: (message: string) => Promise<void>;
};

export function ValueDialog({ value, others, onClose, onRemove, onDone }: ValueDialogProps) {
  const t = useText(text);
  const [draft, setDraft] = useState(() => {
    const { name, meaning, colour, mark } = value ?? { name: "", meaning: "", ...freeLook(others) };
    return { name, meaning, colour, mark };
  });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  // What is changed in it is sent, on top of what another may have saved since.
  const [opened] = useState(value);
  const { submit, errors, problem, busy } = useSubmit(async (): Promise<string> => {
    if (value) {
      await answer(
        client[":id"].$patch({
          param: { id: value.id },
          json: { ...changesIn(opened ?? value, draft), version: value.version },
        }),
      );
      return t("value.saved", { name: draft.name });
    }
    await answer(client.index.$post({ json: draft }));
    return t("value.added", { name: draft.name });
  }, onDone);
  return (
    <Dialog
      title={value ? t("value.edit", { name: value.name }) : t("value.add")}
      isOpen
      isKept
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form
        onSubmit={() => submit(undefined)}
        actions={
          <>
            <Button type="submit" variant="primary" busy={busy}>
              {value ? t("save") : t("value.add")}
            </Button>
            {value && (
              <Button variant="quiet" icon={<Trash2 />} onPress={() => onRemove(value)}>
                {t("value.remove")}
              </Button>
            )}
          </>
        }
      >
        <TextField
          label={t("value.name")}
          value={draft.name}
          onChange={(name) => set({ name })}
          error={errors.name}
          autoFocus={!value}
        />
        <TextArea
          label={t("value.meaning")}
          description={t("value.meaningHint")}
          value={draft.meaning}
          onChange={(meaning) => set({ meaning })}
          error={errors.meaning}
        />
        <ColourPicker
          label={t("value.colour")}
          value={draft.colour}
          mark={draft.mark}
          onChange={(colour) => set({ colour })}
          taken={others.map(({ colour }) => colour)}
          error={errors.colour}
        />
        <MarkPicker
          label={t("value.mark")}
          value={draft.mark}
          colour={draft.colour}
          onChange={(mark) => set({ mark })}
          taken={others.map(({ mark }) => mark)}
          error={errors.mark}
        />
        <FormErrors problem={problem} />
      </Form>
    </Dialog>
  );
}
