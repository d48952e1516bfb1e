import { Button, type ButtonProps } from "#design/index.ts";
import styles from "./wall.module.css";

type ToolProps = Omit<ButtonProps, "children" | "size" | "className"> & {
  /** What it is for: the notes that are chosen, or the wall as a whole. Both where nothing is said. */
  of?: "chosen" | "wall";
  /** In one word, beneath the icon, where there is no room for all of them. */
  short: string;
  children: string;
};

export function Tool({ of, short, children, ...rest }: ToolProps) {
  return (
    <Button {...rest} size="small" className={styles.tool} data-of={of}>
      <span className={styles.words}>{children}</span>
      <span className={styles.short} aria-hidden>
        {short}
      </span>
    </Button>
  );
}
