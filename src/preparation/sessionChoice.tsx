import { useState } from "react";
import {
  Button,
  Dialog,
  Form,
  FormErrors,
  Switch,
  TextField,
  useFormat,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import type { Session } from "./meeting.wire.ts";
import { text } from "./text.ts";
import { useRefresh } from "./usePlan.ts";

type Sessions = { meetingId: string; sessions: readonly Session[] };

/** Lets participants choose between the sessions themselves, as far as there is room. */
export function SessionChoice(props: Sessions) {
  const t = useText(text);
  const isOn = props.sessions.some(({ byChoice }) => byChoice);
  const label = t(isOn ? "sessions.choice.change" : "sessions.choice");
  return (
    <Dialog title={label} trigger={<Button>{label}</Button>}>
      {({ close }) => <ChoiceForm {...props} close={close} />}
    </Dialog>
  );
}

function ChoiceForm({ meetingId, sessions, close }: Sessions & { close: () => void }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const refresh = useRefresh();
  const [isOn, setOn] = useState(true);
  const [seats, setSeats] = useState(() => sessions.map((each) => each.seats?.toString() ?? ""));
  const save = useSubmit(
    () =>
      answer(
        client.meetings[":id"].sessions.choice.$put({
          param: { id: meetingId },
          json: {
            isOn,
            seats: sessions.map(({ id }, index) => ({ id, seats: numberOf(seats[index]!) })),
          },
        }),
      ),
    async () => {
      close();
      await refresh();
      toast({ message: t(isOn ? "sessions.choice.savedOn" : "sessions.choice.savedOff") });
    },
  );
  return (
    <Form
      onSubmit={() => void save.submit(undefined)}
      actions={
        <Button type="submit" variant="primary" busy={save.busy}>
          {t("sessions.choice.save")}
        </Button>
      }
    >
      <Switch isSelected={isOn} onChange={setOn} description={t("sessions.choice.text")}>
        {t("sessions.choice.switch")}
      </Switch>
      {isOn && <p>{t("sessions.choice.seatsText")}</p>}
      {isOn &&
        sessions.map(({ id, startsAt, timeZone }, index) => (
          <TextField
            key={id}
            isShort
            isOptional
            inputMode="numeric"
            label={t("sessions.choice.seats", {
              when: startsAt ? format.dateTime(startsAt, { style: "full", timeZone }) : t("plan.noTime"),
            })}
            value={seats[index]!}
            onChange={(value) => setSeats(seats.with(index, value))}
            error={save.errors[`seats.${index}.seats`]}
          />
        ))}
      <FormErrors problem={save.problem} />
    </Form>
  );
}

/** Nothing is no limit; what is no number is none that there could be, and refused beside its field. */
function numberOf(typed: string): number | null {
  if (typed.trim() === "") return null;
  return /^\s*\d+\s*$/u.test(typed) ? Number(typed) : 0;
}
