import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps,
} from "react-aria-components";
import styles from "./button.module.css";
import { classes } from "./class.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
type Look = {
  variant?: ButtonVariant;
  size?: "small" | "medium" | "large";
  icon?: ReactNode;
  children?: ReactNode;
};

const look = ({ variant = "secondary", size = "medium" }: Look, isIconOnly: boolean, className?: string) =>
  classes(styles.button, styles[variant], styles[size], isIconOnly && styles.iconOnly, className);

export type ButtonProps = Look &
  Omit<AriaButtonProps, "children" | "className" | "style"> & { busy?: boolean; className?: string };

/**
 * `variant="primary"` is the page's one next thing. A button with only an icon needs `aria-label`.
 * A busy button keeps its focus and takes no further press.
 */
export function Button({
  variant,
  size,
  icon,
  children,
  busy,
  className,
  type,
  onPress,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      type={busy ? "button" : type}
      onPress={busy ? undefined : onPress}
      className={look({ variant, size }, !children, classes(busy && styles.busy, className))}
    >
      {icon}
      {children}
    </AriaButton>
  );
}

export type LinkButtonProps = Look &
  Omit<LinkProps, "children" | "className" | "style"> & { className?: string };

/** Looks like a button, goes somewhere. */
export function LinkButton({ variant, size, icon, children, className, ...rest }: LinkButtonProps) {
  return (
    <AriaLink {...rest} className={look({ variant, size }, !children, className)}>
      {icon}
      {children}
    </AriaLink>
  );
}

/** A link in running text; goes to a page of ours without loading the page anew. */
export function Link({
  className,
  ...rest
}: Omit<LinkProps, "className" | "style"> & { className?: string }) {
  return <AriaLink {...rest} className={classes(styles.link, className)} />;
}
