import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { EmptyState, LinkButton, Page, Row, Skeleton, useText } from "#design/index.ts";
import { threadQuery } from "./queries.ts";
import { text } from "./text.ts";
import { ThreadView } from "./threadView.tsx";

/** The thread of a unit: from its values to how customers experience them, and what was agreed. */
export function ThreadPage() {
  const t = useText(text);
  const { unitId } = useParams({ strict: false }) as { unitId: string };
  const { data: thread } = useQuery(threadQuery(unitId));
  const isEmpty = thread?.items.every((item) => item.station === "values");
  return (
    <Page
      title={t("thread.title")}
      lead={t("thread.lead")}
      width="wide"
      path={thread ? [{ label: thread.unitName, href: `/units/${unitId}` }] : []}
    >
      {!thread && <Skeleton lines={8} />}
      {thread && isEmpty && (
        <EmptyState
          title={t("thread.empty")}
          action={
            <Row>
              <LinkButton href={`/units/${unitId}`} variant="primary">
                {t("thread.toUnit")}
              </LinkButton>
            </Row>
          }
        >
          {t("thread.emptyText")}
        </EmptyState>
      )}
      {thread && !isEmpty && <ThreadView thread={thread} address={`/units/${unitId}/thread`} />}
    </Page>
  );
}
