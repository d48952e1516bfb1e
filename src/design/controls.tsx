import { Check } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Checkbox as AriaCheckbox,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  TextArea as AriaTextArea,
  Text,
} from "react-aria-components";
import style from "./components.module.css";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

type Look = "primary" | "plain" | "quiet";
const lookOf = (look: Look) => `${style.button} ${look === "plain" ? "" : style[look]}`;

/** One screen has one primary button: what most people in that place do next. */
export function Button({ look = "plain", ...props }: AriaButtonProps & { look?: Look }) {
  return <AriaButton {...props} className={lookOf(look)} />;
}

export function LinkButton({ look = "plain", href, children, ...rest }: { look?: Look; href: string; children: ReactNode; download?: boolean; target?: string }) {
  return (
    <a {...rest} href={href} className={lookOf(look)}>
      {children}
    </a>
  );
}

type FieldProps = AriaTextFieldProps & { label: string; hint?: ReactNode; placeholder?: string };

function FieldLabel({ label, isRequired }: { label: string; isRequired?: boolean }) {
  const t = useText(text);
  return (
    <Label className={style.label}>
      {label} {isRequired === false && <span className={style.optional}>({t("field.optional")})</span>}
    </Label>
  );
}

export function TextField({ label, hint, placeholder, ...props }: FieldProps) {
  return (
    <AriaTextField {...props} className={style.field}>
      <FieldLabel label={label} isRequired={props.isRequired} />
      {hint && (
        <Text slot="description" className={style.hint}>
          {hint}
        </Text>
      )}
      <Input className={style.input} placeholder={placeholder} />
      <FieldError className={style.error} />
    </AriaTextField>
  );
}

export function TextArea({ label, hint, placeholder, rows = 3, ...props }: FieldProps & { rows?: number }) {
  return (
    <AriaTextField {...props} className={style.field}>
      <FieldLabel label={label} isRequired={props.isRequired} />
      {hint && (
        <Text slot="description" className={style.hint}>
          {hint}
        </Text>
      )}
      <AriaTextArea className={style.input} placeholder={placeholder} rows={rows} />
      <FieldError className={style.error} />
    </AriaTextField>
  );
}

/** The platform's own list: on a phone it is the one people know. */
export function Select({
  label,
  value,
  onChange,
  options,
  hint,
  isHidden,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
  options: readonly { id: string; label: string }[];
  hint?: string;
  /** The label is read aloud, not shown. */
  isHidden?: boolean;
}) {
  const control = (
    <select className={style.input} value={value} aria-label={isHidden ? label : undefined} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.label}
        </option>
      ))}
    </select>
  );
  if (isHidden) return control;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the select stands inside
    <label className={style.field}>
      <span className={style.label}>{label}</span>
      {hint && <span className={style.hint}>{hint}</span>}
      {control}
    </label>
  );
}

export function Checkbox({ children, isSelected, onChange, isDisabled }: { children: ReactNode; isSelected: boolean; onChange(isSelected: boolean): void; isDisabled?: boolean }) {
  return (
    <AriaCheckbox className={style.choice!} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className={style.box}>{isSelected && <Check size={16} aria-hidden />}</span>
      {children}
    </AriaCheckbox>
  );
}
