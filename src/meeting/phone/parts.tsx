/** @jsxImportSource preact */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { bareSituation } from "#behaviour/model.ts";
import { isValueColour, isValueMark } from "#design/model.ts";
import { valueShapes } from "#design/valueShapes.ts";
import type { Mode } from "../model/kinds.ts";
import { isMoreAnonymous, limits } from "../model/kinds.ts";
import type { RoomValue } from "../model/room.ts";
import styles from "./phone.module.css";
import { text } from "./text.ts";
import { useInside, useReader, useSpoken } from "./use.ts";

type ButtonProps = {
  children: ComponentChildren;
  onClick?: () => void;
  kind?: "primary" | "quiet" | "plain" | "danger";
  type?: "submit" | "button";
  disabled?: boolean;
  pressed?: boolean;
  label?: string;
};
export function Button({ children, kind = "plain", type = "button", pressed, label, ...rest }: ButtonProps) {
  return (
    <button
      class={`${styles.button} ${styles[kind]}`}
      type={type}
      aria-pressed={pressed}
      aria-label={label}
      {...rest}
    >
      {children}
    </button>
  );
}

/** A text field that grows with its text. */
export function Field({
  label,
  hint,
  value,
  onInput,
  onBlur,
  onFocus,
  rows = 2,
  error,
  isLabelHidden,
  note,
  maxLength = limits.text,
  area: given,
}: {
  label: string;
  hint?: string;
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  onFocus?: () => void;
  rows?: number;
  error?: string | undefined;
  isLabelHidden?: boolean;
  /** What is going on in it just now. */
  note?: string | undefined;
  maxLength?: number;
  area?: RefObject<HTMLTextAreaElement | null>;
}) {
  const id = useId();
  const own = useRef<HTMLTextAreaElement>(null);
  const area = given ?? own;
  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows its text
  useEffect(() => {
    const element = area.current!;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [value]);
  const described = [hint && `${id}h`, error && `${id}e`].filter(Boolean).join(" ");
  return (
    <div class={styles.field}>
      <label for={id} class={isLabelHidden ? "unseen" : undefined}>
        {label}
      </label>
      {hint && (
        <span class={styles.hint} id={`${id}h`}>
          {hint}
        </span>
      )}
      <textarea
        id={id}
        ref={area}
        rows={rows}
        value={value}
        maxLength={maxLength}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={onBlur}
        onFocus={onFocus}
      />
      {note && <span class={styles.hint}>{note}</span>}
      {error && (
        <span class={styles.error} id={`${id}e`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

/** A value with the colour and mark that it has everywhere. */
export function ValueSign({ value }: { value: RoomValue | undefined }) {
  if (!value) return null;
  const colour = isValueColour(value.colour) ? value.colour : "slate";
  const style = {
    "--value": `var(--value-${colour})`,
    "--value-tint": `var(--value-${colour}-tint)`,
    "--value-ink": `var(--value-${colour}-ink)`,
  };
  return (
    <span class={styles.value} style={style}>
      <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">
        <path d={valueShapes[isValueMark(value.mark) ? value.mark : "circle"]} />
      </svg>
      {value.name}
    </span>
  );
}

/**
 * "When …": the word is put before what people wrote, unless they wrote it themselves. It is a part of their sentence, so
 * it is said in the meeting's language, as their words are, whatever language the phone speaks (docs/decisions/0015).
 */
export function Situation({ situation }: { situation: string }) {
  const spoken = useSpoken();
  if (!situation) return null;
  return (
    <p class={styles.soft} lang={spoken}>
      {text(spoken)("note.when", { situation: bareSituation(situation) })}
    </p>
  );
}

/** Which of the values; none is a choice too. */
export function ValueChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { snap, t } = useInside();
  const name = useId();
  const values = Object.values(snap.room.values).sort((a, b) => a.position - b.position);
  if (values.length === 0) return null;
  return (
    <fieldset class={styles.choice}>
      <legend>{t("note.value")}</legend>
      {[...values, null].map((each) => (
        <label key={each?.id ?? ""}>
          <input
            type="radio"
            name={name}
            checked={value === (each?.id ?? "")}
            onChange={() => onChange(each?.id ?? "")}
          />
          {each ? <ValueSign value={each} /> : t("note.noValue")}
        </label>
      ))}
    </fieldset>
  );
}

/** Said before anybody writes: who can see it now, who later, and who can ever know who wrote. */
export function ModeSign({
  mode,
  what,
  children,
}: {
  mode: Mode;
  what: "note" | "vote" | "consent";
  children?: ComponentChildren;
}) {
  const { t, names } = useInside();
  // Whoever came under another promise is told that it is less now, before she sends what she has begun.
  const [first] = useState(mode);
  const isLess = isMoreAnonymous(first, mode);
  return (
    <div
      class={styles.mode}
      data-mode={mode}
      data-less={isLess || undefined}
      role={isLess ? "alert" : undefined}
    >
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        {mode === "named" ? (
          <path d="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm-8 16c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5Z" />
        ) : (
          <path d="M6 10V8a6 6 0 0 1 12 0v2h1.5v11h-15V10Zm2.5 0h7V8a3.5 3.5 0 0 0-7 0Z" />
        )}
      </svg>
      <div>
        <strong>{isLess ? t("mode.nowLess", { mode: t(`mode.${mode}`) }) : t(`mode.${mode}`)}</strong>
        <p>{t(`mode.${what}.${mode}`, { names: names.join(", ") })}</p>
        {children && <p>{children}</p>}
      </div>
    </div>
  );
}

export function Card({ children, isMine }: { children: ComponentChildren; isMine?: boolean }) {
  return (
    <li class={styles.card} data-mine={isMine || undefined}>
      {children}
    </li>
  );
}

/** Something that opens over the page and closes by Escape, its button or a press beside it. */
export function Sheet({
  title,
  children,
  onClose,
}: {
  title: string;
  children: ComponentChildren;
  onClose: () => void;
}) {
  const { t } = useReader();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current!.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it is the second way; Escape and the button are there
    <dialog
      ref={dialog}
      class={styles.sheet}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current!.close()}
    >
      <div>
        <h2 id={id}>{title}</h2>
        {children}
        <Button onClick={() => dialog.current!.close()}>{t("sheet.close")}</Button>
      </div>
    </dialog>
  );
}
