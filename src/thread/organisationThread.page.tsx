import { useQuery } from "@tanstack/react-query";
import { EmptyState, LinkButton, Page, Skeleton, useText } from "#design/index.ts";
import { organisationThreadQuery } from "./queries.ts";
import { text } from "./text.ts";
import { ThreadView } from "./threadView.tsx";

/** The threads of all units in one, for those who answer for the whole: from the values to what customers experience. */
export function OrganisationThreadPage() {
  const t = useText(text);
  const { data: thread } = useQuery(organisationThreadQuery);
  const isEmpty = thread?.items.every((item) => item.station === "values");
  return (
    <Page
      title={t("organisation.title")}
      lead={t("organisation.lead")}
      width="wide"
      path={[{ label: t("threads.title"), href: "/thread" }]}
    >
      {!thread && <Skeleton lines={8} />}
      {thread && isEmpty && (
        <EmptyState
          title={t("thread.empty")}
          action={
            <LinkButton href="/overview" variant="primary">
              {t("organisation.toOverview")}
            </LinkButton>
          }
        >
          {t("organisation.emptyText")}
        </EmptyState>
      )}
      {thread && !isEmpty && (
        <ThreadView thread={thread} units={thread.units} address="/thread/organisation" />
      )}
    </Page>
  );
}
