import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  Card,
  ConfirmDialog,
  FormErrors,
  Link,
  LinkButton,
  Notice,
  Row,
  Table,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "../client.ts";
import styles from "../pulse.module.css";
import { pulseKey } from "../queries.ts";
import { text } from "../text.ts";
import type { Pulse } from "../wire.ts";
import { cardsQuery } from "./queries.ts";
import type { EmployeesCard } from "./wire.ts";

const withoutScheme = (link: string): string => link.replace(/^https?:\/\//u, "");

/** Cards for customers who are met in person: a link and a code for each employee, printed, renewed and turned off. */
export function CardsCard({ pulse, mayEdit }: { pulse: Pulse; mayEdit: boolean }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data } = useQuery(cardsQuery(pulse.id));
  const param = { id: pulse.id };
  const refresh = () => queries.invalidateQueries({ queryKey: pulseKey(pulse.id) });
  const make = useSubmit(
    () => answer(client.pulses[":id"].cards.$post({ param })),
    async ({ made }) => {
      await refresh();
      toast({ message: t("cards.made", { count: made }) });
    },
  );
  const change = useSubmit(
    async ({ personId, isOn }: { personId: string; isOn: boolean }) => {
      await answer(
        client.pulses[":id"].cards[":personId"].$put({ param: { ...param, personId }, json: { isOn } }),
      );
      return isOn;
    },
    async (isOn) => {
      await refresh();
      toast({ message: t(isOn ? "cards.renewed" : "cards.turnedOff") });
    },
  );
  if (!data || (!data.isOn && !mayEdit)) return null;
  const sheet = `/api/pulse/pulses/${pulse.id}/cards.pdf`;
  const hasCards = data.cards.some(({ link }) => link);
  return (
    <Card title={t("cards.title")}>
      {mayEdit && <p>{t("cards.lead")}</p>}
      {data.isOn && pulse.state === "draft" && <Notice>{t("cards.waits")}</Notice>}
      {data.isOn && pulse.state !== "draft" && (
        <p>
          {t("cards.answered", { count: data.answered })}{" "}
          {data.notCounted > 0 && t("cards.notCounted", { count: data.notCounted })}
        </p>
      )}
      {data.cards.length > 0 && (
        <Table<EmployeesCard>
          label={t("cards.list")}
          keyOf={({ personId }) => personId}
          rows={data.cards}
          columns={[
            { key: "name", label: t("cards.employee"), isHeader: true, render: ({ name }) => name },
            {
              key: "link",
              label: t("cards.link"),
              render: ({ link, name }) =>
                link ? (
                  <span className={styles.address}>
                    <Link href={link} aria-label={`${withoutScheme(link)}, ${name}`}>
                      {withoutScheme(link)}
                    </Link>
                  </span>
                ) : (
                  t("cards.none")
                ),
            },
            {
              key: "actions",
              label: t("cards.actions"),
              isLabelHidden: true,
              render: (card) => (
                <div className={styles.rowActions}>
                  {card.link && (
                    <Link
                      href={`${sheet}?personId=${card.personId}`}
                      aria-label={`${t("cards.printOne")}: ${card.name}`}
                    >
                      {t("cards.printOne")}
                    </Link>
                  )}
                  {mayEdit && card.link && (
                    <>
                      <ConfirmDialog
                        title={t("cards.renewTitle")}
                        confirmLabel={t("cards.renew")}
                        onConfirm={() => void change.submit({ personId: card.personId, isOn: true })}
                        busy={change.busy}
                        trigger={
                          <Button
                            size="small"
                            variant="quiet"
                            aria-label={`${t("cards.renew")}: ${card.name}`}
                          >
                            {t("cards.renew")}
                          </Button>
                        }
                      >
                        {t("cards.renewText")}
                      </ConfirmDialog>
                      <Button
                        size="small"
                        variant="quiet"
                        busy={change.busy}
                        aria-label={`${t("cards.off")}: ${card.name}`}
                        onPress={() => void change.submit({ personId: card.personId, isOn: false })}
                      >
                        {t("cards.off")}
                      </Button>
                    </>
                  )}
                  {mayEdit && !card.link && (
                    <Button
                      size="small"
                      variant="quiet"
                      busy={change.busy}
                      aria-label={`${t("cards.makeOne")}: ${card.name}`}
                      onPress={() => void change.submit({ personId: card.personId, isOn: true })}
                    >
                      {t("cards.makeOne")}
                    </Button>
                  )}
                </div>
              ),
            },
          ]}
        />
      )}
      <Row>
        {hasCards && <LinkButton href={sheet}>{t("cards.print")}</LinkButton>}
        {mayEdit && !data.isOn && (
          <Button busy={make.busy} onPress={() => void make.submit(undefined)}>
            {t("cards.make")}
          </Button>
        )}
      </Row>
      <FormErrors problem={make.problem ?? change.problem} />
    </Card>
  );
}
