import { Card, LinkButton, useText } from "#design/index.ts";
import type { UnitExtra } from "#guide/rowExtras.ts";
import { useMay } from "#organisation/session.tsx";
import { text } from "./text.ts";

/** On the unit's page: the way to its thread. */
export const UnitThreadExtra: UnitExtra = ({ unitId }) => {
  const t = useText(text);
  const { may } = useMay();
  if (!may("thread.see", { unitId })) return null;
  return (
    <Card
      title={t("thread.title")}
      actions={<LinkButton href={`/units/${unitId}/thread`}>{t("thread.open")}</LinkButton>}
    >
      <p>{t("thread.lead")}</p>
    </Card>
  );
};
