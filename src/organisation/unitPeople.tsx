import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Card, Link, Notice, Pager, Row, Skeleton, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { HeldRole } from "./model.ts";
import { text } from "./page.text.ts";
import { Roles } from "./roles.tsx";
import { useMay } from "./session.tsx";
import styles from "./units.module.css";
import { unitsQuery } from "./units.ts";

const shownFirst = 8;

/** Who works in a unit, and a word where nobody leads it: without a leader nothing can begin. */
export function UnitPeople({ unitId }: { unitId: string }) {
  const t = useText(text);
  const { may } = useMay();
  const [page, setPage] = useState(1);
  const [isWhole, setWhole] = useState(false);
  const query = { unitId, page: String(page) };
  const { data } = useQuery({
    queryKey: ["organisation", "people", query],
    queryFn: () => answer(client.people.$get({ query })),
  });
  const { data: units } = useQuery(unitsQuery);
  const unit = units?.find(({ id }) => id === unitId);
  const here = (roles: readonly HeldRole[]) => roles.filter((held) => held.unitId === unitId);
  const shown = isWhole ? data?.people : data?.people.slice(0, shownFirst);
  const canManage = may("people.manage");
  return (
    <Card
      title={t("unitPeople.title")}
      actions={canManage && <Link href="/organisation/people">{t("unitPeople.manage")}</Link>}
    >
      {!data && <Skeleton lines={3} />}
      {unit?.leaders.length === 0 && (
        <Notice tone="notice">{t(canManage ? "unitPeople.noLeader" : "unitPeople.noLeaderAsk")}</Notice>
      )}
      {data?.total === 0 && <p>{t("unitPeople.none")}</p>}
      {shown && shown.length > 0 && (
        <ul className={styles.members}>
          {shown.map(({ id, name, roles }) => (
            <li key={id}>
              {name} <Roles roles={here(roles)} isUnitHidden unitName={() => undefined} />
            </li>
          ))}
        </ul>
      )}
      {data && !isWhole && data.people.length > shownFirst && (
        <Row>
          <Button size="small" onPress={() => setWhole(true)}>
            {t("unitPeople.all", { count: data.total })}
          </Button>
        </Row>
      )}
      {data && isWhole && (
        <Pager page={data.page} pageSize={data.pageSize} total={data.total} onPage={setPage} />
      )}
    </Card>
  );
}
