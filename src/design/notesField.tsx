import { Bold, Link as LinkIcon, List } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { addLink, hasFormatting, type Selected, toggleBold, toggleList } from "#platform/model/formatted.ts";
import { Button } from "./button.tsx";
import { TextArea, type TextAreaProps } from "./fields.tsx";
import styles from "./formattedText.module.css";
import { FormattedText } from "./formattedText.tsx";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

/** A field for notes with light formatting: typed as signs, by buttons or by Ctrl+B; beneath it stands how it reads. */
export function NotesField({
  value,
  onChange,
  isDisabled,
  ...rest
}: Omit<TextAreaProps, "value" | "onChange" | "defaultValue"> & {
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useText(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const apply = (change: (selected: Selected) => Selected) => {
    const field = area.current;
    if (!field || isDisabled) return;
    const next = change({ text: value, from: field.selectionStart, to: field.selectionEnd });
    onChange(next.text);
    // Once the field shows the new text.
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(next.from, next.to);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "b" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    apply(toggleBold);
  };
  const tools = [
    { name: "bold", icon: <Bold aria-hidden />, change: toggleBold },
    { name: "list", icon: <List aria-hidden />, change: toggleList },
    { name: "link", icon: <LinkIcon aria-hidden />, change: addLink },
  ] as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is the field's, and every tool has a button
    <div onKeyDown={onKeyDown}>
      <TextArea {...rest} areaRef={area} value={value} onChange={onChange} isDisabled={isDisabled} />
      {!isDisabled && (
        <div className={styles.tools} role="toolbar" aria-label={t("notes.tools")}>
          {tools.map(({ name, icon, change }) => (
            <Button
              key={name}
              size="small"
              variant="quiet"
              icon={icon}
              aria-label={t(`notes.${name}`)}
              onPress={() => apply(change)}
            />
          ))}
        </div>
      )}
      {hasFormatting(value) && (
        <section className={styles.shown} aria-label={t("notes.shown")}>
          <FormattedText>{value}</FormattedText>
        </section>
      )}
    </div>
  );
}
