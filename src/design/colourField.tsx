import styles from "./fields.module.css";
import { type Field, NativeField } from "./fields.tsx";

/** Any colour, chosen in the way the machine is used to; beside it stands how it is written. */
export function ColourField({
  value,
  onChange,
  ...field
}: Field & {
  /** Six digits of hexadecimal, without "#". */
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <NativeField {...field} value={value}>
      {(ids) => (
        <span className={styles.colour}>
          <input
            {...ids}
            type="color"
            className={styles.swatch}
            value={`#${value.toLowerCase()}`}
            disabled={field.isDisabled}
            onChange={(event) => onChange(event.target.value.slice(1).toUpperCase())}
          />
          <span>#{value}</span>
        </span>
      )}
    </NativeField>
  );
}
