import {
  Button,
  Card,
  Checkbox,
  DateField,
  FieldRow,
  Form,
  FormErrors,
  Notice,
  Row,
  Stack,
  TextArea,
  TextField,
  useLocale,
  useText,
} from "#design/index.ts";
import { useDraft } from "#design/useDraft.ts";
import { dayAfter, instantAt, wallClock } from "./model/sending.ts";
import { text } from "./text.ts";
import { useChange } from "./useChange.ts";
import type { Pulse } from "./wire.ts";

/** Days are chosen; a window begins as its first day begins and ends as its last day ends, on the unit's wall. */
const firstDay = (pulse: Pulse): string =>
  pulse.opensAt ? wallClock(new Date(pulse.opensAt), pulse.timeZone).day : "";
const lastDay = (pulse: Pulse): string =>
  pulse.closesAt ? wallClock(new Date(Date.parse(pulse.closesAt) - 1), pulse.timeZone).day : "";
const beginning = (day: string, timeZone: string): string | null =>
  day ? instantAt(day, "00:00", timeZone).toISOString() : null;

/** A number as typed; what is none reaches the server as it is not, and is refused beside its field. */
const asNumber = (typed: string): number => (typed.trim() === "" ? Number.NaN : Number(typed));

/** Who asks, in which words, and when mails may leave. */
export function WindowCard({ pulse }: { pulse: Pulse }) {
  const t = useText(text);
  const { locale } = useLocale();
  const isDraft = pulse.state === "draft";
  const { draft, setDraft, isOvertaken, handIn } = useDraft(
    {
      title: pulse.title,
      senderName: pulse.senderName,
      introDa: pulse.introDa,
      introEn: pulse.introEn,
      first: firstDay(pulse),
      last: lastDay(pulse),
      sendFrom: pulse.sendFrom,
      sendUntil: pulse.sendUntil,
      sendWeekdays: pulse.sendWeekdays,
      dailyCeiling: String(pulse.dailyCeiling),
      reminderAfterDays: pulse.reminderAfterDays === null ? "" : String(pulse.reminderAfterDays),
      contactsPerEmployee: pulse.contactsPerEmployee === null ? "" : String(pulse.contactsPerEmployee),
    },
    { isByField: true },
  );
  const { submit, errors, problem, busy } = useChange(pulse, handIn);
  const set = (field: keyof typeof draft) => (value: string) => setDraft({ ...draft, [field]: value });
  const orNull = (typed: string) => (typed.trim() === "" ? null : asNumber(typed));
  const save = () => {
    const { sendFrom, sendUntil, sendWeekdays, title } = draft;
    // An end that was set by the minute stays as it is until another day is chosen.
    const end = draft.last ? beginning(dayAfter(draft.last), pulse.timeZone) : null;
    const closesAt = draft.last === lastDay(pulse) ? pulse.closesAt : end;
    const begins = beginning(draft.first, pulse.timeZone);
    const always = { title, sendFrom, sendUntil, sendWeekdays, closesAt };
    const numbers = {
      dailyCeiling: asNumber(draft.dailyCeiling),
      reminderAfterDays: orNull(draft.reminderAfterDays),
    };
    const { senderName, introDa, introEn } = draft;
    const beforeSending = {
      ...{ senderName, introDa, introEn },
      opensAt: draft.first === firstDay(pulse) ? pulse.opensAt : begins,
      contactsPerEmployee: orNull(draft.contactsPerEmployee),
    };
    return submit({ ...always, ...numbers, ...(isDraft ? beforeSending : {}) });
  };
  // 5 January 2026 is a Monday.
  const weekday = (number: number) =>
    new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(
      new Date(Date.UTC(2026, 0, 4 + number)),
    );
  return (
    <Card id="window" title={t("window.title")}>
      <Form
        onSubmit={() => void save()}
        actions={
          <Button type="submit" busy={busy}>
            {t("window.save")}
          </Button>
        }
      >
        <TextField
          label={t("window.name")}
          value={draft.title}
          onChange={set("title")}
          error={errors.title}
          maxLength={200}
        />
        {isDraft && (
          <>
            <TextField
              label={t("window.sender")}
              description={t("window.senderHint")}
              value={draft.senderName}
              onChange={set("senderName")}
              error={errors.senderName}
              maxLength={200}
            />
            <TextArea
              label={t("window.introDa")}
              value={draft.introDa}
              onChange={set("introDa")}
              error={errors.introDa}
              maxLength={1000}
              rows={2}
            />
            <TextArea
              label={t("window.introEn")}
              value={draft.introEn}
              onChange={set("introEn")}
              error={errors.introEn}
              maxLength={1000}
              rows={2}
            />
          </>
        )}
        <FieldRow>
          {isDraft && (
            <DateField
              label={t("window.first")}
              description={t("window.firstHint")}
              value={draft.first}
              onChange={set("first")}
              error={errors.opensAt}
              isOptional
            />
          )}
          <DateField
            label={t("window.last")}
            description={t("window.lastHint")}
            value={draft.last}
            onChange={set("last")}
            error={errors.closesAt}
          />
        </FieldRow>
        <FieldRow>
          <DateField
            kind="time"
            label={t("window.from")}
            value={draft.sendFrom}
            onChange={set("sendFrom")}
            error={errors.sendFrom}
          />
          <DateField
            kind="time"
            label={t("window.until")}
            value={draft.sendUntil}
            onChange={set("sendUntil")}
            error={errors.sendUntil}
          />
        </FieldRow>
        <Stack gap="small">
          <span id="weekdays">{t("window.weekdays")}</span>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's border is not wanted among these fields */}
          <div role="group" aria-labelledby="weekdays">
            <Row>
              {[1, 2, 3, 4, 5, 6, 7].map((number) => (
                <Checkbox
                  key={number}
                  isSelected={draft.sendWeekdays.includes(number)}
                  onChange={(isSelected) =>
                    setDraft({
                      ...draft,
                      sendWeekdays: isSelected
                        ? [...draft.sendWeekdays, number].sort()
                        : draft.sendWeekdays.filter((each) => each !== number),
                    })
                  }
                >
                  {weekday(number)}
                </Checkbox>
              ))}
            </Row>
          </div>
        </Stack>
        <FieldRow>
          <TextField
            isShort
            inputMode="numeric"
            label={t("window.ceiling")}
            value={draft.dailyCeiling}
            onChange={set("dailyCeiling")}
            error={errors.dailyCeiling}
          />
          <TextField
            isShort
            inputMode="numeric"
            label={t("window.reminder")}
            description={t("window.reminderHint")}
            value={draft.reminderAfterDays}
            onChange={set("reminderAfterDays")}
            error={errors.reminderAfterDays}
            isOptional
          />
          {isDraft && (
            <TextField
              isShort
              inputMode="numeric"
              label={t("window.perEmployee")}
              description={t("window.perEmployeeHint")}
              value={draft.contactsPerEmployee}
              onChange={set("contactsPerEmployee")}
              error={errors.contactsPerEmployee}
              isOptional
            />
          )}
        </FieldRow>
        {isOvertaken && (
          <Notice tone="notice" isSaid>
            {t("overtaken")}
          </Notice>
        )}
        <FormErrors problem={problem} />
      </Form>
    </Card>
  );
}
