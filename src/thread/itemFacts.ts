import { createContext, use } from "react";
import { useFormat, useText } from "#design/index.ts";
import type { Item } from "./model/thread.ts";
import { text } from "./text.ts";

/** Where the threads of several units stand in one: what each is called. */
export const UnitNames = createContext<ReadonlyMap<string, string>>(new Map());

/** The one short line under an item: what there is to know about it at a glance. */
export function useItemFacts() {
  const t = useText(text);
  const format = useFormat();
  const unitNames = use(UnitNames);
  const unitOf = ({ unitId }: Item) => unitNames.get(unitId ?? "") ?? "";
  const day = (moment: string) => format.date(moment, { style: "medium" });
  const one = (value: number) => format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const ownFactOf = (item: Item): string => {
    switch (item.station) {
      case "values":
        return "";
      case "statements":
        return [item.rank === null ? "" : t("fact.rank", { rank: item.rank }), item.source]
          .filter(Boolean)
          .join(" · ");
      case "pointedTo":
        return item.isLeadersOwn ? t("fact.leadersOwn") : "";
      case "notes":
        return [
          t("fact.notes", { count: item.notes.length }),
          item.dots === null ? "" : t("fact.dots", { count: item.dots }),
        ]
          .filter(Boolean)
          .join(" · ");
      case "decided":
        if (item.isRetired) return t(item.replacedBy ? "fact.replaced" : "fact.retired");
        return item.decidedAt ? t("fact.decided", { date: day(item.decidedAt) }) : "";
      case "questions":
        return t("fact.asked", { pulse: item.pulse, state: t(`pulse.${item.state as "open"}`) });
      case "experience":
        return item.result.shown === "mean"
          ? t("fact.mean", {
              mean: one(item.result.mean),
              low: one(item.result.low),
              high: one(item.result.high),
              count: item.result.n,
            })
          : t("fact.tooFew");
      case "agreed":
        if (item.kind !== "action") return t(`agreed.${item.kind}`);
        if (item.state === "done") return t("fact.done");
        return item.dueOn ? t("fact.due", { date: day(item.dueOn) }) : t("fact.noDate");
    }
  };
  const factOf = (item: Item): string => [unitOf(item), ownFactOf(item)].filter(Boolean).join(" · ");
  return { factOf, unitOf, one, day };
}
