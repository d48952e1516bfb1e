import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Look } from "#organisation/wire.ts";
import { type Connection, connect, type Snapshot } from "../connection.ts";
import type { RoomMeeting, RoomRound, RoomStage } from "../model/room.ts";
import type { Translate } from "./text.ts";

export type Shown = {
  connection: Connection;
  snap: Snapshot;
  meeting: RoomMeeting;
  stage: RoomStage;
  round: RoomRound | undefined;
  locale: "da" | "en";
  t: Translate;
  now: number;
};
export const ShownContext = createContext<Shown | null>(null);
export function useShown(): Shown {
  const shown = useContext(ShownContext);
  if (!shown) throw new Error("used outside a meeting");
  return shown;
}

export function useConnection(
  meetingId: string,
  locale: "da" | "en",
): { connection: Connection; snap: Snapshot } | null {
  const [held, setHeld] = useState<{ connection: Connection; snap: Snapshot } | null>(null);
  useEffect(() => {
    const connection = connect({
      url: "/api/meeting/live",
      hello: { as: "screen", meetingId, locale },
      storage: null,
    });
    const tell = () => setHeld({ connection, snap: connection.snapshot() });
    tell();
    const stop = connection.subscribe(tell);
    return () => {
      stop();
      connection.close();
    };
  }, [meetingId, locale]);
  return held;
}

/** The address that phones come in by, as the server knows it: this window may be opened under another. */
export function useJoinUrl(meetingId: string, code: string | undefined): string {
  const [url, setUrl] = useState("");
  useEffect(() => {
    fetch(`/api/meeting/meetings/${meetingId}`)
      .then((response) => (response.ok ? response.json() : null))
      .then((plan: { joinUrl?: string } | null) => setUrl(plan?.joinUrl ?? ""))
      .catch(() => undefined);
  }, [meetingId]);
  return url || `${location.origin}/m/${code ?? ""}`;
}

/** Where the organisation's logo is, if it has one. */
export function useLogo(): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    fetch("/api/organisation/look")
      .then((response) => (response.ok ? response.json() : null))
      .then((look: Look | null) => look?.logo && setAddress(`/api/organisation/look/logo?v=${look.version}`))
      // Without it the meeting is no less.
      .catch(() => undefined);
  }, []);
  return address;
}

export function useNow(connection: Connection | undefined): number {
  const [now, setNow] = useState(() => connection?.now() ?? Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(connection?.now() ?? Date.now()), 5_000);
    return () => clearInterval(timer);
  }, [connection]);
  return now;
}

/** The projector must not go dark while people talk. A browser lets go when the window is out of sight: asked for anew. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const hold = async () => {
      if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
      // Not everywhere there, and not given on a battery that is nearly empty: then the machine's own settings hold.
      const given = await navigator.wakeLock?.request("screen").catch(() => undefined);
      if (isOver) await given?.release();
      else lock = given;
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, []);
}

/** Whether the window is the whole screen, and turning it; null where the browser does not let a page do it. */
export function useFullScreen(): { isFull: boolean; turn: () => void } | null {
  const [isFull, setFull] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const turn = () => void (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return { isFull, turn };
}

const restAfter = 4_000;

/** Whether somebody is at this window: what she can press is out of the room's way while nobody is. */
export function useAttended(): boolean {
  const [isAttended, setAttended] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stir = () => {
      setAttended(true);
      clearTimeout(timer);
      timer = setTimeout(() => setAttended(false), restAfter);
    };
    stir();
    const events = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    for (const event of events) addEventListener(event, stir);
    return () => {
      clearTimeout(timer);
      for (const event of events) removeEventListener(event, stir);
    };
  }, []);
  return isAttended;
}
