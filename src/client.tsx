import { QueryCache, QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Outlet,
  RouterProvider,
  useLocation,
} from "@tanstack/react-router";
import { lazy, StrictMode, useEffect, useRef } from "react";
import { RouterProvider as LinkProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import {
  Button,
  EmptyState,
  focusContent,
  LocaleProvider,
  NotFoundPage,
  Notice,
  Page,
  type PageEntry,
  Shell,
  Skeleton,
  ToastProvider,
  useLocale,
  useText,
} from "#design/index.ts";
import { mayAnywhere } from "#organisation/access.ts";
import { client } from "#organisation/client.ts";
import { sessionQuery } from "#organisation/session.tsx";
import { hearTabs, tellTabs } from "#organisation/tabs.ts";
import type { Session } from "#organisation/wire.ts";
import { answer, onOvertaken, Problem } from "#platform/http/client.ts";
import { text } from "./client.text.ts";
import "./design/fonts.css";
import "./design/tokens.css";
import "./design/base.css";

// Every room lists its pages in its pages.ts.
const rooms = import.meta.glob<{ pages: PageEntry[] }>("./*/pages.ts", { eager: true });
const pages = [
  ...new Map(Object.values(rooms).flatMap((room) => room.pages.map((entry) => [entry.path, entry]))).values(),
];

const isProblem = (error: unknown, ...statuses: number[]) =>
  error instanceof Problem && statuses.includes(error.status);

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Signed out in the meantime: the gate below leads to sign-in and back here.
    onError: (error) => {
      if (isProblem(error, 401)) queries.setQueryData(sessionQuery.queryKey, null);
    },
    // Answered all the same: she has signed in elsewhere.
    onSuccess: (_, { queryKey }) => {
      const [room, what] = queryKey;
      const isOfAnybody = room === "organisation" && (what === "session" || what === "installation");
      if (isOfAnybody || queries.getQueryData(sessionQuery.queryKey) !== null) return;
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && (!(error instanceof Problem) || error.status >= 500),
      // With something to show, a failed refresh is no reason to take it away.
      throwOnError: (error, query) => query.state.data === undefined && !isProblem(error, 401),
    },
    mutations: { retry: false },
  },
});

// Whatever the page shows may be what somebody else has changed.
onOvertaken(() => queries.invalidateQueries());

function navigationFor(session: Session, t: ReturnType<typeof text>): { href: string; label: string }[] {
  const has = (path: string) => pages.some((entry) => entry.path === path);
  const may = (action: Parameters<typeof mayAnywhere>[1]) => mayAnywhere(session, action);
  const holds = (role: string) => session.roles.some((held) => held.role === role);
  return [
    { href: "/", label: t("menu.home"), isShown: true },
    { href: "/overview", label: t("menu.overview"), isShown: may("overview.see") },
    { href: "/values", label: t("menu.values"), isShown: true },
    { href: "/thread", label: t("menu.thread"), isShown: may("thread.see") },
    { href: "/actions", label: t("menu.actions"), isShown: may("action.see") },
    { href: "/one-to-ones", label: t("menu.oneToOnes"), isShown: may("oneToOne.open") },
    { href: "/my/results", label: t("menu.myResults"), isShown: holds("employee") },
    { href: "/organisation/units", label: t("menu.units"), isShown: may("organisation.manage") },
    { href: "/organisation/people", label: t("menu.people"), isShown: may("people.manage") },
    { href: "/organisation", label: t("menu.settings"), isShown: may("organisation.manage") },
  ].filter(({ href, isShown }) => isShown && has(href));
}

const toPattern = (path: string) => new RegExp(`^${path.replace(/\$\w+/g, "[^/]+")}$`);
const patterns = pages.map((entry) => ({ entry, pattern: toPattern(entry.path) }));
const entryAt = (path: string) => patterns.find(({ pattern }) => pattern.test(path))?.entry;

/**
 * Whether anything was typed since the page was opened. It is not taken away from whoever has been signed out while she
 * wrote: the page stays, and says how to save it.
 */
function useWritten(pathname: string) {
  const isWritten = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins with nothing written
  useEffect(() => {
    isWritten.current = false;
    const note = () => {
      isWritten.current = true;
    };
    document.addEventListener("input", note, true);
    return () => document.removeEventListener("input", note, true);
  }, [pathname]);
  return isWritten;
}

