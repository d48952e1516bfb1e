import { useState } from "react";
import { Button, DateField, Switch, useFormat, useText } from "#design/index.ts";
import { momentOf, wallTimeOf } from "#preparation/model/moment.ts";
import { reminderAt } from "../model/deadline.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, useSend } from "./use.tsx";

/** Until when, and which mails go with it. The hour is the meeting's own, wherever the device thinks it is. */
export function useUntil(usual: { tells: boolean; reminds: boolean }) {
  const { round, meeting, connection } = useLead();
  const { timeZone } = meeting;
  const stands = round?.deadline ? wallTimeOf(round.deadline, timeZone) : null;
  const [written, setAt] = useState<string | null>(null);
  const [tells, setTells] = useState(usual.tells);
  const [reminds, setReminds] = useState(usual.reminds);
  const at = written ?? (stands ? `${stands.day}T${stands.time}` : "");
  const [day = "", time = ""] = at.split("T");
  const moment = momentOf({ day, time, timeZone });
  const deadline = "problem" in moment ? null : moment.instant;
  const now = new Date(connection.now()).toISOString();
  return {
    ...{ at, setAt, tells, setTells, reminds, setReminds, deadline },
    /** Something is written that is no time. */
    isMissing: at !== "" && deadline === null,
    doesNotExist: "problem" in moment && moment.problem === "doesNotExist",
    isPast: deadline !== null && Date.parse(deadline) <= connection.now(),
    remindsAt: deadline && reminderAt(now, deadline),
    fields: { deadline, tells: deadline !== null && tells, reminds: deadline !== null && reminds },
  };
}

export function Until({ until }: { until: ReturnType<typeof useUntil> }) {
  const t = useText(text);
  const format = useFormat();
  const { meeting, plan } = useLead();
  const { timeZone } = meeting;
  const { deadline, remindsAt } = until;
  return (
    <>
      <DateField
        label={t("deadline.label")}
        description={t("deadline.zone", { zone: timeZone })}
        kind="datetime-local"
        value={until.at}
        onChange={until.setAt}
        error={until.doesNotExist ? t("deadline.missing") : until.isPast ? t("deadline.past") : undefined}
      />
      {deadline && !until.isPast && (
        <>
          <Switch isSelected={until.tells} onChange={until.setTells}>
            {t("deadline.tells", { count: plan.minutesTo.length })}
          </Switch>
          {remindsAt ? (
            <Switch isSelected={until.reminds} onChange={until.setReminds}>
              {t("deadline.reminds", { at: format.dateTime(remindsAt, { timeZone }) })}
            </Switch>
          ) : (
            <p className={styles.soft}>{t("deadline.tooSoon")}</p>
          )}
        </>
      )}
    </>
  );
}

/** Kept open until then, for those who could not be there. */
export function DeadlineForm({ close }: { close: () => void }) {
  const t = useText(text);
  const { round } = useLead();
  const [send] = useSend();
  const until = useUntil({
    tells: !round?.toldAt && !round?.deadline,
    reminds: !round?.remindedAt && (!round?.deadline || Boolean(round.remindsAt)),
  });
  if (!round) return null;
  return (
    <div className={styles.stack}>
      <p>{t("deadline.text")}</p>
      <Until until={until} />
      <div className={styles.rowOf}>
        <Button
          variant="primary"
          isDisabled={!until.deadline || until.isPast}
          onPress={() => {
            send({ type: "round.deadline", roundId: round.id, ...until.fields });
            close();
          }}
        >
          {t("deadline.set")}
        </Button>
        {round.deadline && (
          <Button
            onPress={() => {
              send({ type: "round.deadline", roundId: round.id, deadline: null });
              close();
            }}
          >
            {t("deadline.remove")}
          </Button>
        )}
      </div>
    </div>
  );
}
