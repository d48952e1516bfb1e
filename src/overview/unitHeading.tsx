import type { CSSProperties, ReactNode } from "react";
import { Link } from "#design/index.ts";
import styles from "./overview.module.css";

/** How many columns a table has beside its heads: it grows wider than its frame rather than narrower than its words. */
export const columnsStyle = (count: number): CSSProperties => ({ "--columns": count }) as CSSProperties;

/** A unit as the head of its row, as far in as it lies in the tree; flat where the rows above it may be missing. */
export function UnitHeading({
  unit,
  isFlat,
  children,
}: {
  unit: { unitId: string; name: string; depth: number };
  isFlat: boolean;
  children?: ReactNode;
}) {
  return (
    <th scope="row" style={{ "--depth": isFlat ? 0 : Math.min(unit.depth, 6) } as CSSProperties}>
      <Link href={`/units/${unit.unitId}`}>{unit.name}</Link>
      {children && <div className={styles.aside}>{children}</div>}
    </th>
  );
}
