import { Notice, useText } from "#design/index.ts";
import { keysIn, stepField, stepTextField } from "../model/draft.ts";
import { text } from "../text.ts";
import styles from "./adapt.module.css";
import type { Adapting } from "./useAdapting.ts";

/** What a field is called on the page, by the end of its name. */
const labels = {
  title: "column.step",
  guidance: "column.guidance",
  activity: "column.activity",
  responsible: "column.responsible",
  mistakes: "step.mistakes",
  minutes: "adapt.minutes",
  prompts: "adapt.prompts",
  companion: "adapt.companion",
  purpose: "adapt.purpose",
  hint: "adapt.hint",
  example: "adapt.example",
} as const;

/** Where a field stands, as people say it: "Step 3, Meeting, question 2, English". */
function usePlaceOf({ draft }: Adapting) {
  const t = useText(text);
  return (field: string): string => {
    const language = field.match(/\.(da|en)\./)?.[1] as "da" | "en" | undefined;
    const [, step] = field.match(/^step\.([^.]+)\./) ?? [];
    const [, prompt] = field.match(/\.prompt\.([^.]+)\./) ?? [];
    const place = step ? keysIn(draft["steps"]).indexOf(step) + 1 : 0;
    const title =
      step && (draft[stepTextField(step, language ?? "da", "title")]?.trim() || t("adapt.newStep"));
    const label = labels[field.split(".").at(-1) as keyof typeof labels];
    return [
      step ? t("adapt.atStep", { place, title: title ?? "" }) : t("adapt.atGuide"),
      step &&
        prompt &&
        t("adapt.atPrompt", { place: keysIn(draft[stepField(step, "prompts")]).indexOf(prompt) + 1 }),
      label && (step || label !== "column.step") ? t(label) : label && t("adapt.guideTitle"),
      language && t(`language.${language}`),
    ]
      .filter(Boolean)
      .join(", ");
  };
}

/** Why it could not be published: each place, and the way there. */
export function Flaws({ adapting, goTo }: { adapting: Adapting; goTo: (field: string) => void }) {
  const placeOf = usePlaceOf(adapting);
  if (!adapting.refusedFor) return null;
  return (
    <div role="alert">
      <Notice tone="danger">
        <p>{adapting.refusedFor}</p>
        {adapting.errors.length > 0 && (
          <ul className={styles.flaws}>
            {adapting.errors.map(({ field, message }) => (
              <li key={field}>
                <button type="button" className={styles.flaw} onClick={() => goTo(field)}>
                  {placeOf(field)}
                </button>{" "}
                {message}
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
