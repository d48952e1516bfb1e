import { Badge, Row, useFormat, useText } from "#design/index.ts";
import type { HeldRole } from "./model.ts";
import { text } from "./page.text.ts";

type RolesProps = {
  roles: readonly HeldRole[];
  unitName: (unitId: string) => string | undefined;
  /** Where the unit is plain from the place it stands in. */
  isUnitHidden?: boolean;
};

export function Roles({ roles, unitName, isUnitHidden }: RolesProps) {
  const t = useText(text);
  const format = useFormat();
  const named = ({ role, unitId }: HeldRole) =>
    unitId && !isUnitHidden
      ? t("role.inUnit", { role: t(`role.${role}`), unit: unitName(unitId) ?? "…" })
      : t(`role.${role}`);
  /** A deputy's says how long; the first day only until it has come. */
  const said = (held: HeldRole) => {
    const isLater = held.from && held.from > new Date().toISOString().slice(0, 10);
    const [from, day] = [held.from, held.until].map((date) => (date ? format.date(date) : ""));
    const values = { role: named(held), from: from!, day: day! };
    if (isLater) return t(held.until ? "role.fromUntil" : "role.from", values);
    return held.until ? t("role.until", values) : values.role;
  };
  return (
    <Row>
      {roles.map((held) => (
        <Badge
          key={`${held.role} ${held.unitId} ${held.from} ${held.until}`}
          tone={held.role === "employee" ? "neutral" : "accent"}
        >
          {said(held)}
        </Badge>
      ))}
    </Row>
  );
}
