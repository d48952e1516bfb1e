import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#design/index.ts";
import styles from "./home.module.css";

/** One thing that waits for somebody: what it is, by when, and the way there. */
export function HomeItem({ href, title, detail }: { href: string; title: string; detail?: ReactNode }) {
  return (
    <li>
      <Link href={href} className={styles.item}>
        <span className={styles.itemTitle}>{title}</span>
        {detail}
        <ArrowRight aria-hidden />
      </Link>
    </li>
  );
}
