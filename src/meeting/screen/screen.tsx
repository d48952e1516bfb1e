/** @jsxImportSource preact */
import { useEffect, useMemo, useState } from "preact/hooks";
import { applyTheme, firstLocale } from "#design/preferences.ts";
import { headsOf } from "../model/heads.ts";
import { meetingOf, minutesLeft, presentRound } from "../model/reading.ts";
import { Qr } from "./parts.tsx";
import styles from "./screen.module.css";
import { StageView } from "./stages.tsx";
import { text } from "./text.ts";
import {
  ShownContext,
  useAttended,
  useAwake,
  useConnection,
  useFullScreen,
  useJoinUrl,
  useLogo,
  useNow,
  useShown,
} from "./use.ts";

/** The room's big screen: follows the leader, shows what everyone may see and never more. */
export function Screen({ meetingId }: { meetingId: string }) {
  const [first] = useState(firstLocale);
  const held = useConnection(meetingId, first);
  const snap = held?.snap;
  const meeting = snap && meetingOf(snap.room);
  const stage = snap?.room.stages[meeting?.stageId ?? ""];
  // The room is spoken to in the meeting's language, whoever opened the window.
  const locale = meeting?.locale ?? first;
  const title = meeting?.title;
  const t = useMemo(() => text(locale), [locale]);
  const now = useNow(held?.connection);
  useAwake();
  const joinUrl = useJoinUrl(meetingId, meeting?.joinCode);
  const logo = useLogo();
  useEffect(() => {
    document.documentElement.lang = locale;
    if (title) document.title = `${title} · Udlev`;
  }, [locale, title]);
  if (!held || !snap || !meeting || !stage)
    return (
      <main class={styles.wait} aria-live="polite">
        <h1>{snap?.bye?.message ?? t(snap?.status === "away" ? "away" : "connecting")}</h1>
        {snap?.bye?.reason === "signIn" && (
          <a href={`/sign-in?to=${encodeURIComponent(location.pathname)}`}>{t("signIn")}</a>
        )}
      </main>
    );
  const isClosed = meeting.state !== "open";
  const round = presentRound(snap.room, stage);
  const left = isClosed ? null : minutesLeft(meeting.stageEndsAt, now);
  const isLobby = stage.kind === "lobby" && !isClosed;
  return (
    <ShownContext.Provider
      value={{ connection: held.connection, snap, meeting, stage, round, locale, t, now }}
    >
      <div class={styles.screen}>
        <header class={styles.head}>
          {logo && <img class={styles.logo} src={logo} alt="" />}
          <span class={styles.title}>{stage.kind !== "points" && meeting.title}</span>
          <span class={styles.headEnd}>
            <Controls />
            {left !== null && !isLobby && (
              <span>{left === 0 ? t("time.up") : t("time.left", { count: left })}</span>
            )}
          </span>
        </header>
        <main class={styles.main} key={`${stage.id} ${round?.isRevealed} ${meeting.slide}`}>
          <StageView joinUrl={joinUrl} />
        </main>
        {!isLobby && !isClosed && (
          <footer class={styles.foot}>
            <div class={styles.qr}>
              <Qr text={joinUrl} label={t("code.qr")} />
            </div>
            <div class={styles.footText}>
              <span class={styles.code}>{meeting.joinCode}</span>
              <span class={styles.address}>{addressOf(joinUrl)}</span>
            </div>
            <People />
          </footer>
        )}
        {snap.status !== "open" && (
          <p class={styles.lost} role="status">
            {snap.bye?.message ?? t("away")}
          </p>
        )}
      </div>
    </ShownContext.Provider>
  );
}

/** Numbers only: who is finished is nobody's business here. */
function People() {
  const { snap, round, t } = useShown();
  const { presence } = snap;
  if (!presence) return null;
  return (
    <p class={styles.people}>
      <span>{t("people.phones", { count: headsOf(Object.values(snap.room.seats), presence).here })}</span>
      {round?.isOpen && presence.done > 0 && <span>{t("people.done", { count: presence.done })}</span>}
    </p>
  );
}

function Controls() {
  const { t } = useShown();
  const full = useFullScreen();
  const isAttended = useAttended();
  const turn = () => applyTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  return (
    <span class={styles.controls} data-attended={isAttended}>
      <button type="button" class={styles.button} onClick={turn}>
        {t("theme")}
      </button>
      {full && (
        <button type="button" class={styles.button} onClick={full.turn}>
          {t(full.isFull ? "fullScreen.leave" : "fullScreen")}
        </button>
      )}
    </span>
  );
}

const addressOf = (url: string): string => url.replace(/^https?:\/\//, "").replace(/\/[^/]*$/, "");
