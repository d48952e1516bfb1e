import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import {
  Dialog as AriaDialog,
  Menu as AriaMenu,
  DialogTrigger,
  Header,
  Heading,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
  Separator,
} from "react-aria-components";
import { Button } from "./button.tsx";
import { useFocusBack } from "./focusBack.ts";
import { useText } from "./locale.tsx";
import styles from "./overlays.module.css";
import { text } from "./text.ts";

export type DialogProps = {
  title: ReactNode;
  /** Opens by itself when pressed; without it, use isOpen and onOpenChange. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  size?: "small" | "medium" | "large";
  /** Nothing is lost by a slip: pressing outside does not close it. */
  isKept?: boolean;
  children: ReactNode | ((parts: { close: () => void }) => ReactNode);
};

export function Dialog({
  title,
  trigger,
  isOpen,
  onOpenChange,
  size = "medium",
  isKept,
  children,
}: DialogProps) {
  const t = useText(text);
  const overlay = (
    <ModalOverlay
      className={styles.veil!}
      isDismissable={!isKept}
      {...(trigger ? {} : { isOpen, onOpenChange })}
    >
      <Modal className={`${styles.modal} ${styles[size]}`}>
        <AriaDialog className={styles.dialog!}>
          {({ close }) => (
            <>
              <FocusBack />
              <div className={styles.head}>
                <Heading slot="title" className={styles.title!}>
                  {title}
                </Heading>
                <Button variant="quiet" aria-label={t("close")} icon={<X />} onPress={close} />
              </div>
              {typeof children === "function" ? children({ close }) : children}
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
  if (!trigger) return overlay;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      {overlay}
    </DialogTrigger>
  );
}

/** Lives as long as the dialog is open. */
function FocusBack() {
  useFocusBack();
  return null;
}

export type ConfirmDialogProps = {
  title: ReactNode;
  children?: ReactNode;
  /** Says what happens: "Send to 214 customers", not "OK". */
  confirmLabel: string;
  onConfirm: () => void;
  isDanger?: boolean;
  busy?: boolean;
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Only for what cannot be undone; everything else is done at once, with "undo" in a toast. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  onConfirm,
  isDanger,
  busy,
  ...rest
}: ConfirmDialogProps) {
  const t = useText(text);
  return (
    <Dialog title={title} size="small" {...rest}>
      {({ close }) => (
        <>
          <div className={styles.body}>{children}</div>
          <div className={styles.actions}>
            <Button
              variant={isDanger ? "danger" : "primary"}
              busy={busy}
              onPress={() => {
                onConfirm();
                close();
              }}
            >
              {confirmLabel}
            </Button>
            <Button variant="quiet" onPress={close}>
              {t("confirm.cancel")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

export type MenuEntry = {
  id: string;
  label: ReactNode;
  textValue?: string;
  icon?: ReactNode;
  href?: string;
  onAction?: () => void;
  isDanger?: boolean;
  isDisabled?: boolean;
};

export type MenuProps = {
  label: string;
  /** A `Button`. */
  trigger: ReactElement;
  items: readonly MenuEntry[];
  /** Further groups with a heading of which one is chosen. */
  choices?: readonly {
    id: string;
    label: string;
    value: string;
    options: { value: string; label: string }[];
    onChange: (value: string) => void;
  }[];
  children?: never;
};

export function Menu({ label, trigger, items, choices = [] }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover!}>
        <AriaMenu aria-label={label} className={styles.menu!}>
          {choices.map((choice) => (
            <MenuSection
              key={choice.id}
              id={choice.id}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[choice.value]}
              onSelectionChange={(keys) => {
                const [chosen] = [...(keys as Iterable<string>)];
                if (chosen) choice.onChange(chosen);
              }}
            >
              <Header className={styles.menuHeading!}>{choice.label}</Header>
              {choice.options.map((option) => (
                <MenuItem
                  key={option.value}
                  id={option.value}
                  textValue={option.label}
                  className={styles.menuItem!}
                >
                  <span className={styles.tick} aria-hidden />
                  {option.label}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
          {choices.length > 0 && items.length > 0 && <Separator className={styles.separator!} />}
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.textValue ?? (typeof item.label === "string" ? item.label : item.id)}
              {...(item.href ? { href: item.href } : {})}
              onAction={item.onAction}
              isDisabled={item.isDisabled}
              className={styles.menuItem!}
              data-danger={item.isDanger || undefined}
            >
              {item.icon}
              {item.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
