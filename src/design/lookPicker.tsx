import { RadioGroup as AriaRadioGroup, FieldError, Label, Radio } from "react-aria-components";
import { useText } from "./locale.tsx";
import styles from "./lookPicker.module.css";
import { type ValueColour, type ValueMarkName, valueColours, valueMarks } from "./model.ts";
import { text } from "./text.ts";
import { Mark } from "./valueMark.tsx";

type PickerProps<Choice> = {
  label: string;
  value: Choice;
  onChange: (value: Choice) => void;
  /** Borne by others already. */
  taken: readonly string[];
  error?: string | undefined;
};

/** A value's colour; each is shown as the mark will look in it. */
export function ColourPicker({
  label,
  value,
  onChange,
  taken,
  error,
  mark,
}: PickerProps<ValueColour> & { mark: ValueMarkName }) {
  const t = useText(text);
  return (
    <AriaRadioGroup
      className={styles.picker!}
      value={value}
      onChange={(chosen) => onChange(chosen as ValueColour)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className={styles.label!}>{label}</Label>
      <div className={styles.choices}>
        {valueColours.map((colour) => (
          <Radio
            key={colour}
            value={colour}
            aria-label={t(`colour.${colour}`)}
            isDisabled={taken.includes(colour)}
            className={styles.choice!}
          >
            <Mark value={{ colour, mark }} size="1.5rem" />
            <span className={styles.name}>{t(`colour.${colour}`)}</span>
          </Radio>
        ))}
      </div>
      <FieldError className={styles.error!}>{error}</FieldError>
    </AriaRadioGroup>
  );
}

export function MarkPicker({
  label,
  value,
  onChange,
  taken,
  error,
  colour,
}: PickerProps<ValueMarkName> & { colour: ValueColour }) {
  const t = useText(text);
  return (
    <AriaRadioGroup
      className={styles.picker!}
      value={value}
      onChange={(chosen) => onChange(chosen as ValueMarkName)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className={styles.label!}>{label}</Label>
      <div className={styles.choices}>
        {valueMarks.map((mark) => (
          <Radio
            key={mark}
            value={mark}
            aria-label={t(`mark.${mark}`)}
            isDisabled={taken.includes(mark)}
            className={styles.choice!}
          >
            <Mark value={{ colour, mark }} size="1.5rem" />
            <span className={styles.name}>{t(`mark.${mark}`)}</span>
          </Radio>
        ))}
      </div>
      <FieldError className={styles.error!}>{error}</FieldError>
    </AriaRadioGroup>
  );
}
