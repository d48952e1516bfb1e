import { useQuery } from "@tanstack/react-query";
import { Badge, useFormat, useText } from "#design/index.ts";
import { HomeItem } from "#organisation/homeItem.tsx";
import { isOverdue } from "./model.ts";
import { actionsQuery } from "./queries.ts";
import { text } from "./text.ts";

/** More than these are to be seen on a page of their own. */
const mostShown = 5;

/** What somebody has promised to do, on her front page: what is due first, first. */
export function HomeActions() {
  const t = useText(text);
  const format = useFormat();
  const { data: actions = [] } = useQuery(actionsQuery());
  const open = actions.filter(({ state }) => state === "open");
  const byDue = open.toSorted((a, b) => ((a.dueOn ?? "9999") < (b.dueOn ?? "9999") ? -1 : 1));
  return (
    <>
      {byDue.slice(0, mostShown).map((action) => {
        const isLate = isOverdue(action, format.today());
        return (
          <HomeItem
            key={action.id}
            href="/actions"
            title={action.title}
            detail={
              action.dueOn && (
                <Badge tone={isLate ? "notice" : "neutral"}>
                  {t(isLate ? "action.overdue" : "action.dueOn", {
                    date: format.date(action.dueOn, { style: "medium" }),
                  })}
                </Badge>
              )
            }
          />
        );
      })}
      {open.length > mostShown && <HomeItem href="/actions" title={t("home.all", { count: open.length })} />}
    </>
  );
}
