import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, X } from "lucide-react";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  FieldRow,
  Form,
  FormErrors,
  Menu,
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
import type { Participant, Plan, Session } from "./meeting.wire.ts";
import { mayChange } from "./model/sending.ts";
import { sessionsQuery } from "./queries.ts";
import { text } from "./text.ts";
import { useRefresh } from "./usePlan.ts";

const tones = { none: "neutral", yes: "good", maybe: "notice", no: "danger" } as const;

function Person({ plan, person }: { plan: Plan; person: Participant }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const refresh = useRefresh();
  const param = { id: plan.id, participantId: person.id };
  const lead = useSubmit(
    (role: Participant["role"]) =>
      answer(client.meetings[":id"].participants[":participantId"].$patch({ param, json: { role } })),
    refresh,
  );
  const remove = useSubmit(
    () => answer(client.meetings[":id"].participants[":participantId"].$delete({ param })),
    async () => {
      await refresh();
      toast({
        message: t("people.removed", { name: person.name }),
        undo: async () => {
          const { name, email, role } = person;
          const again = { who: "guest", name, email, role } as const;
          await answer(client.meetings[":id"].participants.$post({ param: { id: plan.id }, json: again }));
          await refresh();
        },
      });
    },
  );
  const { data: sessions = [] } = useQuery(sessionsQuery(plan.id));
  const others = sessions.filter((session) => session.id !== plan.id && mayChange(session, "people"));
  const move = useSubmit(
    (to: string) =>
      answer(client.meetings[":id"].participants[":participantId"].moved.$post({ param, json: { to } })),
    async () => {
      await refresh();
      toast({ message: t("sessions.moved", { name: person.name }) });
    },
  );
  const whenOf = ({ startsAt, timeZone }: Session) =>
    startsAt ? format.dateTime(startsAt, { style: "medium", timeZone }) : t("plan.noTime");
  const isLeading = person.role === "coLeader";
  const isFixed = !mayChange(plan, "people");
  return (
    <li className={styles.person}>
      <div className={styles.personName}>
        <span>{person.name}</span>
        <span className={styles.personMail}>{person.email}</span>
        <FormErrors problem={lead.problem ?? remove.problem ?? move.problem} />
      </div>
      <Row>
        {isLeading && <Badge tone="accent">{t("people.leads")}</Badge>}
        {!person.personId && <Badge>{t("people.guest")}</Badge>}
        <Badge tone={tones[person.reply]}>
          {person.reply === "none"
            ? t(person.isInvited ? "people.noReply" : "people.notInvited")
            : t(`people.${person.reply}`)}
        </Badge>
      </Row>
      {!isFixed && (
        <Row>
          {person.personId && (
            <Button
              size="small"
              variant="quiet"
              onPress={() => void lead.submit(isLeading ? "participant" : "coLeader")}
            >
              {t(isLeading ? "people.noLeading" : "people.letLead")}
            </Button>
          )}
          {others.length > 0 && !isLeading && (
            <Menu
              label={t("sessions.move", { name: person.name })}
              trigger={
                <Button
                  size="small"
                  variant="quiet"
                  icon={<ArrowRightLeft aria-hidden />}
                  aria-label={t("sessions.move", { name: person.name })}
                />
              }
              items={others.map((session) => ({
                ...{ id: session.id, label: whenOf(session) },
                onAction: () => void move.submit(session.id),
              }))}
            />
          )}
          <Button
            size="small"
            variant="quiet"
            icon={<X />}
            aria-label={t("people.remove", { name: person.name })}
            onPress={() => void remove.submit(undefined)}
          />
        </Row>
      )}
    </li>
  );
}

/** Who comes: the unit's people in one click, guests by name and mail, and what they have answered. */
export function ParticipantsCard({ plan }: { plan: Plan }) {
  const t = useText(text);
  const toast = useToast();
  const refresh = useRefresh();
  const [guest, setGuest] = useState({ name: "", email: "" });
  const param = { id: plan.id };
  const addUnit = useSubmit(
    () => answer(client.meetings[":id"].participants.$post({ param, json: { who: "unit" } })),
    async ({ added }) => {
      await refresh();
      toast({ message: t("people.added", { count: added }) });
    },
  );
  const addGuest = useSubmit(
    () =>
      answer(
        client.meetings[":id"].participants.$post({
          param,
          json: { who: "guest", role: "participant", ...guest },
        }),
      ),
    async () => {
      setGuest({ name: "", email: "" });
      await refresh();
    },
  );
  const { participants } = plan;
  const count = (reply: Participant["reply"]) => participants.filter((each) => each.reply === reply).length;
  const isFixed = !mayChange(plan, "people");
  return (
    <Card
      title={t("people.heading", { count: participants.length })}
      actions={
        !isFixed && (
          <Button size="small" busy={addUnit.busy} onPress={() => void addUnit.submit(undefined)}>
            {t("people.addUnit", { unit: plan.unitName })}
          </Button>
        )
      }
    >
      {plan.invitedAt && (
        <p>
          {t("people.answers", {
            yes: count("yes"),
            maybe: count("maybe"),
            no: count("no"),
            none: count("none"),
          })}
        </p>
      )}
      {participants.length === 0 ? (
        <p>{t("people.empty")}</p>
      ) : (
        <ul className={styles.people}>
          {participants.map((person) => (
            <Person key={person.id} plan={plan} person={person} />
          ))}
        </ul>
      )}
      {plan.withdrawn.length > 0 && (
        <Notice>{t("people.withdrawn", { names: plan.withdrawn.map(({ name }) => name).join(", ") })}</Notice>
      )}
      {!isFixed && (
        <Form
          onSubmit={() => void addGuest.submit(undefined)}
          actions={
            <Button type="submit" size="small" busy={addGuest.busy}>
              {t("people.addGuest")}
            </Button>
          }
        >
          <FieldRow>
            <TextField
              label={t("people.guestName")}
              value={guest.name}
              onChange={(name) => setGuest({ ...guest, name })}
              error={addGuest.errors.name}
              maxLength={200}
              autoComplete="off"
            />
            <TextField
              type="email"
              label={t("people.guestMail")}
              value={guest.email}
              onChange={(email) => setGuest({ ...guest, email })}
              error={addGuest.errors.email}
              maxLength={320}
              autoComplete="off"
            />
          </FieldRow>
          <FormErrors problem={addGuest.problem ?? addUnit.problem} />
        </Form>
      )}
    </Card>
  );
}
