import { createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import { type Connection, connect, type Snapshot } from "../connection.ts";
import { meetingOf } from "../model/reading.ts";
import type { RoomRound, RoomStage } from "../model/room.ts";
import { type Locale, type Translate, text } from "./text.ts";
import { keptUnder, type Visit } from "./visit.ts";

export type Reader = { locale: Locale; t: Translate; setLocale: (locale: Locale) => void };
export const ReaderContext = createContext<Reader | null>(null);
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("used outside the reader's context");
  return reader;
}
export const useTranslate = (locale: Locale): Translate => useMemo(() => text(locale), [locale]);

/** The meeting as this phone has it, and everything a stage needs to show itself. */
export type Inside = {
  connection: Connection;
  snap: Snapshot;
  seatId: string;
  names: string[];
  visit: Visit;
  leave: () => void;
  /** Refusals that are shown beside their field, by command id: they are not said at the top as well. */
  besideField: Set<string>;
};
export const InsideContext = createContext<Inside | null>(null);
export function useInside(): Inside & Reader {
  const inside = useContext(InsideContext);
  if (!inside) throw new Error("used outside a meeting");
  return { ...inside, ...useReader() };
}

/** The language that is spoken in the room, in which what people wrote most likely is. */
export function useSpoken(): Locale {
  const { snap, locale } = useInside();
  return meetingOf(snap.room)?.locale ?? locale;
}

export type StageProps = { stage: RoomStage; round: RoomRound | undefined };

export type MakeConnection = (visit: Visit, locale: Locale) => Connection;
export const overTheNet: MakeConnection = ({ token, seatId }, locale) =>
  connect({
    url: "/api/meeting/live",
    hello: { as: "seat", token, locale },
    name: keptUnder(seatId),
    pace: 80,
  });

/** One connection as long as the page shows this visit. */
export function useConnection(make: MakeConnection, visit: Visit, locale: Locale) {
  const [connection, setConnection] = useState<Connection | null>(null);
  const [snap, setSnap] = useState<Snapshot | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new language needs no new connection
  useEffect(() => {
    const opened = make(visit, locale);
    setConnection(opened);
    setSnap(opened.snapshot());
    const stop = opened.subscribe(() => setSnap(opened.snapshot()));
    return () => {
      stop();
      opened.close();
    };
  }, [make, visit.token]);
  useEffect(() => connection?.speak(locale), [connection, locale]);
  return connection && snap ? { connection, snap } : null;
}
