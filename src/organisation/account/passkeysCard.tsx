import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeySquare, Plus } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  Form,
  FormErrors,
  Skeleton,
  Table,
  TextField,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { AskFresh } from "./askFresh.tsx";
import { client } from "./client.ts";
import { OnlyFresh } from "./onlyFresh.tsx";
import { text } from "./page.text.ts";
import { canUsePasskeys, makePasskey } from "./passkey.browser.ts";
import type { Passkey } from "./wire.ts";

/** Fingerprint, face or the phone's code instead of a link in a mail. */
export function PasskeysCard() {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const { data } = useQuery({
    queryKey: ["account", "passkeys"],
    queryFn: () => answer(client.passkeys.$get()),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ["account", "passkeys"] });
  return (
    <Card
      title={t("passkeys.title")}
      actions={
        canUsePasskeys() && (
          <Button icon={<Plus />} onPress={() => setIsAdding(true)}>
            {t("passkeys.add")}
          </Button>
        )
      }
    >
      <p>{t("passkeys.text")}</p>
      {!canUsePasskeys() && <p>{t("passkeys.cannot")}</p>}
      {!data ? (
        <Skeleton lines={2} />
      ) : (
        <Table
          label={t("passkeys.title")}
          rows={data}
          keyOf={(passkey) => passkey.id}
          columns={[
            { key: "name", label: t("passkeys.name"), isHeader: true, render: ({ name }) => name },
            {
              key: "createdAt",
              label: t("passkeys.since"),
              render: ({ createdAt }) => format.date(createdAt),
            },
            {
              key: "lastUsedAt",
              label: t("sessions.used"),
              render: ({ lastUsedAt }) => (lastUsedAt ? format.dateTime(lastUsedAt) : t("tokens.never")),
            },
            {
              key: "remove",
              label: t("passkeys.remove"),
              isLabelHidden: true,
              align: "end",
              render: (passkey) => <Remove passkey={passkey} onDone={refresh} />,
            },
          ]}
          empty={<EmptyState title={t("passkeys.empty")} icon={<KeySquare />} />}
        />
      )}
      {isAdding && (
        <AddDialog
          onClose={() => setIsAdding(false)}
          onDone={async () => {
            setIsAdding(false);
            await refresh();
          }}
        />
      )}
    </Card>
  );
}

function AddDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<void> }) {
  const t = useText(text);
  const toast = useToast();
  const [name, setName] = useState("");
  const { submit, errors, problem, busy } = useSubmit(
    async () => {
      const question = await answer(client.passkeys.question.$post());
      const response = await makePasskey(question.options);
      // She said no to her device: that is no fault, and nothing is lost.
      if (!response) return false;
      await answer(client.passkeys.$post({ json: { id: question.id, name, response } }));
      return true;
    },
    async (isMade) => {
      if (!isMade) return;
      await onDone();
      toast({ message: t("passkeys.added", { name }) });
    },
  );
  return (
    <Dialog title={t("passkeys.add")} isOpen isKept onOpenChange={(isOpen) => !isOpen && onClose()}>
      <OnlyFresh>
        <Form
          onSubmit={() => submit(undefined)}
          actions={
            <Button type="submit" variant="primary" busy={busy}>
              {t("passkeys.make")}
            </Button>
          }
        >
          <TextField
            label={t("passkeys.name")}
            description={t("passkeys.nameHint")}
            value={name}
            onChange={setName}
            error={errors.name}
            autoFocus
          />
          <FormErrors problem={problem} />
        </Form>
      </OnlyFresh>
    </Dialog>
  );
}

function Remove({ passkey: { id, name }, onDone }: { passkey: Passkey; onDone: () => Promise<void> }) {
  const t = useText(text);
  return (
    <AskFresh
      label={t("passkeys.remove")}
      title={t("passkeys.removeTitle", { name })}
      done={t("passkeys.removed", { name })}
      act={() => answer(client.passkeys[":id"].$delete({ param: { id } }))}
      onDone={onDone}
    >
      <p>{t("passkeys.removeText")}</p>
    </AskFresh>
  );
}
