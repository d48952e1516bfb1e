import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Button, Row, Table, useFormat, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { events } from "./model.ts";
import { text } from "./page.text.ts";
import type { Delivery, Webhook } from "./wire.ts";

const tones = { delivered: "good", waiting: "neutral", failed: "danger" } as const;
const known = ["timeout", "inward", "notHttps", "ECONNREFUSED", "ENOTFOUND", "off", "otherSecret"] as const;

/** What a receiver has been told, the newest first, with each attempt. */
export function DeliveriesTable({ webhook }: { webhook: Webhook }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [page, setPage] = useState(1);
  const { data } = useQuery({
    queryKey: ["webhooks", webhook.id, "deliveries", page],
    queryFn: () =>
      answer(client[":id"].deliveries.$get({ param: { id: webhook.id }, query: { page: String(page) } })),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  const { submit, problem } = useSubmit(
    (delivery: Delivery) =>
      answer(
        client[":id"].deliveries[":deliveryId"].again.$post({
          param: { id: webhook.id, deliveryId: delivery.id },
        }),
      ),
    async () => {
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
      toast({ message: t("log.sentAgain") });
    },
  );
  const said = ({ status, problem: why }: Delivery["attempts"][number]) => {
    if (status !== undefined) return t("log.status", { status: String(status) });
    return known.find((each) => each === why)
      ? t(`log.problem.${why as (typeof known)[number]}`)
      : (why ?? "");
  };
  if (!isOpen)
    return (
      <div>
        <Button size="small" variant="quiet" onPress={() => setIsOpen(true)}>
          {t("log.open")}
        </Button>
      </div>
    );
  return (
    <>
      {problem && <p role="alert">{problem}</p>}
      <Table
        label={t("log.title", { name: webhook.name || webhook.url })}
        rows={data?.deliveries ?? []}
        keyOf={(delivery) => delivery.id}
        columns={[
          {
            key: "type",
            label: t("log.what"),
            isHeader: true,
            render: ({ type }) => {
              // One that an earlier version told of may have no name here: it stands as the receiver got it.
              const event = events.find((each) => each === type);
              return event ? t(`event.${event}`) : type === "test" ? t("log.test") : type;
            },
          },
          { key: "at", label: t("log.at"), render: ({ createdAt }) => format.dateTime(createdAt) },
          {
            key: "state",
            label: t("log.state"),
            render: ({ state }) => <Badge tone={tones[state]}>{t(`log.state.${state}`)}</Badge>,
          },
          {
            key: "attempts",
            label: t("log.attempts"),
            isLong: true,
            render: ({ attempts, nextAt }) => (
              <>
                {attempts.map((attempt) => (
                  <div key={attempt.at}>
                    {format.dateTime(attempt.at)}: {said(attempt)}
                  </div>
                ))}
                {nextAt && <div>{t("log.next", { at: format.dateTime(nextAt) })}</div>}
              </>
            ),
          },
          {
            key: "again",
            label: t("log.again"),
            isLabelHidden: true,
            align: "end",
            render: (delivery) =>
              delivery.state !== "waiting" && (
                <Button size="small" onPress={() => void submit(delivery)}>
                  {t("log.again")}
                </Button>
              ),
          },
        ]}
        empty={data ? <p>{t("log.empty")}</p> : <p>…</p>}
      />
      {(page > 1 || data?.hasMore) && (
        <Row>
          <Button isDisabled={page === 1} onPress={() => setPage(page - 1)}>
            {t("log.newer")}
          </Button>
          <Button isDisabled={!data?.hasMore} onPress={() => setPage(page + 1)}>
            {t("log.older")}
          </Button>
        </Row>
      )}
    </>
  );
}
