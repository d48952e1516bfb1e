import { useQuery } from "@tanstack/react-query";
import { Badge, useFormat, useText } from "#design/index.ts";
import { HomeItem } from "#organisation/homeItem.tsx";
import { myMeetingsQuery } from "./queries.ts";
import { text } from "./text.ts";

/** On the front page: the next meeting of each unit that somebody leads or is expected at. */
export function HomeMeetings() {
  const t = useText(text);
  const format = useFormat();
  const { data: meetings = [] } = useQuery(myMeetingsQuery);
  return meetings.map(({ id, href, unitName, isRunning, startsAt, timeZone }) => (
    <HomeItem
      key={id}
      href={href}
      title={t("home.meeting", { unit: unitName })}
      detail={
        <Badge tone={isRunning ? "accent" : "neutral"}>
          {isRunning
            ? t("state.running")
            : startsAt
              ? format.dateTime(startsAt, { style: "medium", timeZone })
              : t("plan.noTime")}
        </Badge>
      }
    />
  ));
}
