import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { bareSituation } from "#behaviour/model.ts";
import { Notice, useLocale } from "#design/index.ts";
import { type Connection, connect, type Snapshot, type Unsent } from "../connection.ts";
import { meetingOf, presentRound } from "../model/reading.ts";
import type { Room, RoomMeeting, RoomRound, RoomStage } from "../model/room.ts";
import { stageTitle } from "../stageTitle.ts";
import type { LiveMeeting } from "../wire.ts";
import { ownDrafts, readDraft } from "./draft.ts";
import { text } from "./text.ts";

export type Lead = {
  plan: LiveMeeting;
  connection: Connection;
  snap: Snapshot;
  room: Room;
  meeting: RoomMeeting;
  stage: RoomStage;
  round: RoomRound | undefined;
  isLeading: boolean;
};
const LeadContext = createContext<Lead | null>(null);
export const LeadProvider = LeadContext.Provider;

export function useLead(): Lead {
  const lead = useContext(LeadContext);
  if (!lead) throw new Error("used outside a meeting");
  return lead;
}

const nothing = () => {};
const never = () => nothing;

/** The meeting's connection for as long as the page shows it. */
export function useMeeting(meetingId: string): { connection: Connection; snap: Snapshot } | null {
  const { locale } = useLocale();
  const [connection, setConnection] = useState<Connection | null>(null);
  useEffect(() => {
    const opened = connect({
      url: "/api/meeting/live",
      hello: { as: "leader", meetingId, locale },
      name: `lead ${meetingId}`,
    });
    setConnection(opened);
    return () => opened.close();
  }, [meetingId, locale]);
  const snap = useSyncExternalStore(connection?.subscribe ?? never, () => connection?.snapshot() ?? null);
  return connection && snap ? { connection, snap } : null;
}

/** What is known of the room as seen by one who leads it; null until the meeting's room is there. */
export function leadOf(plan: LiveMeeting, held: { connection: Connection; snap: Snapshot }): Lead | null {
  const { room, you } = held.snap;
  const meeting = meetingOf(room);
  const stage = room.stages[meeting?.stageId ?? ""];
  if (!meeting || !stage || you?.as !== "leader") return null;
  const isLeading = meeting.leadingId === you.personId;
  return { plan, ...held, room, meeting, stage, round: presentRound(room, stage), isLeading };
}

/**
 * "When …" before what people wrote, in the meeting's language as their words are, whatever the reader's is
 * (docs/decisions/0015).
 */
export function When({ situation }: { situation: string }): ReactNode {
  const { locale } = useLead().meeting;
  return <span lang={locale}>{text(locale)("note.when", { situation: bareSituation(situation) })}</span>;
}

/**
 * Commands of one part of the page, and the sentence for what was refused of them, to be shown in that part. A refusal
 * stands until the next attempt.
 */
export function useSend(): [send: (command: Unsent) => string, refused: ReactNode] {
  const { connection, snap } = useLead();
  const sent = useRef(new Set<string>());
  const mine = Object.entries(snap.refusals).filter(([id]) => sent.current.has(id));
  const send = (command: Unsent): string => {
    for (const [id] of mine) connection.read(id);
    const id = connection.send(command);
    sent.current.add(id);
    return id;
  };
  const last = mine.at(-1);
  const refused = last ? (
    <div role="alert">
      <Notice tone="danger">{last[1].message}</Notice>
    </div>
  ) : null;
  return [send, refused];
}

/** What she has begun and not sent, under a place of its own; there again wherever she comes from. */
export function useDraft<T extends object>(
  place: string,
): [draft: T | null, keep: (draft: T) => void, drop: () => void] {
  const { connection, snap } = useLead();
  return [
    readDraft<T>(snap.drafts, place),
    (draft) => connection.draft(ownDrafts, place, JSON.stringify(draft)),
    () => connection.draft(ownDrafts, place, ""),
  ];
}

/** Calls back once a command is committed; says whether it is on its way, and whether it was refused. */
export function useSaved(
  sent: string | null,
  onSaved: () => void,
): { isWaiting: boolean; isRefused: boolean } {
  const { snap } = useLead();
  const isWaiting = sent !== null && snap.waiting.some(({ id }) => id === sent);
  const isRefused = sent !== null && Boolean(snap.refusals[sent]);
  const isSaved = sent !== null && !isWaiting && !isRefused;
  const told = useRef(onSaved);
  told.current = onSaved;
  useEffect(() => {
    if (isSaved) told.current();
  }, [isSaved]);
  return { isWaiting, isRefused };
}

/** What a stage is called where its leader gave it no title of her own. */
export function useStageName(): (stage: RoomStage) => string {
  const { locale } = useLocale();
  return (stage) => stageTitle(locale, stage);
}

/** The minute that it is, so that what is left counts down. */
export function useNow(connection: Connection): number {
  const [now, setNow] = useState(connection.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(connection.now()), 5_000);
    return () => clearInterval(timer);
  }, [connection]);
  return now;
}
