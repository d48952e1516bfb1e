import { ChevronDown, Trash2 } from "lucide-react";
import { Button, FieldRow, Select, useText } from "#design/index.ts";
import { Handle, type useSortable } from "#design/sortable.tsx";
import { type Language, stepField, stepTextField } from "../model/draft.ts";
import { text } from "../text.ts";
import type { GuideSummary } from "../wire.ts";
import styles from "./adapt.module.css";
import { PromptsEditor } from "./promptsEditor.tsx";
import type { Adapting } from "./useAdapting.ts";
import { Words } from "./words.tsx";

export type StepEditorProps = {
  adapting: Adapting;
  stepKey: string;
  place: number;
  language: Language;
  /** The guides that it can lead to. */
  others: readonly GuideSummary[];
  isOpen: boolean;
  isDragged: boolean;
  handle: ReturnType<ReturnType<typeof useSortable>["handle"]>;
  onToggle: () => void;
  onRemove: () => void;
};

export function StepEditor({
  adapting,
  stepKey,
  place,
  language,
  others,
  isOpen,
  isDragged,
  handle,
  ...on
}: StepEditorProps) {
  const t = useText(text);
  const { draft, change, errors } = adapting;
  const title = draft[stepTextField(stepKey, language, "title")]?.trim() || t("adapt.newStep");
  const words = (part: Parameters<typeof stepTextField>[2]) => ({
    adapting,
    field: stepTextField(stepKey, language, part),
  });
  const wrong = errors.filter(({ field }) => field.startsWith(`step.${stepKey}.`)).length;
  const companion = stepField(stepKey, "companion");
  return (
    <li className={styles.step} data-dragged={isDragged || undefined}>
      <div className={styles.head}>
        <Handle label={title} {...handle} />
        <h3 className={styles.heading}>
          <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={on.onToggle}>
            <span>
              {place}. {title}
            </span>
            {wrong > 0 && <span className={styles.error}>{t("adapt.wrong", { count: wrong })}</span>}
            <ChevronDown aria-hidden data-open={isOpen || undefined} />
          </button>
        </h3>
        <Button
          size="small"
          variant="quiet"
          icon={<Trash2 />}
          aria-label={t("adapt.removeStep", { title })}
          onPress={on.onRemove}
        />
      </div>
      {isOpen && (
        <div className={styles.fields}>
          <Words {...words("title")} label={t("column.step")} />
          <Words
            {...words("guidance")}
            label={t("column.guidance")}
            description={t("adapt.lines")}
            rows={4}
          />
          <FieldRow>
            <Words {...words("activity")} label={t("column.activity")} />
            <Words {...words("responsible")} label={t("column.responsible")} />
            <Words
              adapting={adapting}
              field={stepField(stepKey, "minutes")}
              label={t("adapt.minutes")}
              isNumber
            />
          </FieldRow>
          <PromptsEditor adapting={adapting} stepKey={stepKey} language={language} others={others} />
          <Words {...words("mistakes")} label={t("step.mistakes")} description={t("adapt.lines")} rows={3} />
          <div data-field={companion}>
            <Select
              label={t("adapt.companion")}
              placeholder={t("adapt.noCompanion")}
              options={others.map((guide) => ({ value: guide.key, label: guide.title }))}
              value={draft[companion] ?? ""}
              error={errors.find(({ field }) => field === companion)?.message}
              onChange={(key) => change({ [companion]: key })}
            />
          </div>
        </div>
      )}
    </li>
  );
}