function Frame() {
  const t = useText(text);
  const { pathname, href } = useLocation();
  const { data: session, isPending, error } = useQuery(sessionQuery);
  const { data: installation } = useQuery({
    queryKey: ["organisation", "installation"],
    queryFn: () => answer(client.installation.$get()),
    enabled: session === null,
  });
  const entry = entryAt(pathname);
  const isWritten = useWritten(pathname);
  const wasHere = useRef<string | null>(null);
  const personId = session?.person.id;
  const isKept = session === null && wasHere.current !== null && isWritten.current && !entry?.isOpen;

  // Another person has signed in in this browser: what the one before her had open is not hers to see.
  useEffect(() => {
    if (!personId) return;
    if (wasHere.current !== null && wasHere.current !== personId) location.reload();
    wasHere.current = personId;
  }, [personId]);
  useEffect(
    () =>
      hearTabs((news) => {
        // She has left herself: nothing of hers stays on a screen.
        if (news === "out") wasHere.current = null;
        void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      }),
    [],
  );

  useEffect(() => {
    if (session !== null || entry?.isOpen || !installation || isKept) return;
    const back = pathname === "/" ? "" : `?to=${encodeURIComponent(href)}`;
    router.history.replace(installation.isEmpty ? "/welcome" : `/sign-in${back}`);
  }, [session, installation, entry, pathname, href, isKept]);

  // Someone who listens or uses the keyboard starts at the new page's beginning.
  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    focusContent();
  }, [pathname]);

  const signOut = async () => {
    await answer(client["sign-out"].$post());
    tellTabs("out");
    wasHere.current = null;
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, null);
    router.history.push("/sign-in");
  };

  if (error) throw error;
  const isShown = entry?.isOpen || Boolean(session) || isKept;
  const content = isShown ? <Outlet /> : <Skeleton />;
  if (entry?.frame === "none") return content;
  if (isPending && !entry?.isOpen) return <Shell at={pathname}>{null}</Shell>;
  return (
    <Shell
      at={pathname}
      organisationName={session?.organisation.name}
      personName={session?.person.name}
      navigation={session ? navigationFor(session, t) : []}
      {...(session
        ? {
            own: [
              ...(mayAnywhere(session, "guide.see") ? [{ href: "/guides", label: t("menu.guides") }] : []),
              { href: "/account", label: t("menu.account") },
              { href: "/privacy", label: t("menu.privacy") },
            ],
            onSignOut: signOut,
          }
        : {})}
    >
      {isKept && (
        <div style={{ marginBlockEnd: "var(--space-5)" }}>
          <Notice tone="notice" isSaid>
            <p>{t("signedOut.text")}</p>
            <a href="/sign-in" target="_blank" rel="noreferrer">
              {t("signedOut.open")}
            </a>
          </Notice>
        </div>
      )}
      {content}
    </Shell>
  );
}

function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useText(text);
  if (isProblem(error, 404, 403)) return <NotFoundPage />;
  return (
    <Page title={t("error.title")} width="narrow">
      <EmptyState
        title={error instanceof Problem ? error.message : t("error.title")}
        action={
          <Button
            variant="primary"
            onPress={() => {
              void queries.resetQueries();
              reset();
              location.reload();
            }}
          >
            {t("error.again")}
          </Button>
        }
      >
        {t("error.text")}
      </EmptyState>
    </Page>
  );
}

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});
const router = createRouter({
  routeTree: root.addChildren(
    pages.map((entry) =>
      createRoute({
        getParentRoute: () => root,
        path: entry.path,
        component: lazy(async () => ({ default: await entry.page() })),
        errorComponent: ErrorPage,
        pendingComponent: Skeleton,
      }),
    ),
  ),
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ErrorPage,
  defaultPendingComponent: Skeleton,
  scrollRestoration: true,
});

/** Our own pages are shown without loading anew; what the server renders (the outbox, documents) is loaded. */
function go(href: string): void {
  const path = new URL(href, location.href).pathname;
  if (entryAt(path)) router.history.push(href);
  else location.assign(href);
}

/** What the server writes (guides, messages) comes in the language that was chosen. */
function RefreshOnLanguage() {
  const { locale } = useLocale();
  const before = useRef(locale);
  useEffect(() => {
    if (before.current === locale) return;
    before.current = locale;
    void queries.invalidateQueries();
  }, [locale]);
  return null;
}

function App() {
  const { data: session } = useQuery({ ...sessionQuery, throwOnError: false });
  return (
    <LocaleProvider timeZone={session?.organisation.timeZone}>
      <RefreshOnLanguage />
      <LinkProvider navigate={go}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </LinkProvider>
    </LocaleProvider>
  );
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

// The other pages are fetched while nothing else is going on, so that they open at once.
const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2_000));
whenIdle(() => {
  for (const entry of pages) entry.page().catch(() => undefined);
});
