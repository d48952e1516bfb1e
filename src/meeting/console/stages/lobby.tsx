import { Card, EmptyState, Link, useFormat, useText, ValueMark } from "#design/index.ts";
import styles from "../console.module.css";
import { dayAhead } from "../door.ts";
import { Qr } from "../qr.tsx";
import { SlidesOlder } from "../slidesOlder.tsx";
import { text } from "../text.ts";
import { useLead, When } from "../use.tsx";

/** People come in; the leader sees how, and what the last meeting decided. */
export function LobbyPanel() {
  const t = useText(text);
  const format = useFormat();
  const { plan, meeting, room } = useLead();
  const isAhead = plan.startsAt !== null && dayAhead(plan.startsAt, new Date(), plan.timeZone) !== null;
  const background = Object.values(room.background);
  return (
    <>
      <SlidesOlder />
      <Card title={t("lobby.title")}>
        <div className={styles.lobby}>
          <div className={styles.lobbyQr}>
            <Qr text={plan.joinUrl} label={t("code.qr")} />
          </div>
          <div className={styles.stack}>
            <p>{t("lobby.text")}</p>
            <p className={styles.codeLetters}>{meeting.joinCode}</p>
            <p className={styles.breaks}>{plan.joinUrl}</p>
            {isAhead && <Link href={`/meetings/${plan.id}/plan#invitation`}>{t("lobby.plan")}</Link>}
          </div>
        </div>
      </Card>
      <Card title={t("lobby.background")} tone="sunken">
        {background.length === 0 ? (
          <EmptyState title={t("lobby.none")}>{t("lobby.noneText")}</EmptyState>
        ) : (
          <ul className={styles.plain}>
            {background.map((each) => {
              const value = each.valueId ? room.values[each.valueId] : undefined;
              return (
                <li key={each.id}>
                  <span className={styles.soft}>{t(`background.${each.kind}`)} </span>
                  {each.situation && <When situation={each.situation} />} <strong>{each.act}</strong>{" "}
                  {each.ownerName}
                  {each.dueOn && ` · ${format.date(each.dueOn)}`}{" "}
                  {value && <ValueMark value={value} size="small" />}
                </li>
              );
            })}
          </ul>
        )}
      </Card>
    </>
  );
}
