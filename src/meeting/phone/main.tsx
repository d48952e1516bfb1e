/** @jsxImportSource preact */
/** The phone's entry: /m asks for the code, /m/CODE goes in. Small on purpose; see bench/phone.ts. */
import { render } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import "#design/tokens.css";
import "#design/base.css";
import { applyTheme, firstLocale, firstTheme, keepPreference } from "#design/preferences.ts";
import { CodeDoor, NameDoor } from "./door.tsx";
import { Button } from "./parts.tsx";
import styles from "./phone.module.css";
import { Room } from "./room.tsx";
import { overTheNet, ReaderContext, useTranslate } from "./use.ts";
import { dropVisit, findVisit, forgetWhatIsOver } from "./visit.ts";

const codeIn = (path: string): string => decodeURIComponent(/^\/m\/([^/]+)/.exec(path)?.[1] ?? "");

function Phone() {
  const [locale, changeLocale] = useState(firstLocale);
  const [code, setCode] = useState(() => codeIn(location.pathname));
  const [personalKey, setKey] = useState(() => new URLSearchParams(location.search).get("k"));
  const [visit, setVisit] = useState(() => (personalKey ? null : findVisit(code)));
  const [isOver, setOver] = useState(false);
  const t = useTranslate(locale);
  const [fault] = useErrorBoundary();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    const onBack = () => {
      const next = codeIn(location.pathname);
      setCode(next);
      setVisit(findVisit(next));
    };
    addEventListener("popstate", onBack);
    return () => removeEventListener("popstate", onBack);
  }, []);

  const go = (next: string) => {
    history.pushState(null, "", next ? `/m/${next}` : "/m");
    setKey(null);
    setCode(next);
    setVisit(next ? findVisit(next) : null);
  };
  const setLocale = (next: typeof locale) => {
    keepPreference("udlev-language", next);
    changeLocale(next);
  };
  if (fault)
    return (
      <main class={styles.door}>
        <h1>{t("fault.title")}</h1>
        <p role="alert">{t("fault.why")}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          {t("fault.again")}
        </Button>
      </main>
    );
  return (
    <ReaderContext.Provider value={{ locale, t, setLocale }}>
      {visit ? (
        <Room
          key={visit.token}
          visit={visit}
          make={overTheNet}
          onGone={(why) => {
            dropVisit(visit, why !== "gone");
            if (why === "gone") setVisit(null);
            else go("");
            setOver(why === "over");
          }}
        />
      ) : code ? (
        <NameDoor
          code={code}
          personalKey={personalKey}
          onBack={() => go("")}
          onJoin={(joined) => {
            // The personal key has done its work, and must not stand in an address that others may see.
            history.replaceState(null, "", `/m/${joined.code}`);
            setKey(null);
            setVisit(joined);
          }}
        />
      ) : (
        <CodeDoor onCode={go} isOver={isOver} />
      )}
    </ReaderContext.Provider>
  );
}

forgetWhatIsOver();
applyTheme(firstTheme());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(firstTheme()));
render(<Phone />, document.getElementById("root")!);
