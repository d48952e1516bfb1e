import { Check, ChevronDown } from "lucide-react";
import { type ReactNode, type Ref, useContext, useEffect, useId, useRef, useState } from "react";
import {
  Checkbox as AriaCheckbox,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  OverlayTriggerStateContext,
  Radio,
  Text,
} from "react-aria-components";
import { Button } from "./button.tsx";
import styles from "./fields.module.css";
import { useFormat, useText } from "./locale.tsx";
import { text } from "./text.ts";

/** What every field can say about itself. The error stands beside the field and is read out with it. */
export type Field = {
  label: ReactNode;
  description?: ReactNode;
  error?: string | undefined;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** Says "optional" beside the label. */
  isOptional?: boolean;
  /** The label is read out, not shown: for a field whose place makes it plain. */
  isLabelHidden?: boolean;
};

/**
 * The error, until what it is about is changed: nobody is told that a field is empty while she writes in it. One that
 * comes with the change itself is worked out as she writes, and stands for as long as it is given. Whoever refuses the
 * same again takes the error away in between, as useSubmit does when it sends: then it is said again.
 */
function useUnanswered(error: string | undefined, value: unknown): string | undefined {
  const [seen, setSeen] = useState({ error, value, isLive: false, isAnswered: false });
  if (seen.error !== error || seen.value !== value) {
    const isNew = error !== undefined && seen.error !== error;
    const isChanged = seen.value !== value;
    setSeen({
      error,
      value,
      isLive: isNew ? isChanged : seen.isLive,
      isAnswered: !isNew && (seen.isAnswered || (isChanged && !seen.isLive)),
    });
  }
  return seen.isAnswered ? undefined : error;
}

function LabelText({ label, isOptional }: { label: ReactNode; isOptional?: boolean }) {
  const t = useText(text);
  return (
    <>
      {label}
      {isOptional && <span className={styles.optional}> – {t("field.optional")}</span>}
    </>
  );
}

type TextInput = Field & {
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  placeholder?: string;
  maxLength?: number;
  autoFocus?: boolean;
  autoComplete?: string;
};

export type TextFieldProps = TextInput & {
  type?: "text" | "email" | "password" | "search" | "tel" | "url" | "number";
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel";
  min?: number;
  max?: number;
  /** Narrow fields for short answers: a number, a code. */
  isShort?: boolean;
  /** Offered while she writes; anything else may be written as well. */
  suggestions?: readonly string[];
};

export function TextField({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  placeholder,
  isShort,
  min,
  max,
  suggestions,
  ...rest
}: TextFieldProps) {
  const listId = useId();
  const shownError = useUnanswered(error, rest.value);
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(shownError)}
      validationBehavior="aria"
      className={styles.field!}
    >
      <Label className={isLabelHidden ? "unseen" : styles.label!}>
        <LabelText label={label} isOptional={isOptional} />
      </Label>
      {description && (
        <Text slot="description" className={styles.description!}>
          {description}
        </Text>
      )}
      <Input
        className={styles.input!}
        data-short={isShort || undefined}
        placeholder={placeholder}
        min={min}
        max={max}
        list={suggestions && listId}
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <FieldError className={styles.error!}>{shownError}</FieldError>
    </AriaTextField>
  );
}

export type TextAreaProps = TextInput & {
  rows?: number;
  /** It keeps its height, and what is longer scrolls: for a text that something further down is made of. */
  isFixedHeight?: boolean;
  areaRef?: Ref<HTMLTextAreaElement>;
};

/** Grows with what is written in it. */
export function TextArea({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  placeholder,
  rows = 3,
  isFixedHeight,
  areaRef,
  maxLength = Number.POSITIVE_INFINITY,
  ...rest
}: TextAreaProps) {
  const t = useText(text);
  const format = useFormat();
  const length = rest.value?.length ?? 0;
  // What is pasted is never cut off behind her back: all of it stays, and what is too much is said.
  const tooLong =
    length > maxLength
      ? t("field.tooLong", { most: format.number(maxLength), length: format.number(length) })
      : undefined;
  const unanswered = useUnanswered(error, rest.value);
  const shownError = tooLong ?? unanswered;
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(shownError)}
      validationBehavior="aria"
      className={styles.field!}
    >
      <Label className={isLabelHidden ? "unseen" : styles.label!}>
        <LabelText label={label} isOptional={isOptional} />
      </Label>
      {description && (
        <Text slot="description" className={styles.description!}>
          {description}
        </Text>
      )}
      <AriaTextArea
        {...(areaRef ? { ref: areaRef } : {})}
        className={styles.area!}
        placeholder={placeholder}
        rows={rows}
        data-fixed={isFixedHeight || undefined}
      />
      <FieldError className={styles.error!}>{shownError}</FieldError>
    </AriaTextField>
  );
}

