import { ListBox, ListBoxItem } from "react-aria-components";
import styles from "./wordPicker.module.css";

export type WordPickerProps = {
  label: string;
  text: string;
  /** Places of words in the text, counted from 0. */
  chosen: ReadonlySet<number>;
  onChange: (chosen: ReadonlySet<number>) => void;
  /** Words that cannot be chosen. */
  isFixed?: (word: string) => boolean;
};

export const wordsIn = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");

/** Words are chosen in a text as it reads: pressed, or found by arrow keys or by typing their first letters. */
export function WordPicker({ label, text, chosen, onChange, isFixed }: WordPickerProps) {
  const words = wordsIn(text);
  return (
    <ListBox
      aria-label={label}
      className={styles.words!}
      layout="grid"
      selectionMode="multiple"
      // Escape leaves the dialog it stands in, and takes nothing away.
      escapeKeyBehavior="none"
      selectedKeys={new Set([...chosen].map(String))}
      onSelectionChange={(keys) =>
        onChange(new Set(keys === "all" ? words.keys() : [...keys].map((key) => Number(key))))
      }
    >
      {words.map((word, place) => (
        <ListBoxItem
          // biome-ignore lint/suspicious/noArrayIndexKey: a word stands in its place
          key={place}
          id={String(place)}
          textValue={word}
          className={styles.word!}
          isDisabled={isFixed?.(word) ?? false}
        >
          {word}
        </ListBoxItem>
      ))}
    </ListBox>
  );
}
