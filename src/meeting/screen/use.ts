import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { type Connection, connect, type Snapshot } from "../connection.ts";
import type { RoomMeeting, RoomRound, RoomStage } from "../model/room.ts";
import type { Translate } from "./text.ts";

export type Shown = {
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

export function useNow(connection: Connection | undefined): number {
  const [now, setNow] = useState(() => connection?.now() ?? Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(connection?.now() ?? Date.now()), 5_000);
    return () => clearInterval(timer);
  }, [connection]);
  return now;
}