/** A field around a native control, which phones show in the way their owner is used to. */
export function NativeField({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  value,
  children,
}: Field & {
  value: unknown;
  children: (ids: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": true | undefined;
  }) => ReactNode;
}) {
  const id = useId();
  const shownError = useUnanswered(error, value);
  const described = [description && `${id}-d`, shownError && `${id}-e`].filter(Boolean).join(" ");
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelHidden ? "unseen" : styles.label}>
        <LabelText label={label} isOptional={isOptional} />
      </label>
      {description && (
        <span id={`${id}-d`} className={styles.description}>
          {description}
        </span>
      )}
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": shownError ? true : undefined,
      })}
      {shownError && (
        <span id={`${id}-e`} className={styles.error} role="alert">
          {shownError}
        </span>
      )}
    </div>
  );
}

export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  description?: string;
  isDisabled?: boolean;
};

export type SelectProps<Value extends string> = Field & {
  options: readonly Option<Value>[];
  value: Value | "" | null | undefined;
  onChange: (value: Value) => void;
  name?: string;
  /** Shown while nothing is chosen. */
  placeholder?: string;
};

export function Select<Value extends string>({
  options,
  value,
  onChange,
  name,
  placeholder,
  ...field
}: SelectProps<Value>) {
  return (
    <NativeField {...field} value={value}>
      {(ids) => (
        <span className={styles.selectFrame}>
          <select
            {...ids}
            name={name}
            className={styles.select}
            value={value ?? ""}
            required={field.isRequired}
            disabled={field.isDisabled}
            onChange={(event) => onChange(event.target.value as Value)}
          >
            {/* Where one of the options is "nothing", it is what stands there. */}
            {(placeholder !== undefined || !options.some((option) => option.value === (value ?? ""))) && (
              <option value="" disabled={field.isRequired}>
                {placeholder ?? ""}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.isDisabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden />
        </span>
      )}
    </NativeField>
  );
}

export type DateFieldProps = Field & {
  /** What is chosen, as the native control writes it: "2026-03-02", "13:00" or "2026-03-02T13:00". */
  value: string;
  onChange: (value: string) => void;
  kind?: "date" | "time" | "datetime-local";
  min?: string;
  max?: string;
  name?: string;
};

/** Without a last day a browser takes a year of six figures, and who types on has asked for the year 12099. */
const lastOf = { date: "2999-12-31", "datetime-local": "2999-12-31T23:59", time: undefined };

/** The browser writes a date in its own way, 3/2 or 2/3: beside it stands in words which day is meant. */
export function DateField({ value, onChange, kind = "date", min, max, name, ...field }: DateFieldProps) {
  const format = useFormat();
  const day = kind === "time" ? "" : value.slice(0, 10);
  return (
    <NativeField {...field} value={value}>
      {(ids) => (
        <>
          <input
            {...ids}
            type={kind}
            name={name}
            className={styles.input}
            data-short
            value={value}
            min={min}
            max={max ?? lastOf[kind]}
            required={field.isRequired}
            disabled={field.isDisabled}
            onChange={(event) => onChange(event.target.value)}
          />
          {/^\d{4}-\d\d-\d\d$/.test(day) && (
            <span className={styles.description}>{format.date(day, { style: "full" })}</span>
          )}
        </>
      )}
    </NativeField>
  );
}

export type FileFieldProps = Field & {
  accept: string;
  onChange: (file: File) => void;
  /** What is larger is refused here, before it is sent for nothing. */
  mostMegabytes?: number;
};

/** One file; choosing the same one again after it was mended reads it again. */
export function FileField({
  accept,
  onChange,
  mostMegabytes = Number.POSITIVE_INFINITY,
  error,
  ...field
}: FileFieldProps) {
  const t = useText(text);
  const [{ name, size }, setFile] = useState({ name: "", size: 0 });
  const megabytes = Math.ceil(size / 1024 / 1024);
  const tooLarge =
    megabytes > mostMegabytes ? t("file.tooLarge", { size: megabytes, most: mostMegabytes }) : undefined;
  return (
    <NativeField {...field} error={tooLarge ?? error} value={name}>
      {(ids) => (
        <span className={styles.file}>
          <input
            {...ids}
            type="file"
            accept={accept}
            className={styles.fileInput}
            disabled={field.isDisabled}
            onClick={(event) => {
              event.currentTarget.value = "";
            }}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (!file) return;
              setFile(file);
              if (file.size <= mostMegabytes * 1024 * 1024) onChange(file);
            }}
          />
          <span className={styles.fileButton} aria-hidden>
            {t("file.choose")}
          </span>
          <span className={styles.fileName} aria-hidden>
            {name || t("file.none")}
          </span>
        </span>
      )}
    </NativeField>
  );
}

