import { ChevronDown, LogOut, Menu as MenuIcon } from "lucide-react";
import { Fragment, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { Button, Link } from "./button.tsx";
import { classes } from "./class.ts";
import { useLocale, useText } from "./locale.tsx";
import { Menu } from "./overlays.tsx";
import type { Theme } from "./preferences.ts";
import styles from "./shell.module.css";
import { text } from "./text.ts";

export type ShellProps = {
  /** Missing where nobody is signed in. */
  organisationName?: string | undefined;
  personName?: string | undefined;
  navigation?: readonly { href: string; label: string }[];
  /** The path that is shown, to mark its item. */
  at: string;
  /** What stands in her own menu, above signing out. */
  own?: readonly { href: string; label: string }[];
  onSignOut?: () => void;
  children: ReactNode;
};

const isAt = (at: string, href: string): boolean => at === href || at.startsWith(`${href}/`);

/** The frame around every page: who and where you are, where you can go, and the page itself as the main landmark. */
export function Shell({
  organisationName,
  personName,
  navigation = [],
  at,
  own = [],
  onSignOut,
  children,
}: ShellProps) {
  const t = useText(text);
  const bar = useRef<HTMLDivElement>(null);
  const room = useRoom(bar);
  const isTall = room === "tall";
  const active = navigation.reduce(
    (best, item) => (isAt(at, item.href) && item.href.length > best.length ? item.href : best),
    "",
  );
  const ways = navigation.length > 0 && (
    <Fragment key="ways">
      <nav aria-label={t("navigation")} className={styles.nav}>
        {navigation.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            className={classes(styles.navItem, item.href === active && styles.active)}
            {...(item.href === active ? { "aria-current": "page" as const } : {})}
          >
            {item.label}
          </Link>
        ))}
      </nav>
      <div className={styles.narrowNav}>
        <Menu
          label={t("navigation")}
          trigger={
            <Button variant="quiet" icon={<MenuIcon />}>
              <span className={styles.menuLabel}>{t("menu.open")}</span>
            </Button>
          }
          items={navigation.map((item) => ({ id: item.href, label: item.label, href: item.href }))}
        />
      </div>
    </Fragment>
  );
  const person = <PersonMenu key="person" personName={personName} own={own} onSignOut={onSignOut} />;
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {t("skip")}
      </a>
      <header className={styles.header}>
        <div ref={bar} className={classes(styles.bar, room !== "roomy" && styles[room])}>
          <Link href="/" className={styles.brand}>
            <Brand />
            <span data-brand className={styles.brandName} title={organisationName}>
              {organisationName ?? "Udlev"}
            </span>
          </Link>
          {/* In the order in which it is seen, for whoever goes through it by keyboard. */}
          {isTall ? [person, ways] : [ways, person]}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}

/** roomy: all of it on one line. close: the person by her initials. tall: the ways to go on a line of their own. */
type Room = "roomy" | "close" | "tall";

/** How much room there is for the organisation's whole name, which is not cut short for the ways to go beside it. */
function useRoom(bar: RefObject<HTMLDivElement | null>): Room {
  const [room, setRoom] = useState<Room>("roomy");
  const measure = () => {
    const box = bar.current;
    const part = (selector: string) => box?.querySelector<HTMLElement>(selector);
    const [nav, name, person] = [part("nav"), part("[data-brand]"), part("[data-person]")];
    // Out of sight on a narrow window: there it is a menu.
    if (!box || !nav?.offsetWidth || !name || !person) return setRoom("roomy");
    const gapOf = (element: HTMLElement) => Number.parseFloat(getComputedStyle(element).columnGap) || 0;
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(box);
    const there =
      box.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
    const links = [...nav.children].reduce((sum, link) => sum + link.getBoundingClientRect().width, 0);
    const brand = name.offsetLeft - name.parentElement!.offsetLeft + name.scrollWidth;
    const called = person.querySelector<HTMLElement>("[data-name]");
    const calledWidth = called ? called.offsetWidth + gapOf(person) : 0;
    const isCalled = called && getComputedStyle(called).position !== "absolute";
    const rest = person.offsetWidth - (isCalled ? calledWidth : 0);
    const least = brand + links + gapOf(nav) * (nav.children.length - 1) + rest + 2 * gapOf(box) + 1;
    setRoom(least + calledWidth <= there ? "roomy" : least <= there ? "close" : "tall");
  };
  const latest = useRef(measure);
  latest.current = measure;
  // Labels change with the language, and with what the person may.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    const watcher = new ResizeObserver(() => latest.current());
    if (bar.current) watcher.observe(bar.current);
    void document.fonts.ready.then(() => latest.current());
    return () => watcher.disconnect();
  }, [bar]);
  return room;
}

function PersonMenu({
  personName,
  own,
  onSignOut,
}: {
  personName?: string | undefined;
  own: readonly { href: string; label: string }[];
  onSignOut?: (() => void) | undefined;
}) {
  const t = useText(text);
  const { locale, setLocale, theme, setTheme } = useLocale();
  const initials = personName
    ?.split(/\s+/)
    .map((part) => part[0])
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join("");
  return (
    <Menu
      label={t("menu.person")}
      trigger={
        <Button variant="quiet" className={styles.person} data-person>
          {initials ? (
            <>
              <span className={styles.initials} aria-hidden>
                {initials}
              </span>
              <span data-name className={styles.personName}>
                {personName}
              </span>
              <span className="unseen">{t("menu.person")}</span>
            </>
          ) : (
            t("menu.person")
          )}
          <ChevronDown aria-hidden />
        </Button>
      }
      choices={[
        {
          id: "language",
          label: t("language"),
          value: locale,
          options: [
            { value: "da", label: t("language.da") },
            { value: "en", label: t("language.en") },
          ],
          onChange: (value) => setLocale(value as "da" | "en"),
        },
        {
          id: "theme",
          label: t("theme"),
          value: theme,
          options: [
            { value: "system", label: t("theme.system") },
            { value: "light", label: t("theme.light") },
            { value: "dark", label: t("theme.dark") },
          ],
          onChange: (value) => setTheme(value as Theme),
        },
      ]}
      items={[
        ...own.map(({ href, label }) => ({ id: href, href, label })),
        ...(onSignOut
          ? [{ id: "sign-out", label: t("menu.signOut"), icon: <LogOut />, onAction: onSignOut }]
          : []),
      ]}
    />
  );
}

/** A thread that runs through three points: value, behaviour, experience. */
export function Brand() {
  return (
    <svg viewBox="0 0 32 32" className={styles.mark} aria-hidden="true">
      <path
        d="M4 24C10 24 9 8 16 8s6 16 12 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="4.5" cy="24" r="3.5" fill="var(--value-ocean)" />
      <circle cx="16" cy="8" r="3.5" fill="var(--value-amber)" />
      <circle cx="27.5" cy="24" r="3.5" fill="var(--value-fern)" />
    </svg>
  );
}
