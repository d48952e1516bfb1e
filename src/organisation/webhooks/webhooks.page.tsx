import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  NotFoundPage,
  Page,
  Row,
  Skeleton,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { Secret } from "../account/secret.tsx";
import { useMay } from "../session.tsx";
import { client } from "./client.ts";
import { DeliveriesTable } from "./deliveriesTable.tsx";
import { text } from "./page.text.ts";
import { WebhookDialog } from "./webhookDialog.tsx";
import type { Webhook } from "./wire.ts";

/** Which other systems are told of what happens, and how that went. */
export function WebhooksPage() {
  const t = useText(text);
  const { may } = useMay();
  const queries = useQueryClient();
  const canManage = may("organisation.manage");
  const [editing, setEditing] = useState<Webhook | "new" | null>(null);
  const [secret, setSecret] = useState<string>();
  const { data } = useQuery({
    queryKey: ["webhooks"],
    queryFn: () => answer(client.index.$get()),
    enabled: canManage,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  if (!canManage) return <NotFoundPage />;
  return (
    <Page
      title={t("page.title")}
      lead={t("page.lead")}
      actions={
        <Button variant="primary" icon={<Plus />} onPress={() => setEditing("new")}>
          {t("add")}
        </Button>
      }
    >
      {secret && (
        <Card title={t("secret.title")}>
          <p>{t("secret.text")}</p>
          <Secret label={t("secret.label")} value={secret} />
        </Card>
      )}
      {!data && <Skeleton lines={5} />}
      {data?.length === 0 && (
        <EmptyState title={t("empty.title")} icon={<WebhookIcon />}>
          {t("empty.text")}
        </EmptyState>
      )}
      {data?.map((webhook) => (
        <WebhookCard
          key={webhook.id}
          webhook={webhook}
          onEdit={() => setEditing(webhook)}
          onSecret={setSecret}
          onChanged={refresh}
        />
      ))}
      {editing && (
        <WebhookDialog
          webhook={editing === "new" ? null : (data?.find(({ id }) => id === editing.id) ?? editing)}
          onClose={() => setEditing(null)}
          onDone={async (made) => {
            setEditing(null);
            if (made) setSecret(made);
            await refresh();
          }}
        />
      )}
    </Page>
  );
}

type WebhookCardProps = {
  webhook: Webhook;
  onEdit: () => void;
  onSecret: (secret: string) => void;
  onChanged: () => Promise<void>;
};

function WebhookCard({ webhook, onEdit, onSecret, onChanged }: WebhookCardProps) {
  const t = useText(text);
  const toast = useToast();
  const param = { id: webhook.id };
  const name = webhook.name || webhook.url;
  const { submit, busy, problem } = useSubmit(
    (work: () => Promise<string | undefined>) => work(),
    async (said) => {
      await onChanged();
      if (said) toast({ message: said });
    },
  );
  const turn = (isOn: boolean) =>
    submit(async () => {
      await answer(client[":id"].$patch({ param, json: { isOn, version: webhook.version } }));
      return t(isOn ? "turnedOn" : "turnedOff", { name });
    });
  return (
    <Card
      title={name}
      actions={
        <Row>
          {webhook.off && <Badge tone="notice">{t(`off.${webhook.off}`)}</Badge>}
          {webhook.failed > 0 && <Badge tone="danger">{t("failed", { count: webhook.failed })}</Badge>}
        </Row>
      }
    >
      {webhook.name && <p>{webhook.url}</p>}
      <p>{webhook.events.map((event) => t(`event.${event}`)).join(" · ")}</p>
      {problem && <p role="alert">{problem}</p>}
      <Row>
        <Button size="small" onPress={onEdit}>
          {t("edit")}
        </Button>
        <Button
          size="small"
          busy={busy}
          onPress={() =>
            void submit(async () => {
              await answer(client[":id"].test.$post({ param }));
              return t("testSent");
            })
          }
        >
          {t("test")}
        </Button>
        <Button size="small" onPress={() => void turn(webhook.off !== null)}>
          {webhook.off ? t("turnOn") : t("turnOff")}
        </Button>
        <ConfirmDialog
          title={t("newSecretTitle")}
          trigger={<Button size="small">{t("newSecret")}</Button>}
          confirmLabel={t("newSecret")}
          onConfirm={() =>
            void submit(async () => {
              onSecret((await answer(client[":id"].secret.$post({ param }))).secret);
              return undefined;
            })
          }
        >
          <p>{t("newSecretText")}</p>
        </ConfirmDialog>
        <ConfirmDialog
          title={t("removeTitle", { name })}
          trigger={<Button size="small">{t("remove")}</Button>}
          confirmLabel={t("remove")}
          isDanger
          onConfirm={() =>
            void submit(async () => {
              await answer(client[":id"].$delete({ param }));
              return t("removed", { name });
            })
          }
        >
          <p>{t("removeText")}</p>
        </ConfirmDialog>
      </Row>
      <DeliveriesTable webhook={webhook} />
    </Card>
  );
}