export type CheckboxProps = {
  children: ReactNode;
  isSelected?: boolean;
  defaultSelected?: boolean;
  onChange?: (isSelected: boolean) => void;
  isDisabled?: boolean;
  name?: string;
  description?: ReactNode;
  isIndeterminate?: boolean;
};

export function Checkbox({ children, description, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className={styles.choice!}>
      <span className={styles.box} aria-hidden>
        <Check />
      </span>
      <span>
        {children}
        {description && <span className={styles.choiceDescription}>{description}</span>}
      </span>
    </AriaCheckbox>
  );
}

export type RadioGroupProps<Value extends string> = Field & {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** "cards" for a few weighty choices, "row" for short ones. */
  layout?: "list" | "row" | "cards";
};

export function RadioGroup<Value extends string>({
  label,
  description,
  error,
  isOptional,
  isLabelHidden,
  options,
  value,
  onChange,
  layout = "list",
  ...rest
}: RadioGroupProps<Value>) {
  const shownError = useUnanswered(error, value);
  return (
    <AriaRadioGroup
      {...rest}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      isInvalid={Boolean(shownError)}
      validationBehavior="aria"
      className={styles.field!}
    >
      <Label className={isLabelHidden ? "unseen" : styles.label!}>
        <LabelText label={label} isOptional={isOptional} />
      </Label>
      {description && (
        <Text slot="description" className={styles.description!}>
          {description}
        </Text>
      )}
      <div className={styles[layout]}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled}
            className={layout === "cards" ? styles.card! : styles.choice!}
          >
            <span className={styles.dot} aria-hidden />
            <span>
              {option.label}
              {option.description && <span className={styles.choiceDescription}>{option.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className={styles.error!}>{shownError}</FieldError>
    </AriaRadioGroup>
  );
}

export function Switch({ children, description, ...rest }: Omit<CheckboxProps, "isIndeterminate">) {
  return (
    <AriaSwitch {...rest} className={styles.choice!}>
      <span className={styles.track} aria-hidden />
      <span>
        {children}
        {description && <span className={styles.choiceDescription}>{description}</span>}
      </span>
    </AriaSwitch>
  );
}

/** What went wrong with the whole form: read out as it appears. */
export function FormErrors({ problem }: { problem?: string | undefined }) {
  if (!problem) return null;
  return (
    <p role="alert" className={styles.formError}>
      {problem}
    </p>
  );
}

/** Fields under one another with an even space, and the buttons at the end; in a dialog also the one that leaves it. */
export function Form({
  onSubmit,
  children,
  actions,
  cancelLabel,
}: {
  onSubmit: () => void;
  children: ReactNode;
  actions?: ReactNode;
  /** What leaving the dialog is called, where "cancel" could be taken for something else. */
  cancelLabel?: string;
}) {
  const t = useText(text);
  const dialog = useContext(OverlayTriggerStateContext);
  const form = useRef<HTMLFormElement>(null);
  const isAsked = useRef(false);
  // What is refused after she asked for it may stand above the window's edge: she is taken to the first of it.
  useEffect(() => {
    const wrong = isAsked.current && form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (!wrong) return;
    isAsked.current = false;
    wrong.focus();
  });
  const forget = () => {
    isAsked.current = false;
  };
  return (
    <form
      noValidate
      ref={form}
      className={styles.form}
      onInput={forget}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        isAsked.current = true;
        onSubmit();
      }}
    >
      {children}
      {actions && (
        <div className={styles.actions} data-in-dialog={dialog ? true : undefined}>
          {actions}
          {dialog && (
            <Button variant="quiet" onPress={() => dialog.close()}>
              {cancelLabel ?? t("confirm.cancel")}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.fieldRow}>{children}</div>;
}
