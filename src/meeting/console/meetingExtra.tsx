import { useQuery } from "@tanstack/react-query";
import { Link, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { meetingsQuery } from "#preparation/queries.ts";
import { text } from "./text.ts";

/** In the row of the meeting: that one is planned or under way, and the way to lead it. */
export const MeetingExtra: RowExtra = ({ journeyId, mayEdit }) => {
  const t = useText(text);
  const { data } = useQuery(meetingsQuery(journeyId));
  const meeting =
    data?.find(({ state }) => state === "running") ?? data?.find(({ state }) => state === "planned");
  if (!meeting || !mayEdit) return null;
  return (
    <Link href={`/meetings/${meeting.id}/lead`}>
      {t(meeting.state === "running" ? "extra.running" : "extra.lead")}
    </Link>
  );
};
