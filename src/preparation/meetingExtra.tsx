import { useQuery } from "@tanstack/react-query";
import { Link, useFormat, useText } from "#design/index.ts";
import type { RowExtra } from "#guide/rowExtras.ts";
import { useMay } from "#organisation/session.tsx";
import { meetingsQuery } from "./queries.ts";
import { text } from "./text.ts";

/** In the row of step 3: when the meeting is and who has said yes, or the way to plan it; once held, its minutes. */
export const MeetingExtra: RowExtra = ({ journeyId, unitId, mayEdit }) => {
  const t = useText(text);
  const format = useFormat();
  const { may } = useMay();
  const { data } = useQuery(meetingsQuery(journeyId));
  if (!data) return null;
  const held = data.filter(({ state }) => state !== "cancelled");
  if (held.length === 0)
    return mayEdit ? <Link href={`/journeys/${journeyId}/meeting`}>{t("meeting.plan")}</Link> : null;
  const isOver = held.every(({ state }) => state === "closed");
  const rows = held.map((meeting) => {
    const when = meeting.startsAt
      ? format.dateTime(meeting.startsAt, { style: "medium", timeZone: meeting.timeZone })
      : t("plan.noTime");
    const said = t("extra.saidYes", { yes: meeting.saidYes, of: meeting.participants });
    const label = meeting.isInvited && meeting.state === "planned" ? `${when} · ${said}` : when;
    if (meeting.state === "closed" && may("meeting.see", { unitId }))
      return (
        <span key={meeting.id}>
          {label} · <Link href={`/meetings/${meeting.id}/minutes`}>{t("meeting.minutes")}</Link>
        </span>
      );
    return mayEdit ? (
      <Link key={meeting.id} href={`/meetings/${meeting.id}/plan`}>
        {label}
      </Link>
    ) : (
      <span key={meeting.id}>{label}</span>
    );
  });
  return (
    <>
      {rows}
      {isOver && mayEdit && <Link href={`/journeys/${journeyId}/meeting`}>{t("meeting.planAnother")}</Link>}
    </>
  );
};
