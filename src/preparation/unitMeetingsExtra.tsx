import { useQuery } from "@tanstack/react-query";
import { Badge, Card, Link, Skeleton, useFormat, useText } from "#design/index.ts";
import type { UnitExtra } from "#guide/rowExtras.ts";
import { useMay } from "#organisation/session.tsx";
import type { UnitMeeting } from "./ahead.wire.ts";
import styles from "./meeting.module.css";
import { unitMeetingsQuery } from "./queries.ts";
import { text } from "./text.ts";

function MeetingLine({ meeting }: { meeting: UnitMeeting }) {
  const t = useText(text);
  const format = useFormat();
  const { id, title, state, startsAt, timeZone, place, leads } = meeting;
  const when = startsAt ? format.dateTime(startsAt, { style: "medium", timeZone }) : t("plan.noTime");
  const isHeld = state === "closed";
  const href = isHeld
    ? `/meetings/${id}/minutes`
    : `/meetings/${id}/${state === "running" ? "lead" : "plan"}`;
  return (
    <li>
      <div>
        {isHeld || leads ? <Link href={href}>{title}</Link> : <strong>{title}</strong>}
        <div className={styles["when"]}>{[when, isHeld ? "" : place.trim()].filter(Boolean).join(" · ")}</div>
      </div>
      {isHeld ? (
        <Link href={href} aria-label={`${t("meeting.minutes")}: ${title}, ${when}`}>
          {t("meeting.minutes")}
        </Link>
      ) : (
        <Badge tone={state === "running" ? "accent" : "neutral"}>{t(`state.${state}`)}</Badge>
      )}
    </li>
  );
}

function Meetings({ unitId }: { unitId: string }) {
  const t = useText(text);
  const { data: meetings } = useQuery(unitMeetingsQuery(unitId));
  if (!meetings) return <Skeleton lines={2} />;
  if (meetings.length === 0) return <p>{t("unitMeetings.none")}</p>;
  return (
    <ul className={styles["meetings"]}>
      {meetings.map((meeting) => (
        <MeetingLine key={meeting.id} meeting={meeting} />
      ))}
    </ul>
  );
}

/** On a unit's page: its meetings, those ahead first, then those held with their minutes. */
export const UnitMeetingsExtra: UnitExtra = ({ unitId }) => {
  const t = useText(text);
  const { may } = useMay();
  if (!may("meeting.see", { unitId })) return null;
  return (
    <Card title={t("unitMeetings.title")}>
      <Meetings unitId={unitId} />
    </Card>
  );
};
