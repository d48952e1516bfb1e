import { useQuery } from "@tanstack/react-query";
import { Card, Skeleton, Table, useFormat, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";

/** How long what is kept, and that it is really deleted. */
export function RetentionCard() {
  const t = useText(text);
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ["privacy", "retention"],
    queryFn: () => answer(client.retention.$get()),
  });
  return (
    <Card title={t("retention.title")}>
      {!data ? (
        <Skeleton lines={6} />
      ) : (
        <>
          <p>
            {data.ranAt ? t("retention.ran", { at: format.dateTime(data.ranAt) }) : t("retention.notYet")}
          </p>
          <Table
            label={t("retention.title")}
            rows={data.periods}
            keyOf={({ key }) => key}
            columns={[
              {
                key: "what",
                label: t("retention.what"),
                isHeader: true,
                render: ({ key }) => t(`retention.of.${key}`),
              },
              {
                key: "days",
                label: t("retention.after"),
                render: ({ days }) => t("retention.days", { count: days }),
              },
              {
                key: "rows",
                label: t("retention.rows"),
                align: "end",
                render: ({ rows }) => format.number(rows),
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}
