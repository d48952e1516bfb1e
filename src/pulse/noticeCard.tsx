import {
  Button,
  Card,
  DateField,
  FieldRow,
  Form,
  FormErrors,
  Notice,
  TextArea,
  TextField,
  useFormat,
  useText,
} from "#design/index.ts";
import { useDraft } from "#design/useDraft.ts";
import { text } from "./text.ts";
import { useChange } from "./useChange.ts";
import type { Pulse } from "./wire.ts";

/** What employees are told before individuals are measured: when, what, and who else. */
export function NoticeCard({ pulse }: { pulse: Pulse }) {
  const t = useText(text);
  const { date } = useFormat();
  const { draft, setDraft, isOvertaken, handIn } = useDraft(
    {
      noticeOn: pulse.noticeOn ?? "",
      noticeText: pulse.noticeText,
      noticeTold: pulse.noticeTold,
      representativeToldOn: pulse.representativeToldOn ?? "",
    },
    { isByField: true },
  );
  const { submit, errors, problem, busy } = useChange(pulse, handIn);
  const set = (field: keyof typeof draft) => (value: string) => setDraft({ ...draft, [field]: value });
  if (pulse.state !== "draft")
    return (
      <Card id="notice" title={t("notice.title")}>
        {pulse.noticeOn && <p>{t("notice.was", { day: date(`${pulse.noticeOn}T12:00:00Z`) })}</p>}
        <p>{pulse.noticeText}</p>
        {pulse.noticeTold && <p>{pulse.noticeTold}</p>}
      </Card>
    );
  return (
    <Card id="notice" title={t("notice.title")}>
      <p>{t("notice.lead", { days: pulse.noticeDays })}</p>
      <Form
        onSubmit={() =>
          void submit({
            ...draft,
            noticeOn: draft.noticeOn || null,
            representativeToldOn: draft.representativeToldOn || null,
          })
        }
        actions={
          <Button type="submit" busy={busy}>
            {t("notice.save")}
          </Button>
        }
      >
        <TextArea
          label={t("notice.text")}
          value={draft.noticeText}
          onChange={set("noticeText")}
          error={errors.noticeText}
          maxLength={10_000}
          rows={6}
        />
        <FieldRow>
          <DateField
            label={t("notice.on")}
            value={draft.noticeOn}
            onChange={set("noticeOn")}
            error={errors.noticeOn}
          />
          <DateField
            label={t("notice.representative")}
            value={draft.representativeToldOn}
            onChange={set("representativeToldOn")}
            error={errors.representativeToldOn}
            isOptional
          />
        </FieldRow>
        <TextField
          label={t("notice.told")}
          description={t("notice.toldHint")}
          value={draft.noticeTold}
          onChange={set("noticeTold")}
          error={errors.noticeTold}
          maxLength={2000}
          isOptional
        />
        {pulse.noticeOn && pulse.noticeMissing > 0 && (
          <Notice tone="notice">{t("notice.short", { count: pulse.noticeMissing })}</Notice>
        )}
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
