import { Select, TextArea, useText } from "#design/index.ts";
import { limits } from "../model/kinds.ts";
import { isOurs, saysSomething } from "../model/wording.ts";
import { facetText } from "./noteCard.tsx";
import { text } from "./text.ts";
import { useLead } from "./use.tsx";
import { facetsIn, type Words } from "./words.ts";

/** The sentence, when it shows, its value, and how it is said and done. */
export function WordFields({
  words,
  onChange,
  labels = {},
  saysMissing = true,
}: {
  words: Words;
  onChange: (words: Words) => void;
  /** What facets of one's own are called. */
  labels?: Record<string, string>;
  /** Whether an empty sentence is said to be one: not before she has tried to show it. */
  saysMissing?: boolean;
}) {
  const t = useText(text);
  const { room } = useLead();
  const field = (name: string) => ({
    value: words[name] ?? "",
    onChange: (value: string) => onChange({ ...words, [name]: value }),
    maxLength: limits.text,
  });
  return (
    <>
      <TextArea
        label={t("decision.act")}
        description={t(words.act?.trim() && !isOurs(words.act) ? "decision.actNotOurs" : "decision.actHint")}
        error={saysMissing && !saysSomething(words.act ?? "") ? t("decision.actEmpty") : undefined}
        {...field("act")}
        rows={2}
      />
      <TextArea label={t("decision.situation")} isOptional {...field("situation")} rows={1} />
      <Select
        label={t("decision.value")}
        placeholder={t("decision.noValue")}
        value={words.valueId ?? ""}
        onChange={(valueId) => onChange({ ...words, valueId })}
        options={Object.values(room.values)
          .sort((a, b) => a.position - b.position)
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
      {facetsIn(words).map((key) => (
        <TextArea
          key={key}
          label={labels[key] || t(facetText(key))}
          isOptional
          {...field(`facet.${key}`)}
          rows={1}
        />
      ))}
    </>
  );
}
