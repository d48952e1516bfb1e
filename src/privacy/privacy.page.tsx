import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  EmptyState,
  LinkButton,
  Page,
  Row,
  Skeleton,
  Table,
  useFormat,
  useText,
} from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { RetentionCard } from "./retentionCard.tsx";
import { SomebodyCard } from "./somebodyCard.tsx";
import { text } from "./text.ts";

export function PrivacyPage() {
  const t = useText(text);
  const { may } = useMay();
  const isKeeper = may("privacy.manage");
  return (
    <Page title={t("page.title")} lead={t("page.lead")}>
      <Card title={t("own.title")}>
        <p>{t("own.text")}</p>
        <Row>
          <LinkButton href="/api/privacy/me/copy?as=pdf">{t("copy.pdf")}</LinkButton>
          <LinkButton href="/api/privacy/me/copy">{t("copy.file")}</LinkButton>
        </Row>
      </Card>
      {isKeeper && <SomebodyCard />}
      {isKeeper && <RetentionCard />}
      <AuditCard isAll={isKeeper} />
    </Page>
  );
}

const told = [
  "results.read",
  "roles.changed",
  "deputy.appointed",
  "deputy.ended",
  "meeting.leaderNamed",
  "person.added",
  "person.archived",
  "person.restored",
  "person.copied",
  "person.erased",
  "email.changed",
  "customer.copied",
  "customer.erased",
  "pulse.started",
  "card.changed",
  "webhook.changed",
  "token.made",
  "token.revoked",
  "sessions.ended",
  "passkey.added",
  "passkey.removed",
  "password.changed",
  "password.removed",
] as const;
const isTold = (action: string): action is (typeof told)[number] =>
  (told as readonly string[]).includes(action);

function AuditCard({ isAll }: { isAll: boolean }) {
  const t = useText(text);
  const format = useFormat();
  const [page, setPage] = useState(1);
  const { data } = useQuery({
    queryKey: ["privacy", "audit", page],
    queryFn: () => answer(client.audit.$get({ query: { page: String(page) } })),
    placeholderData: keepPreviousData,
  });
  return (
    <Card title={t("audit.title")}>
      <p>{isAll ? t("audit.all") : t("audit.own")}</p>
      {!data ? (
        <Skeleton lines={6} />
      ) : (
        <>
          <Table
            label={t("audit.title")}
            rows={data.lines}
            keyOf={(line) => line.id}
            columns={[
              { key: "at", label: t("audit.at"), render: (line) => format.dateTime(line.at) },
              {
                key: "action",
                label: t("audit.action"),
                isHeader: true,
                render: ({ action }) => (isTold(action) ? t(`audit.action.${action}`) : action),
              },
              { key: "by", label: t("audit.by"), render: (line) => line.by ?? t("audit.system") },
              { key: "about", label: t("audit.about"), render: (line) => line.about ?? "" },
            ]}
            empty={
              <EmptyState title={t("audit.empty")} icon={<ScrollText />}>
                {t("audit.emptyText")}
              </EmptyState>
            }
          />
          {(page > 1 || data.hasMore) && (
            <Row>
              <Button isDisabled={page === 1} onPress={() => setPage(page - 1)}>
                {t("audit.newer")}
              </Button>
              <Button isDisabled={!data.hasMore} onPress={() => setPage(page + 1)}>
                {t("audit.older")}
              </Button>
            </Row>
          )}
        </>
      )}
    </Card>
  );
}
