import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Button, Dialog, Form, useFormat, useText } from "#design/index.ts";
import { type NamedPerson, PersonField } from "#organisation/personField.tsx";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "../client.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";

/** Who may lead, who has led and since when; and one more who may. */
export function Leaders() {
  const t = useText(text);
  const { meeting } = useLead();
  return (
    <Dialog
      title={t("leaders.title")}
      size="medium"
      trigger={
        <Button size="small" variant="quiet">
          {meeting.leadingId ? t("leaders.leads", { name: meeting.leadingName }) : t("leaders.nobody")}
        </Button>
      }
    >
      <Inside />
    </Dialog>
  );
}

function Inside() {
  const t = useText(text);
  const format = useFormat();
  const { room, meeting } = useLead();
  const { ledBy = [], timeZone } = meeting;
  const leaders = Object.values(room.leaders).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <div className={styles.stack}>
      <p>{t("leaders.text")}</p>
      <ul className={styles.plain}>
        {leaders.map(({ personId, name }) => (
          <li key={personId}>
            {name} {personId === meeting.leadingId && <Badge tone="accent">{t("leaders.now")}</Badge>}
          </li>
        ))}
      </ul>
      {ledBy.length > 0 && (
        <section>
          <h3>{t("leaders.log")}</h3>
          <ol className={styles.plain}>
            {ledBy.map(({ name, at }, place) => (
              <li key={at}>
                {t(place === 0 ? "leaders.began" : "leaders.took", {
                  name,
                  at: format.dateTime(at, { timeZone }),
                })}
              </li>
            ))}
          </ol>
        </section>
      )}
      {meeting.state === "open" && <Name />}
    </div>
  );
}

const nobody: NamedPerson = { personId: null, name: "" };

function Name() {
  const t = useText(text);
  const { plan } = useLead();
  const [person, setPerson] = useState(nobody);
  const [isTried, setTried] = useState(false);
  const [named, setNamed] = useState("");
  const name = useMutation({
    mutationFn: (personId: string) =>
      answer(client.meetings[":id"].leaders.$post({ param: { id: plan.id }, json: { personId } })),
    onSuccess: () => {
      setNamed(person.name);
      setPerson(nobody);
      setTried(false);
    },
  });
  const error =
    name.error instanceof Problem
      ? name.error.message
      : isTried && !person.personId
        ? t("leaders.choose")
        : undefined;
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (person.personId) name.mutate(person.personId);
      }}
      actions={
        <Button type="submit" busy={name.isPending}>
          {t("leaders.add")}
        </Button>
      }
    >
      <PersonField
        label={t("leaders.who")}
        description={t("leaders.whoHint")}
        person={person}
        onChange={(next) => {
          setPerson(next);
          setTried(false);
          name.reset();
        }}
        error={error}
        maxLength={200}
      />
      <p role="status" className={named ? styles.good : "unseen"}>
        {named && t("leaders.added", { name: named })}
      </p>
    </Form>
  );
}
