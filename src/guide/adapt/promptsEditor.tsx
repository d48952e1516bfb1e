import { Plus, Trash2 } from "lucide-react";
import { Button, Row, Select, useText, useToast } from "#design/index.ts";
import { Handle, Moved, useSortable } from "#design/sortable.tsx";
import { keysIn, type Language, most, promptField, promptTextField, stepField } from "../model/draft.ts";
import { text } from "../text.ts";
import { type GuideSummary, workAreas } from "../wire.ts";
import styles from "./adapt.module.css";
import { moved, newKey } from "./order.ts";
import type { Adapting } from "./useAdapting.ts";
import { Words } from "./words.tsx";

/** The questions that a step asks its leader: their words, their order, and where each leads. */
export function PromptsEditor({
  adapting,
  stepKey,
  language,
  others,
}: {
  adapting: Adapting;
  stepKey: string;
  language: Language;
  others: readonly GuideSummary[];
}) {
  const t = useText(text);
  const toast = useToast();
  const { draft, change, errors } = adapting;
  const field = stepField(stepKey, "prompts");
  const prompts = keysIn(draft[field]);
  const write = (order: readonly string[]) => change({ [field]: order.join(" ") });
  const sort = useSortable(prompts, (key, to) => write(moved(prompts, key, to)));
  const companionField = (key: string) => promptField(stepKey, key, "companion");
  const nameOf = (key: string) =>
    draft[promptTextField(stepKey, key, language, "question")]?.trim() || t("adapt.newPrompt");
  const error = errors.find((each) => each.field === field)?.message;
  return (
    <fieldset className={styles.prompts} data-field={field}>
      <legend>{t("adapt.prompts")}</legend>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <ol ref={sort.list} className={styles.list}>
        {sort.order.map((key) => (
          <li key={key} className={styles.prompt} data-dragged={sort.dragged === key || undefined}>
            <Handle label={nameOf(key)} {...sort.handle(key)} />
            <div className={styles.fields}>
              <Words
                adapting={adapting}
                field={promptTextField(stepKey, key, language, "question")}
                label={t("adapt.question")}
              />
              <Words
                adapting={adapting}
                field={promptTextField(stepKey, key, language, "hint")}
                label={t("adapt.hint")}
                isOptional
              />
              <Words
                adapting={adapting}
                field={promptTextField(stepKey, key, language, "example")}
                label={t("adapt.example")}
                rows={2}
                isOptional
              />
              <Select
                label={t("adapt.leadsTo")}
                placeholder={t("adapt.leadsNowhere")}
                options={workAreas.map((area) => ({ value: area, label: t(`area.${area}`) }))}
                value={workAreas.find((area) => area === draft[promptField(stepKey, key, "leadsTo")]) ?? ""}
                onChange={(area) => change({ [promptField(stepKey, key, "leadsTo")]: area })}
              />
              <div data-field={companionField(key)}>
                <Select
                  label={t("adapt.promptCompanion")}
                  placeholder={t("adapt.noCompanion")}
                  options={others.map((guide) => ({ value: guide.key, label: guide.title }))}
                  value={draft[companionField(key)] ?? ""}
                  error={errors.find((each) => each.field === companionField(key))?.message}
                  onChange={(companion) =>
                    change({ [companionField(key)]: companion, [promptField(stepKey, key, "takes")]: "" })
                  }
                />
              </div>
            </div>
            <Button
              size="small"
              variant="quiet"
              icon={<Trash2 />}
              aria-label={t("adapt.removePrompt", { title: nameOf(key) })}
              onPress={() => {
                write(prompts.filter((each) => each !== key));
                toast({ message: t("adapt.promptRemoved"), undo: () => write(prompts) });
              }}
            />
          </li>
        ))}
      </ol>
      <Moved moved={sort.moved} of={prompts.length} />
      {prompts.length < most.prompts && (
        <Row>
          <Button size="small" icon={<Plus />} onPress={() => write([...prompts, newKey()])}>
            {t("adapt.addPrompt")}
          </Button>
        </Row>
      )}
    </fieldset>
  );
}
