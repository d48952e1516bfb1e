import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  EmptyState,
  LinkButton,
  Page,
  Row,
  Skeleton,
  useFormat,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { AskAndDo } from "../askAndDo.tsx";
import { client } from "./client.ts";
import { areas } from "./model.ts";
import { OwnTable } from "./ownTable.tsx";
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
        <OwnTable
          label={t("tokens.title")}
          rows={data}
          name={{
            label: t("tokens.name"),
            of: ({ name }) => name,
            badge: (token) => {
              const state = stateOf(token, now);
              return state === "inUse" ? null : t(`tokens.state.${state}`);
            },
          }}
          columns={[
            {
              key: "scopes",
              label: t("tokens.scopes"),
              isLong: true,
              render: ({ scopes }) =>
                areas
                  .flatMap((area) =>
                    scopes.includes(`${area}.write`)
                      ? t("tokens.writeArea", { area: t(`area.${area}`) })
                      : scopes.includes(`${area}.read`)
                        ? t("tokens.readArea", { area: t(`area.${area}`) })
                        : [],
                  )
                  .join(" · "),
            },
            {
              key: "lastUsedAt",
              label: t("tokens.lastUsed"),
              render: ({ lastUsedAt }) => (lastUsedAt ? format.dateTime(lastUsedAt) : t("tokens.never")),
            },
            {
              key: "expiresAt",
              label: t("tokens.expires"),
              render: ({ expiresAt }) => format.date(expiresAt),
            },
          ]}
          act={{
            label: t("tokens.revoke"),
            render: (token) =>
              stateOf(token, now) === "inUse" && (
                <AskAndDo
                  label={t("tokens.revoke")}
                  thatOne={t("tokens.revokeThat", { name: token.name })}
                  title={t("tokens.revokeTitle", { name: token.name })}
                  done={t("tokens.revoked", { name: token.name })}
                  act={() => answer(client.tokens[":id"].$delete({ param: { id: token.id } }))}
                  onDone={refresh}
                  isDanger
                >
                  <p>{t("tokens.revokeText")}</p>
                </AskAndDo>
              ),
          }}
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
