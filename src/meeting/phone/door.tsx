/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { Look } from "../wire.ts";
import { Looks } from "./menu.tsx";
import { NamesField, namesIn } from "./names.tsx";
import { Button } from "./parts.tsx";
import styles from "./phone.module.css";
import { useReader } from "./use.ts";
import { allVisits, join, look, Problem, type Visit } from "./visit.ts";

/** Where somebody comes who has no code in the address: the code on the wall. */
export function CodeDoor({
  onCode,
  isOver,
}: {
  onCode: (code: string) => void;
  /** The phone has just forgotten a meeting by itself. */
  isOver: boolean;
}) {
  const { t } = useReader();
  const [code, setCode] = useState("");
  const [error, setError] = useState("");
  const visits = allVisits();
  return (
    <main class={styles.door}>
      <h1>{t("join.title")}</h1>
      {isOver && (
        <p class={styles.notice} role="status">
          {t("leave.byItself")}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const typed = code.replace(/[^A-Za-z0-9]/g, "");
          if (typed.length < 3) setError(t("join.codeMissing"));
          else onCode(typed.toUpperCase());
        }}
      >
        <div class={styles.field}>
          <label for="code">{t("join.code")}</label>
          <span class={styles.hint} id="code-hint">
            {t("join.codeHint")}
          </span>
          <input
            id="code"
            class={`${styles.input} ${styles.code}`}
            value={code}
            maxLength={20}
            autoCapitalize="characters"
            autoComplete="off"
            spellcheck={false}
            aria-describedby="code-hint code-error"
            aria-invalid={error ? true : undefined}
            onInput={(event) => {
              setError("");
              setCode(event.currentTarget.value);
            }}
          />
          <span class={styles.error} id="code-error" role="alert">
            {error}
          </span>
        </div>
        <Button kind="primary" type="submit">
          {t("join.next")}
        </Button>
      </form>
      {visits.length > 0 && (
        <section>
          <h2>{t("join.kept")}</h2>
          {visits.map(({ code: kept, title }) => (
            <Button key={kept} onClick={() => onCode(kept)}>
              {title}
            </Button>
          ))}
        </section>
      )}
      <Looks />
    </main>
  );
}

/** Which meeting it is, and under which name one comes in. A personal link knows the name. */
export function NameDoor({
  code,
  personalKey,
  onJoin,
  onBack,
}: {
  code: string;
  personalKey: string | null;
  onJoin: (visit: Visit) => void;
  onBack: () => void;
}) {
  const { t } = useReader();
  const [meeting, setMeeting] = useState<Look | null>(null);
  const [names, setNames] = useState<string[]>([""]);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again
  useEffect(() => {
    let isHere = true;
    look(code, personalKey).then(
      (found) => {
        if (!isHere) return;
        setTrouble(null);
        setMeeting(found);
        if (found.name) setNames((before) => (before[0] ? before : [found.name!]));
      },
      (problem: Problem) => isHere && setTrouble(problem),
    );
    return () => {
      isHere = false;
    };
  }, [code, personalKey, tries]);
  // Not begun yet, or no net: the page opens by itself.
  const isWaiting = meeting ? meeting.state === "planned" : trouble?.status === 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setTries((count) => count + 1), 5000);
    return () => clearInterval(timer);
  }, [isWaiting]);

  const enter = async (isSame?: boolean) => {
    if (namesIn(names).length === 0) return setTrouble(new Problem(t("join.nameMissing"), 422, "names"));
    setBusy(true);
    try {
      onJoin(await join(code, namesIn(names), personalKey, isSame));
    } catch (problem) {
      setTrouble(problem as Problem);
    }
    setBusy(false);
  };
  // Somebody of that name is here already: a person of the same name, or she herself with another phone.
  const isAsked = trouble?.status === 409 && trouble.field === "names";

  const said = trouble && (trouble.message || t(trouble.status === 0 ? "join.noNet" : "join.fault"));
  if (!meeting)
    return (
      <main class={styles.door}>
        <h1>{t("join.title")}</h1>
        {said ? (
          <>
            <p role="alert">{said}</p>
            <Button kind="primary" onClick={onBack}>
              {t("join.otherCode")}
            </Button>
          </>
        ) : (
          <p role="status">{t("status.connecting")}</p>
        )}
        <Looks />
      </main>
    );
  return (
    <main class={styles.door}>
      <p class={styles.soft}>{meeting.unitName}</p>
      <h1>{meeting.title}</h1>
      {meeting.state === "running" ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void enter();
          }}
        >
          <p>{t(meeting.name ? "join.welcome" : "join.who")}</p>
          <NamesField
            names={names}
            onChange={(next) => {
              setTrouble(null);
              setNames(next);
            }}
            error={trouble ? (said ?? undefined) : undefined}
          />
          {isAsked ? (
            <fieldset class={styles.same}>
              <legend>{t("join.isItYou")}</legend>
              <p>{t("join.sameText")}</p>
              <Button kind="primary" disabled={isBusy} onClick={() => void enter(true)}>
                {t("join.same")}
              </Button>
              <Button disabled={isBusy} onClick={() => void enter(false)}>
                {t("join.namesake")}
              </Button>
            </fieldset>
          ) : (
            <Button kind="primary" type="submit" disabled={isBusy}>
              {t("join.enter")}
            </Button>
          )}
        </form>
      ) : (
        <p role="status" class={styles.notice}>
          {meeting.state === "cancelled"
            ? `${t("off.title")}. ${meeting.message}`
            : t(meeting.state === "planned" ? "join.notYet" : "join.over")}
        </p>
      )}
      <Looks />
    </main>
  );
}
