import { useState } from "react";
import {
  Button,
  Checkbox,
  Dialog,
  Form,
  FormErrors,
  Stack,
  TextField,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { changesIn } from "#platform/model/merge.ts";
import { client } from "./client.ts";
import { events as allEvents, type Event } from "./model.ts";
import { text } from "./page.text.ts";
import type { Webhook } from "./wire.ts";

type WebhookDialogProps = {
  /** Null for a new one. */
  webhook: Webhook | null;
  onClose: () => void;
  /** With the secret of a new one. */
  onDone: (secret: string | null) => Promise<void>;
};

export function WebhookDialog({ webhook, onClose, onDone }: WebhookDialogProps) {
  const t = useText(text);
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [events, setEvents] = useState<Event[]>(webhook?.events ?? [...allEvents]);
  // What is changed in it is sent, on top of what another may have saved since.
  const [opened] = useState(webhook);
  const { submit, errors, problem, busy } = useSubmit(async (): Promise<string | null> => {
    const json = { name, url, events };
    if (!webhook) return (await answer(client.index.$post({ json }))).secret;
    await answer(
      client[":id"].$patch({
        param: { id: webhook.id },
        json: { ...changesIn(opened ?? webhook, json), version: webhook.version },
      }),
    );
    return null;
  }, onDone);
  return (
    <Dialog
      title={webhook ? t("edit") : t("add")}
      isOpen
      isKept
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form
        onSubmit={() => submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={busy}>
            {webhook ? t("save") : t("add")}
          </Button>
        }
      >
        <TextField
          label={t("url")}
          description={t("urlHint")}
          type="url"
          value={url}
          onChange={setUrl}
          error={errors.url}
          autoFocus
        />
        <TextField label={t("name")} isOptional value={name} onChange={setName} error={errors.name} />
        <fieldset>
          <legend>{t("events")}</legend>
          <Stack gap="small">
            {allEvents.map((event) => (
              <Checkbox
                key={event}
                isSelected={events.includes(event)}
                onChange={(isOn) =>
                  setEvents((held) => (isOn ? [...held, event] : held.filter((one) => one !== event)))
                }
              >
                {t(`event.${event}`)}
              </Checkbox>
            ))}
          </Stack>
        </fieldset>
        <FormErrors problem={errors.events ? t("noEvent") : undefined} />
        <FormErrors problem={problem} />
      </Form>
    </Dialog>
  );
}
