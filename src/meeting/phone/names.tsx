/** @jsxImportSource preact */
import { useId } from "preact/hooks";
import { limits } from "../model/kinds.ts";
import { Button } from "./parts.tsx";
import styles from "./phone.module.css";
import { useReader } from "./use.ts";

export const namesIn = (fields: string[]): string[] => fields.map((name) => name.trim()).filter(Boolean);

/** One name, or those of several who share the phone. */
export function NamesField({
  names,
  onChange,
  error,
}: {
  names: string[];
  onChange: (names: string[]) => void;
  error?: string | undefined;
}) {
  const { t } = useReader();
  const id = useId();
  const fields = names.length > 0 ? names : [""];
  return (
    <div class={styles.field}>
      {fields.map((name, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names have nothing but their place
        <div key={place} class={styles.field}>
          <label for={`${id}${place}`}>
            {place === 0 ? t("join.name") : t("join.nameNumber", { number: place + 1 })}
          </label>
          <input
            id={`${id}${place}`}
            class={styles.input}
            value={name}
            maxLength={limits.name}
            autoComplete={place === 0 ? "given-name" : "off"}
            aria-invalid={error && place === 0 ? true : undefined}
            aria-describedby={error && place === 0 ? `${id}e` : undefined}
            onInput={(event) => {
              const value = event.currentTarget.value;
              onChange(fields.map((other, at) => (at === place ? value : other)));
            }}
          />
        </div>
      ))}
      {error && (
        <span class={styles.error} id={`${id}e`} role="alert">
          {error}
        </span>
      )}
      {fields.length < limits.namesOnASeat && (
        <Button kind="quiet" onClick={() => onChange([...fields, ""])}>
          {t("join.another")}
        </Button>
      )}
    </div>
  );
}
