import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  Card,
  EmptyState,
  Link,
  LinkButton,
  Page,
  Pager,
  Row,
  Select,
  Skeleton,
  TextField,
  useText,
} from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import { overviewQuery } from "./client.ts";
import { ExperienceTable } from "./experienceTable.tsx";
import { InCommon } from "./inCommon.tsx";
import styles from "./overview.module.css";
import { StepsTable } from "./stepsTable.tsx";
import { useStillness } from "./stillness.ts";
import { text } from "./text.ts";
import type { OverviewUnit } from "./wire.ts";

const pageSize = 40;

function StandingStill({ units }: { units: readonly OverviewUnit[] }) {
  const t = useText(text);
  const stillness = useStillness();
  const still = units.filter((unit) => unit.stillness);
  return (
    <Card title={t("still.title")}>
      {still.length === 0 ? (
        <p>{t("still.none")}</p>
      ) : (
        <>
          <p>{t("still.lead", { count: still.length })}</p>
          <ul className={styles.list}>
            {still.slice(0, 12).map((unit) => (
              <li key={unit.unitId}>
                <Link href={`/units/${unit.unitId}`}>{unit.name}</Link>: {stillness(unit)}
              </li>
            ))}
          </ul>
          {still.length > 12 && <p>{t("still.more", { count: still.length - 12 })}</p>}
        </>
      )}
    </Card>
  );
}

/** Every unit at a glance, for those who answer for the whole: how far, what, and how it is experienced. Nobody by name. */
export function OverviewPage() {
  const t = useText(text);
  const { may } = useMay();
  const { data } = useQuery(overviewQuery);
  const [search, setSearch] = useState("");
  const [which, setWhich] = useState("all");
  const [page, setPage] = useState(1);
  if (!data)
    return (
      <Page title={t("title")} width="wide">
        <Skeleton lines={8} />
      </Page>
    );
  if (data.units.length === 0)
    return (
      <Page title={t("title")}>
        <EmptyState
          title={t("empty")}
          action={
            may("organisation.manage") && (
              <LinkButton href="/organisation/units" variant="primary">
                {t("emptyAction")}
              </LinkButton>
            )
          }
        >
          {t("emptyText")}
        </EmptyState>
      </Page>
    );
  const wanted = search.trim().toLocaleLowerCase();
  const found = data.units.filter(
    (unit) => unit.name.toLocaleLowerCase().includes(wanted) && (which === "all" || unit.stillness),
  );
  const from = (Math.min(page, Math.ceil(found.length / pageSize) || 1) - 1) * pageSize;
  const shown = found.slice(from, from + pageSize);
  const isNarrowed = wanted !== "" || which !== "all";
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="wide"
      actions={<LinkButton href="/thread/organisation">{t("toThread")}</LinkButton>}
    >
      <StandingStill units={data.units} />
      <Row>
        <TextField
          label={t("search")}
          value={search}
          onChange={(value) => {
            setSearch(value);
            setPage(1);
          }}
        />
        <Select
          label={t("which")}
          value={which}
          onChange={(value) => {
            setWhich(value);
            setPage(1);
          }}
          options={[
            { value: "all", label: t("which.all") },
            { value: "still", label: t("which.still") },
          ]}
        />
      </Row>
      {shown.length === 0 ? (
        <EmptyState title={t("noneFound")}>{t("noneFoundText")}</EmptyState>
      ) : (
        <>
          <StepsTable units={shown} steps={data.steps} isFlat={isNarrowed} />
          <ExperienceTable units={shown} minimum={data.minimum} isFlat={isNarrowed} />
          <Pager page={from / pageSize + 1} pageSize={pageSize} total={found.length} onPage={setPage} />
        </>
      )}
      <InCommon groups={data.inCommon} />
    </Page>
  );
}
