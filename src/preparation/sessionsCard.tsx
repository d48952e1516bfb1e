import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { behavioursQuery } from "#behaviour/queries.ts";
import {
  Badge,
  Button,
  Card,
  DateField,
  Dialog,
  FieldRow,
  Form,
  FormErrors,
  Link,
  Notice,
  Row,
  TextField,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import styles from "./meeting.module.css";
import type { Plan, Session } from "./meeting.wire.ts";
import { mayChange } from "./model/sending.ts";
import { sessionsQuery } from "./queries.ts";
import { SessionChoice } from "./sessionChoice.tsx";
import { text } from "./text.ts";
import { useRefresh } from "./usePlan.ts";
import { type Which, WhichHour } from "./whichHour.tsx";

/** For those who work in shifts: the same plan held more than once, each session with a time, people and invitation of its own. */
export function SessionsCard({ plan }: { plan: Plan }) {
  const t = useText(text);
  const toast = useToast();
  const refresh = useRefresh();
  const { data: sessions } = useQuery(sessionsQuery(plan.id));
  const param = { id: plan.id };
  const divide = useSubmit(
    () => answer(client.meetings[":id"].sessions.divided.$post({ param })),
    async ({ moved }) => {
      await refresh();
      toast({ message: t(moved === 0 ? "sessions.areEven" : "sessions.divided", { count: moved }) });
    },
  );
  const align = useSubmit(
    () => answer(client.meetings[":id"].sessions.aligned.$post({ param })),
    async ({ aligned }) => {
      await refresh();
      toast({ message: t("sessions.aligned", { count: aligned }) });
    },
  );
  if (!sessions) return null;
  const isAlone = sessions.length === 1;
  if (isAlone && plan.state === "closed") return null;
  const open = sessions.filter((session) => mayChange(session, "people"));
  const differ = sessions.filter(({ id, differs }) => differs && id !== plan.id);
  return (
    <Card title={t(isAlone ? "sessions.alone" : "sessions.title", { count: sessions.length })} tone="sunken">
      {isAlone && <p>{t("sessions.lead")}</p>}
      {!isAlone && (
        <ul className={styles.sessions}>
          {sessions.map((session) => (
            <SessionLine key={session.id} session={session} isThis={session.id === plan.id} />
          ))}
        </ul>
      )}
      {open.length > 1 && open.some(({ byChoice }) => byChoice) && <p>{t("sessions.choice.isOn")}</p>}
      {differ.length > 0 && <Notice>{t("sessions.differ", { count: differ.length })}</Notice>}
      <Row>
        <NewSession plan={plan} />
        {open.length > 1 && (
          <Button busy={divide.busy} onPress={() => void divide.submit(undefined)}>
            {t("sessions.divide")}
          </Button>
        )}
        {open.length > 1 && <SessionChoice meetingId={plan.id} sessions={open} />}
        {differ.length > 0 && (
          <Button busy={align.busy} onPress={() => void align.submit(undefined)}>
            {t("sessions.align")}
          </Button>
        )}
      </Row>
      <FormErrors problem={divide.problem ?? align.problem} />
      {!isAlone && plan.journeyId && <DecidedTogether journeyId={plan.journeyId} sessions={sessions} />}
    </Card>
  );
}

function SessionLine({ session, isThis }: { session: Session; isThis: boolean }) {
  const t = useText(text);
  const format = useFormat();
  const { id, startsAt, timeZone, place, state, isInvited, participants, saidYes } = session;
  const when = startsAt ? format.dateTime(startsAt, { style: "full", timeZone }) : t("plan.noTime");
  const who = isInvited
    ? t("sessions.answered", { count: participants, yes: saidYes })
    : t("sessions.people", { count: participants });
  const seats =
    session.left !== null && mayChange(session, "people")
      ? t("sessions.seatsLeft", { count: session.left })
      : "";
  return (
    <li className={styles.session} aria-current={isThis || undefined}>
      <div>
        {isThis ? <strong>{when}</strong> : <Link href={`/meetings/${id}/plan`}>{when}</Link>}
        <span>{[place, who, seats].filter(Boolean).join(" · ")}</span>
      </div>
      <Row>
        {isThis && <Badge tone="accent">{t("sessions.this")}</Badge>}
        {state !== "planned" && state !== "cancelled" && <Badge>{t(`state.${state}`)}</Badge>}
        {state === "cancelled" && <Badge tone="notice">{t("state.cancelled")}</Badge>}
        {state === "closed" && <Link href={`/meetings/${id}/minutes`}>{t("meeting.minutes")}</Link>}
      </Row>
    </li>
  );
}

/** What the sessions have come to so far, with the day on which it was decided. */
function DecidedTogether({ journeyId, sessions }: { journeyId: string; sessions: readonly Session[] }) {
  const t = useText(text);
  const format = useFormat();
  const { data: behaviours } = useQuery(behavioursQuery({ journeyId }));
  const held = sessions.filter(({ state }) => state === "closed");
  const decided = behaviours?.filter(
    ({ kind, meetingId }) => kind === "decided" && held.some(({ id }) => id === meetingId),
  );
  if (held.length === 0 || !decided) return null;
  return (
    <section>
      <h3>{t("sessions.together")}</h3>
      {decided.length === 0 && <p>{t("sessions.nothing")}</p>}
      <ul>
        {decided.map(({ id, situation, act, meetingId }) => {
          const session = held.find((each) => each.id === meetingId);
          const day = session?.startsAt && format.date(session.startsAt, { style: "medium" });
          return (
            <li key={id}>
              {situation && `${t("behaviour.whenShown", { situation })} `}
              <strong>{act}</strong> {day && <Badge>{day}</Badge>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function NewSession({ plan }: { plan: Plan }) {
  const t = useText(text);
  return (
    <Dialog title={t("sessions.add")} trigger={<Button>{t("sessions.add")}</Button>}>
      {({ close }) => <NewSessionForm plan={plan} close={close} />}
    </Dialog>
  );
}

function NewSessionForm({ plan, close }: { plan: Plan; close: () => void }) {
  const t = useText(text);
  const toast = useToast();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [day, setDay] = useState(plan.startsAtLocal?.slice(0, 10) ?? "");
  const [time, setTime] = useState("");
  const [place, setPlace] = useState(plan.place);
  const [whichHour, setWhichHour] = useState<Which | null>(null);
  const add = useSubmit(
    () =>
      answer(
        client.meetings[":id"].sessions.$post({
          param: { id: plan.id },
          json: { startsAtLocal: `${day}T${time}`, ...(whichHour && { whichHour }), place },
        }),
      ),
    async ({ id }) => {
      close();
      await refresh();
      await navigate({ to: `/meetings/${id}/plan` });
      toast({ message: t("sessions.added") });
    },
  );
  return (
    <Form
      onSubmit={() => void add.submit(undefined)}
      actions={
        <Button type="submit" variant="primary" busy={add.busy} isDisabled={!day || !time}>
          {t("sessions.addIt")}
        </Button>
      }
    >
      <p>{t("sessions.addText")}</p>
      <FieldRow>
        <DateField
          label={t("details.day")}
          value={day}
          onChange={setDay}
          error={add.errors["startsAtLocal"]}
        />
        <DateField
          kind="time"
          label={t("details.time", { zone: plan.timeZone })}
          value={time}
          onChange={setTime}
        />
      </FieldRow>
      <WhichHour
        {...{ day, time, timeZone: plan.timeZone }}
        value={whichHour}
        onChange={setWhichHour}
        error={add.errors["whichHour"]}
      />
      <TextField label={t("details.place")} value={place} onChange={setPlace} maxLength={500} />
      <FormErrors problem={add.problem} />
    </Form>
  );
}
