import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  LinkButton,
  Page,
  Row,
  Skeleton,
  Table,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./page.text.ts";
import { Secret } from "./secret.tsx";
import { TokenDialog } from "./tokenDialog.tsx";
import type { Token } from "./wire.ts";

/** What a token is now: what has ended stays in the list, so that it can be seen what there was. */
const stateOf = (token: Token, now: number) =>
  token.revokedAt ? "revoked" : Date.parse(token.expiresAt) <= now ? "expired" : "inUse";

/** Keys for programs that ask the API in her name. */
export function TokensPage() {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<string>();
  const { data } = useQuery({
    queryKey: ["account", "tokens"],
    queryFn: () => answer(client.tokens.$get()),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ["account", "tokens"] });
  const now = Date.now();
  return (
    <Page
      title={t("tokens.title")}
      lead={t("tokens.lead")}
      actions={
        <Row>
          <LinkButton href="/api/openapi.json">{t("tokens.description")}</LinkButton>
          <Button variant="primary" icon={<Plus />} onPress={() => setIsMaking(true)}>
            {t("tokens.make")}
          </Button>
        </Row>
      }
    >
      {made && (
        <Card title={t("tokens.made")}>
          <p>{t("tokens.madeText")}</p>
          <Secret label={t("tokens.theToken")} value={made} />
        </Card>
      )}
      {!data ? (
        <Skeleton lines={5} />
      ) : (
        <Table
          label={t("tokens.title")}
          rows={data}
          keyOf={(token) => token.id}
          columns={[
            {
              key: "name",
              label: t("tokens.name"),
              isHeader: true,
              render: (token) => {
                const state = stateOf(token, now);
                return (
                  <>
                    {token.name} {state !== "inUse" && <Badge>{t(`tokens.state.${state}`)}</Badge>}
                  </>
                );
              },
            },
            {
              key: "scopes",
              label: t("tokens.scopes"),
              isLong: true,
              render: (token) => token.scopes.join(", "),
            },
            {
              key: "lastUsedAt",
              label: t("tokens.lastUsed"),
              render: (token) => (token.lastUsedAt ? format.dateTime(token.lastUsedAt) : t("tokens.never")),
            },
            {
              key: "expiresAt",
              label: t("tokens.expires"),
              render: (token) => format.date(token.expiresAt),
            },
            {
              key: "revoke",
              label: t("tokens.revoke"),
              isLabelHidden: true,
              align: "end",
              render: (token) => stateOf(token, now) === "inUse" && <Revoke token={token} onDone={refresh} />,
            },
          ]}
          empty={
            <EmptyState title={t("tokens.empty")} icon={<KeyRound />}>
              {t("tokens.emptyText")}
            </EmptyState>
          }
        />
      )}
      {isMaking && (
        <TokenDialog
          onClose={() => setIsMaking(false)}
          onMade={async (token) => {
            setIsMaking(false);
            setMade(token);
            await refresh();
          }}
        />
      )}
    </Page>
  );
}

function Revoke({ token, onDone }: { token: Token; onDone: () => Promise<void> }) {
  const t = useText(text);
  const toast = useToast();
  const { submit, busy, problem } = useSubmit(
    () => answer(client.tokens[":id"].$delete({ param: { id: token.id } })),
    async () => {
      await onDone();
      toast({ message: t("tokens.revoked", { name: token.name }) });
    },
  );
  return (
    <>
      {problem && <span role="alert">{problem}</span>}
      <ConfirmDialog
        title={t("tokens.revokeTitle", { name: token.name })}
        trigger={
          <Button size="small" aria-label={t("tokens.revokeThat", { name: token.name })}>
            {t("tokens.revoke")}
          </Button>
        }
        confirmLabel={t("tokens.revoke")}
        isDanger
        busy={busy}
        onConfirm={() => void submit(undefined)}
      >
        <p>{t("tokens.revokeText")}</p>
      </ConfirmDialog>
    </>
  );
}
