import {
  Button,
  Card,
  DateField,
  FieldRow,
  Form,
  FormErrors,
  Notice,
  Select,
  TextArea,
  TextField,
  useText,
} from "#design/index.ts";
import type { Plan } from "./meeting.wire.ts";
import { mayChange } from "./model/sending.ts";
import { text } from "./text.ts";
import type { Details } from "./useDetails.ts";
import { WhichHour } from "./whichHour.tsx";

const reminders = ["", "2", "24", "48", "168"] as const;
const isReminder = (hours: string): hours is (typeof reminders)[number] =>
  reminders.includes(hours as (typeof reminders)[number]);

/** When, where and why: saved together, so that nobody sees half of a move. */
export function DetailsCard({ plan, details }: { plan: Plan; details: Details }) {
  const t = useText(text);
  const { draft, setDraft, isOvertaken, moment, timeProblem, errors, problem, busy, save } = details;
  const { day, time } = draft;
  const isFixed = !mayChange(plan, "people");
  const set = (field: keyof typeof draft) => (value: string) => setDraft({ ...draft, [field]: value });
  const isPast =
    !isFixed && moment !== null && "instant" in moment && Date.parse(moment.instant) < Date.now();
  const hours = isReminder(draft.reminder) ? reminders : [...reminders, draft.reminder];
  return (
    <Card title={t("details.heading")}>
      <Form
        onSubmit={() => void save()}
        actions={
          !isFixed && (
            <Button type="submit" busy={busy}>
              {t("details.save")}
            </Button>
          )
        }
      >
        <TextField
          label={t("details.title")}
          value={draft.title}
          onChange={set("title")}
          error={errors.title}
          isDisabled={!mayChange(plan, "title")}
          maxLength={200}
        />
        <FieldRow>
          <DateField
            label={t("details.day")}
            value={day}
            onChange={set("day")}
            error={errors.startsAtLocal}
            isDisabled={isFixed}
          />
          <DateField
            kind="time"
            label={t("details.time", { zone: plan.timeZone })}
            value={time}
            onChange={set("time")}
            error={timeProblem}
            isDisabled={isFixed}
          />
          <TextField
            isShort
            inputMode="numeric"
            label={t("details.minutes")}
            value={draft.minutes}
            onChange={set("minutes")}
            error={errors.minutes}
            isDisabled={isFixed}
          />
        </FieldRow>
        {isPast && <Notice tone="notice">{t("refusal.timePassed")}</Notice>}
        <WhichHour
          {...{ day, time, timeZone: plan.timeZone }}
          value={draft.whichHour}
          onChange={(whichHour) => setDraft({ ...draft, whichHour })}
          error={errors.whichHour}
        />
        <FieldRow>
          <TextField
            label={t("details.place")}
            value={draft.place}
            onChange={set("place")}
            error={errors.place}
            isDisabled={isFixed}
            maxLength={500}
          />
          <TextField
            type="url"
            isOptional
            label={t("details.videoLink")}
            placeholder="https://"
            value={draft.videoLink}
            onChange={set("videoLink")}
            error={errors.videoLink}
            isDisabled={isFixed}
            maxLength={2000}
          />
        </FieldRow>
        <TextArea
          isOptional
          label={t("details.message")}
          description={t("details.messageHint")}
          value={draft.message}
          onChange={set("message")}
          error={errors.message}
          isDisabled={isFixed}
          maxLength={5000}
        />
        <Select
          label={t("details.reminder")}
          options={hours.map((value) => ({
            value: value || "none",
            label:
              value === ""
                ? t("details.noReminder")
                : Number(value) > 24 && Number(value) % 24 === 0
                  ? t("details.daysBefore", { count: Number(value) / 24 })
                  : t("details.hoursBefore", { count: Number(value) }),
          }))}
          value={draft.reminder || "none"}
          onChange={(value) => setDraft({ ...draft, reminder: value === "none" ? "" : value })}
          isDisabled={isFixed}
        />
        {isOvertaken && <Notice tone="notice">{t("plan.overtaken")}</Notice>}
        <FormErrors problem={problem} />
      </Form>
    </Card>
  );
}
