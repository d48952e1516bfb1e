import { useText } from "#design/index.ts";
import { text } from "./text.ts";
import type { OverviewUnit } from "./wire.ts";

/** What holds a unit up, said shortly: in the list of those that stand still, and beside the unit's steps. */
export function useStillness(): (unit: OverviewUnit) => string | null {
  const t = useText(text);
  return ({ stillness }) => {
    if (!stillness) return null;
    if (stillness.why === "notBegun") return t("still.notBegun");
    const values = { count: stillness.days, step: "step" in stillness ? stillness.step : "" };
    return t(`still.${stillness.why}`, values);
  };
}
