import type { ReactNode } from "react";
import { Brand } from "#design/index.ts";
import styles from "./frontDoor.module.css";

/** The frame of what people see before they are in: quiet, centred, with the thread above it. */
export function FrontDoor({
  title,
  lead,
  children,
  isWide,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  isWide?: boolean;
}) {
  return (
    <div className={styles.door} data-wide={isWide || undefined}>
      <title>{`${title} · Udlev`}</title>
      <div className={styles.brand}>
        <Brand />
      </div>
      <h1>{title}</h1>
      {lead && <div className={styles.lead}>{lead}</div>}
      <div className={styles.body}>{children}</div>
    </div>
  );
}
