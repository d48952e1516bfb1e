import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  Badge,
  Button,
  Card,
  EmptyState,
  FormErrors,
  LinkButton,
  Page,
  Skeleton,
  Table,
  useFormat,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { oneToOnesKey, oneToOnesQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { SeriesSummary } from "./wire.ts";

function SeriesTable({ series, label }: { series: SeriesSummary[]; label: string }) {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const begin = useSubmit(
    (employeeId: string) => answer(client["one-to-ones"].$post({ json: { employeeId } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: oneToOnesKey });
      await navigate({ to: `/one-to-ones/${id}` });
    },
  );
  const day = (instant: string) => format.date(instant, { style: "medium" });
  return (
    <>
      <FormErrors problem={begin.problem} />
      <Table
        label={label}
        rows={series}
        keyOf={({ personId, unitId, as }) => `${as} ${personId} ${unitId}`}
        columns={[
          { key: "name", label, isHeader: true, render: ({ name }) => name },
          {
            key: "next",
            label: t("list.next"),
            render: ({ nextAt, nextId, isOver }) => {
              if (isOver) return t("list.over");
              return nextAt ? format.dateTime(nextAt) : nextId ? t("list.noDate") : "–";
            },
          },
          {
            key: "last",
            label: t("list.last"),
            render: ({ lastHeldAt }) => (lastHeldAt ? day(lastHeldAt) : "–"),
          },
          {
            key: "open",
            label: t("list.open"),
            render: ({ openActions }) =>
              openActions > 0 ? (
                <span>
                  <Badge>{t("list.actions", { count: openActions })}</Badge>
                </span>
              ) : (
                "–"
              ),
          },
          {
            key: "way",
            label: t("list.way"),
            isLabelHidden: true,
            render: ({ nextId, personId, name, as, isOver }) =>
              nextId ? (
                <LinkButton
                  size="small"
                  href={`/one-to-ones/${nextId}`}
                  aria-label={t(isOver ? "list.readWith" : "list.openWith", { name })}
                >
                  {t(isOver ? "list.read" : "list.prepare")}
                </LinkButton>
              ) : (
                as === "leader" && (
                  <Button
                    size="small"
                    busy={begin.busy}
                    aria-label={t("list.beginWith", { name })}
                    onPress={() => void begin.submit(personId)}
                  >
                    {t("list.begin")}
                  </Button>
                )
              ),
          },
        ]}
      />
    </>
  );
}

/** A leader's employees by name, and an employee's own conversations. */
export function OneToOnesPage() {
  const t = useText(text);
  const { data: series } = useQuery(oneToOnesQuery);
  const led = series?.filter(({ as }) => as === "leader") ?? [];
  const own = series?.filter(({ as }) => as === "employee") ?? [];
  return (
    <Page title={t("list.title")} lead={t("list.lead")}>
      {!series && <Skeleton lines={6} />}
      {series?.length === 0 && <EmptyState title={t("list.empty")}>{t("list.emptyText")}</EmptyState>}
      {led.length > 0 && (
        <Card title={t("list.mine")}>
          <SeriesTable series={led} label={t("list.employee")} />
        </Card>
      )}
      {own.length > 0 && (
        <Card title={t("list.withLeader")}>
          <SeriesTable series={own} label={t("list.leader")} />
        </Card>
      )}
      <p>{t("list.whoReads")}</p>
    </Page>
  );
}
