import { Card, LinkButton, useText } from "#design/index.ts";
import type { UnitExtra } from "#guide/rowExtras.ts";
import { useMay } from "#organisation/session.tsx";
import { text } from "./text.ts";

/** On the unit's page: the way to what customers have answered. */
export const UnitResultsExtra: UnitExtra = ({ unitId }) => {
  const t = useText(text);
  const { may } = useMay();
  if (!may("results.seeUnit", { unitId })) return null;
  return (
    <Card
      title={t("results.link")}
      actions={<LinkButton href={`/units/${unitId}/results`}>{t("results.see")}</LinkButton>}
    >
      <p>{t("results.linkText")}</p>
    </Card>
  );
};
