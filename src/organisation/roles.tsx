import { Badge, Row, useText } from "#design/index.ts";
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
  return (
    <Row>
      {roles.map(({ role, unitId }) => (
        <Badge key={`${role} ${unitId}`} tone={role === "employee" ? "neutral" : "accent"}>
          {unitId && !isUnitHidden
            ? t("role.inUnit", { role: t(`role.${role}`), unit: unitName(unitId) ?? "…" })
            : t(`role.${role}`)}
        </Badge>
      ))}
    </Row>
  );
}
