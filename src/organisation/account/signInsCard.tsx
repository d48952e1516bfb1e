import { useQuery } from "@tanstack/react-query";
import { Badge, Card, Skeleton, Table, useFormat, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./page.text.ts";
import { useDeviceName } from "./useDeviceName.ts";

/** When somebody came in as her, how, and who did not: so that she sees what was not her. */
export function SignInsCard() {
  const t = useText(text);
  const format = useFormat();
  const nameOf = useDeviceName();
  const { data } = useQuery({
    queryKey: ["account", "signIns"],
    queryFn: () => answer(client["sign-ins"].$get()),
  });
  return (
    <Card title={t("signIns.title")}>
      <p>{t("signIns.text")}</p>
      {!data ? (
        <Skeleton lines={4} />
      ) : (
        <Table
          label={t("signIns.title")}
          rows={data}
          keyOf={({ id }) => id}
          columns={[
            { key: "at", label: t("signIns.at"), isHeader: true, render: ({ at }) => format.dateTime(at) },
            {
              key: "way",
              label: t("signIns.way"),
              render: ({ way, isRefused }) => (
                <>
                  {t(`signIns.way.${way}`)} {isRefused && <Badge tone="danger">{t("signIns.refused")}</Badge>}
                </>
              ),
            },
            { key: "device", label: t("sessions.where"), render: nameOf },
          ]}
        />
      )}
    </Card>
  );
}
