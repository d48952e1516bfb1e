import { ChevronDown, Lightbulb } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button, Link } from "./button.tsx";
import { classes } from "./class.ts";
import styles from "./layout.module.css";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

export type PageProps = {
  title: string;
  /** One or two sentences: what this page is for. */
  lead?: ReactNode;
  /** The page's one primary action, and at most a few others. */
  actions?: ReactNode;
  /** Where this page belongs, from the outside in. */
  path?: readonly { label: string; href: string }[];
  width?: "narrow" | "normal" | "wide";
  /** Stands beside the work on a wide screen, above it on a phone: guidance. */
  aside?: ReactNode;
  children?: ReactNode;
};

export function Page({ title, lead, actions, path, width = "normal", aside, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Udlev`;
  }, [title]);
  return (
    <div className={classes(styles.page, styles[width])}>
      <header className={styles.head}>
        <div className={styles.headText}>
          {path && path.length > 0 && (
            <nav className={styles.path} aria-label={path.map(({ label }) => label).join(" › ")}>
              {path.map((place) => (
                <Link key={place.href} href={place.href}>
                  {place.label}
                </Link>
              ))}
            </nav>
          )}
          <h1>{title}</h1>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {aside ? (
        <div className={styles.withAside}>
          <div className={styles.stack}>{children}</div>
          <aside className={styles.aside}>{aside}</aside>
        </div>
      ) : (
        <div className={styles.stack}>{children}</div>
      )}
    </div>
  );
}

export type CardProps = {
  title?: ReactNode;
  level?: 2 | 3;
  actions?: ReactNode;
  tone?: "paper" | "sunken" | "accent";
  className?: string;
  /** For a link that leads here. */
  id?: string | undefined;
  children?: ReactNode;
};

export function Card({ title, level = 2, actions, tone = "paper", className, id, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section id={id} className={classes(styles.card, styles[tone], className)}>
      {(title || actions) && (
        <div className={styles.cardHead}>
          {title && <Heading className={styles.cardTitle}>{title}</Heading>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Things under one another, or beside one another while there is room. */
export function Stack({ children, gap = "normal" }: { children: ReactNode; gap?: "small" | "normal" }) {
  return <div className={classes(styles.stack, gap === "small" && styles.tight)}>{children}</div>;
}
export function Row({ children, isApart }: { children: ReactNode; isApart?: boolean }) {
  return <div className={classes(styles.row, isApart && styles.apart)}>{children}</div>;
}
export function Grid({ children }: { children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>;
}

/** An empty page says what to do first. */
export function EmptyState({
  title,
  children,
  action,
  icon,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {icon && (
        <div className={styles.emptyIcon} aria-hidden>
          {icon}
        </div>
      )}
      <h2 className={styles.emptyTitle}>{title}</h2>
      {children && <div className={styles.emptyText}>{children}</div>}
      {action && <div className={styles.actions}>{action}</div>}
    </div>
  );
}

const widths = ["92%", "78%", "85%", "60%", "88%", "72%", "95%", "55%"];

/** Stands where the content will be, for those on a slow connection; shows itself only after a moment. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const t = useText(text);
  return (
    <div className={styles.skeleton} role="status">
      <span className="unseen">{t("loading")}</span>
      {widths.slice(0, lines).map((width) => (
        <span key={width} className={styles.bone} style={{ width }} aria-hidden />
      ))}
    </div>
  );
}

export type GuidancePanelProps = {
  title?: string;
  children: ReactNode;
  example?: ReactNode;
  /** Takes the example over into the work, where it can be changed. */
  onUseExample?: () => void;
};

/** The few sentences of guidance for a work area, with an example. */
export function GuidancePanel({ title, children, example, onUseExample }: GuidancePanelProps) {
  const t = useText(text);
  // Beside the work where there is room; above it on a phone, folded, so that the work comes first.
  const [isOpen, setOpen] = useState(() => matchMedia("(min-width: 62rem)").matches);
  return (
    <details
      className={styles.guidance}
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.guidanceTitle}>
        <Lightbulb aria-hidden />
        <h2>{title ?? t("guidance.title")}</h2>
        <ChevronDown aria-hidden className={styles.chevron} />
      </summary>
      <div className={styles.guidanceText}>{children}</div>
      {example && <div className={styles.example}>{example}</div>}
      {onUseExample && (
        <Button size="small" onPress={onUseExample}>
          {t("guidance.useExample")}
        </Button>
      )}
    </details>
  );
}

export type BadgeTone = "neutral" | "accent" | "good" | "notice" | "danger";
export function Badge({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: BadgeTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={classes(styles.badge, styles[`badge-${tone}`])}>
      {icon}
      {children}
    </span>
  );
}

export type MeterProps = {
  label: ReactNode;
  value: number;
  max: number;
  valueLabel?: string;
  isLabelHidden?: boolean;
};

/** How far: "3 of 6". */
export function Meter({ label, value, max, valueLabel, isLabelHidden }: MeterProps) {
  const shown = valueLabel ?? `${value}/${max}`;
  return (
    <div className={styles.meter}>
      <div className={classes(styles.meterText, isLabelHidden && "unseen")}>
        <span>{label}</span>
        <span className={styles.meterValue}>{shown}</span>
      </div>
      <div
        role="progressbar"
        aria-label={typeof label === "string" ? label : shown}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={shown}
        className={styles.meterTrack}
      >
        <div style={{ width: `${max > 0 ? Math.min(100, (100 * value) / max) : 0}%` }} />
      </div>
    </div>
  );
}

/** A remark in the flow of the page: what to know before going on. */
export function Notice({
  tone = "neutral",
  id,
  isSaid = false,
  children,
}: {
  tone?: "neutral" | "notice" | "good" | "danger";
  /** For a link that leads here. */
  id?: string;
  /** Read out as it appears, where it answers what was just pressed. */
  isSaid?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      id={id}
      role={isSaid ? "alert" : undefined}
      className={classes(styles.notice, styles[`notice-${tone}`])}
    >
      {children}
    </div>
  );
}
