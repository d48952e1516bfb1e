/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import { formatDateTime } from "#design/format.ts";
import { newId } from "#platform/id.ts";
import { headsOf, outOf } from "../model/heads.ts";
import { isWritingKind } from "../model/kinds.ts";
import { begunElsewhere, begunIn, meetingOf, openElsewhere, presentRound } from "../model/reading.ts";
import type { RoomMeeting, RoomRound, RoomStage } from "../model/room.ts";
import { stageTitle } from "../stageTitle.ts";
import { Header } from "./header.tsx";
import { Menu } from "./menu.tsx";
import { Button } from "./parts.tsx";
import styles from "./phone.module.css";
import { Refusals } from "./refusals.tsx";
import { Decision } from "./stages/decision.tsx";
import { Dialogue } from "./stages/dialogue.tsx";
import { Examples } from "./stages/examples.tsx";
import { Groups } from "./stages/groups.tsx";
import { CalledOff, Close, Lobby, NextSteps, Points } from "./stages/shown.tsx";
import { Vote } from "./stages/vote.tsx";
import { Wall } from "./stages/wall.tsx";
import { InsideContext, type MakeConnection, useConnection, useInside, useReader } from "./use.ts";
import { forgottenAt, keepVisit, onLeft, type Visit } from "./visit.ts";

/** Inside a meeting. The room's stage is shown, unless somebody is finishing something elsewhere. */
export function Room({
  visit,
  make,
  onGone,
}: {
  visit: Visit;
  make: MakeConnection;
  /** Off this device: by her own wish, because the seat is no longer there, or some time after the meeting. */
  onGone: (why: "wish" | "gone" | "over") => void;
}) {
  const { locale, t } = useReader();
  const [besideField] = useState(() => new Set<string>());
  const held = useConnection(make, visit, locale);
  useForgetting(held, visit, onGone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is done then may change
  useEffect(
    () =>
      onLeft(visit, () => {
        held?.connection.forget();
        onGone("wish");
      }),
    [visit.code, held?.connection],
  );
  if (!held) return null;
  const { connection, snap } = held;
  const names = snap.room.seats[visit.seatId]?.names ?? visit.names;
  const leave = () => {
    connection.forget();
    onGone("wish");
  };
  if (snap.status === "gone")
    return (
      <main class={styles.page}>
        <h1>{visit.title}</h1>
        <p role="alert">{snap.bye?.message || t("gone.why")}</p>
        <div class={styles.row}>
          <Button kind="primary" onClick={() => onGone("gone")}>
            {t("gone.again")}
          </Button>
          <Button onClick={leave}>{t("leave.now")}</Button>
        </div>
      </main>
    );
  return (
    <InsideContext.Provider
      value={{ connection, snap, seatId: visit.seatId, names, visit, leave, besideField }}
    >
      {meetingOf(snap.room) ? (
        <Stage />
      ) : (
        <main class={styles.page}>
          <h1>{visit.title}</h1>
          <p role="status">{t(snap.status === "away" ? "status.away" : "status.connecting")}</p>
          <Button kind="quiet" onClick={leave}>
            {t("leave.now")}
          </Button>
        </main>
      )}
    </InsideContext.Provider>
  );
}

/** Some time after the meeting is closed the phone forgets it by itself: nothing stays on a device that is shared. */
function useForgetting(
  held: ReturnType<typeof useConnection>,
  visit: Visit,
  onGone: (why: "over") => void,
): void {
  const meeting = held && meetingOf(held.snap.room);
  const until = meeting?.closedAt ? forgottenAt(meeting.closedAt) : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is done at the end may change, the end does not
  useEffect(() => {
    if (!held || !meeting) return;
    if (visit.until !== until) keepVisit({ ...visit, until });
    if (!until) return;
    // A device that sleeps keeps no time: asked again and again, and when it is looked at.
    const look = () => {
      if (held.connection.now() < until) return;
      held.connection.forget();
      onGone("over");
    };
    look();
    const timer = setInterval(look, 20_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [until, Boolean(meeting)]);
}

function Stage() {
  const { snap, t, locale } = useInside();
  const [visitedId, setVisited] = useState<string | null>(null);
  const [laid, setLaid] = useState<Laid | null>(null);
  const [isMenuOpen, setMenu] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const meeting = meetingOf(snap.room)!;
  const isClosed = meeting.state !== "open";
  const isOff = meeting.state === "calledOff";
  const present = snap.room.stages[meeting.stageId];
  const visited = isClosed ? undefined : snap.room.stages[visitedId ?? ""];
  const stage = visited && visited.id !== present?.id ? visited : present;
  const round = presentRound(snap.room, stage);
  const title = useTitle(stage, meeting.state);
  const hasDoneBar = Boolean(stage && round?.isOpen && isWritingKind(stage.kind) && !isClosed);

  useEffect(() => {
    document.title = `${title} · ${meeting.title}`;
  }, [title, meeting.title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stage begins at its top
  useEffect(() => {
    scrollTo({ top: 0 });
  }, [stage?.id]);

  const go = (id: string | null) => {
    setVisited(id);
    heading.current?.focus();
  };
  /** To what is begun there: the field itself, wherever in the stage it stands. */
  const finish = (id: string) => {
    setVisited(id);
    requestAnimationFrame(() => {
      const field = document.querySelector<HTMLTextAreaElement>("form[data-write] textarea");
      field?.scrollIntoView({ block: "center" });
      field?.focus({ preventScroll: true });
    });
  };
  const begun = begunElsewhere(snap.room, stage?.id ?? "", snap.drafts);
  const open = openElsewhere(snap.room, stage?.id ?? "").filter(
    (each) => each.stage.id !== meeting.stageId && !begun.includes(each.stage),
  );
  return (
    <>
      <Header onMenu={() => setMenu(true)} />
      <p class="unseen" role="status">
        {t("stage.now", { title: present ? title : "" })}
      </p>
      <main class={styles.page}>
        <Refusals />
        {stage !== present && !isClosed && (
          <div class={styles.notice}>
            <p>{t("stage.elsewhere")}</p>
            <Button onClick={() => go(null)}>{t("stage.follow")}</Button>
          </div>
        )}
        {!isClosed &&
          begun.map((each) => (
            <div class={styles.notice} key={each.id}>
              <p>{t("stage.begun", { title: stageTitle(locale, each) })}</p>
              <div class={styles.row}>
                <Button onClick={() => finish(each.id)}>{t("stage.finish")}</Button>
                <SendBegun stage={each} onSent={setLaid} />
              </div>
            </div>
          ))}
        {!isClosed && laid && <TakeUp laid={laid} onDone={() => setLaid(null)} />}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {isOff && <CalledOff onLeave={() => setMenu(true)} />}
        {isClosed && <Unsent />}
        {stage && !isOff && (
          <View
            key={stage.id}
            stage={stage}
            round={round}
            isClosed={isClosed}
            onLeave={() => setMenu(true)}
          />
        )}
        {!isClosed && open.length > 0 && (
          <details class={`${styles.open} ${styles.more}`} open={present?.kind === "lobby"}>
            <summary>{t("stage.alsoOpen", { count: open.length })}</summary>
            {open.map(({ stage: each, round: { deadline } }) => (
              <Button key={each.id} onClick={() => go(each.id)}>
                {stageTitle(locale, each)}
                <Until deadline={deadline} />
              </Button>
            ))}
          </details>
        )}
      </main>
      {hasDoneBar && <DoneBar round={round!} />}
      {isMenuOpen && <Menu onClose={() => setMenu(false)} />}
    </>
  );
}

/** Off the phone at one press, as it stands: where the round is closed it lies in the tray for the leader. */
function SendBegun({ stage, onSent }: { stage: RoomStage; onSent: (laid: Laid) => void }) {
  const { connection, snap, t } = useInside();
  const { room, drafts } = snap;
  const begun = stage.roundIds.filter((id) => drafts[`${id} note`]?.trim());
  // A list that is full or a group that one is not in is said there, where something can be done about it.
  if (stage.kind === "examples") return null;
  return (
    <Button
      kind="quiet"
      onClick={() => {
        const notes = begun.map((roundId) => ({
          ...{ roundId, noteId: newId() },
          text: drafts[`${roundId} note`]!.trim(),
        }));
        for (const note of notes) {
          connection.send({ type: "note.add", ...note });
          connection.draft(note.roundId, "note", "");
        }
        onSent({ notes, isLate: notes.some(({ roundId }) => !room.rounds[roundId]?.isOpen) });
      }}
    >
      {t(begun.every((id) => room.rounds[id]?.isOpen) ? "stage.send" : "stage.sendLate")}
    </Button>
  );
}

type Laid = { notes: { roundId: string; noteId: string; text: string }[]; isLate: boolean };

/** Handed over with one press: said so, and taken back with another. */
function TakeUp({ laid: { notes, isLate }, onDone }: { laid: Laid; onDone: () => void }) {
  const { connection, t } = useInside();
  return (
    <div class={`${styles.notice} ${styles.row}`} role="status">
      <p>{t(isLate ? "stage.laidAside" : "stage.sent")}</p>
      <Button
        kind="quiet"
        onClick={() => {
          for (const { roundId, noteId, text } of notes) {
            connection.send({ type: "note.withdraw", noteId });
            connection.draft(roundId, "note", text);
          }
          onDone();
        }}
      >
        {t("stage.takeUp")}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t("refused.ok")}
      </Button>
    </div>
  );
}

/** A meeting that is closed takes in nothing more: what was begun can still be read and copied. */
function Unsent() {
  const { snap, t } = useInside();
  const texts = Object.entries(snap.drafts).filter(([place, text]) => text.trim() && place.endsWith(" note"));
  if (texts.length === 0) return null;
  return (
    <section class={styles.notice}>
      <h2>{t("close.unsent")}</h2>
      {texts.map(([place, text]) => (
        <p key={place}>{text}</p>
      ))}
    </section>
  );
}

function Until({ deadline }: { deadline: string | null }) {
  const { snap, t, locale } = useInside();
  if (!deadline) return null;
  const timeZone = meetingOf(snap.room)?.timeZone;
  const when = formatDateTime(locale, deadline, { style: "medium", timeZone });
  return <span class={styles.soft}>{t("stage.until", { when })}</span>;
}

function useTitle(stage: RoomStage | undefined, state: RoomMeeting["state"]): string {
  const { t, locale } = useReader();
  if (state === "calledOff") return t("off.title");
  if (state === "closed" || !stage) return t("kind.over");
  return stageTitle(locale, stage);
}

function View({
  stage,
  round,
  isClosed,
  onLeave,
}: {
  stage: RoomStage;
  round: RoomRound | undefined;
  isClosed: boolean;
  onLeave: () => void;
}) {
  if (isClosed) return <Close onLeave={onLeave} />;
  const props = { stage, round };
  switch (stage.kind) {
    case "lobby":
      return <Lobby />;
    case "points":
      return <Points />;
    case "dialogue":
      return <Dialogue {...props} />;
    case "groups":
      return <Groups />;
    case "examples":
      return <Examples {...props} />;
    case "wall":
      return <Wall {...props} />;
    case "vote":
      return <Vote {...props} />;
    case "decision":
      return <Decision {...props} />;
    case "nextSteps":
      return <NextSteps />;
    case "close":
      return <Close onLeave={onLeave} />;
  }
}

function DoneBar({ round }: { round: RoomRound }) {
  const { connection, snap, t } = useInside();
  const [isAsked, setAsked] = useState(false);
  const isDone = Boolean(snap.done[round.id]);
  const presence = snap.presence;
  const begun = begunIn(round.id, snap.drafts);
  const heads = headsOf(Object.values(snap.room.seats), presence);
  const done = () => {
    connection.done(round.id, !isDone);
    setAsked(false);
  };
  // Finished, with words that nobody would ever see: said before it counts.
  if (isAsked && begun && !isDone)
    return (
      <footer class={`${styles.done} ${styles.doneAsks}`}>
        <p role="alert">{t(begun === "answer" ? "done.unsent" : "done.unsaved")}</p>
        {begun === "answer" && (
          <Button
            kind="primary"
            onClick={() => {
              const text = snap.drafts[`${round.id} note`]!.trim();
              connection.send({ type: "note.add", roundId: round.id, noteId: newId(), text });
              connection.draft(round.id, "note", "");
              done();
            }}
          >
            {t("done.sendIt")}
          </Button>
        )}
        <Button onClick={done}>{t("done.without")}</Button>
        <Button kind="quiet" onClick={() => setAsked(false)}>
          {t("done.notYet")}
        </Button>
      </footer>
    );
  return (
    <footer class={styles.done}>
      <Button
        kind={isDone ? "primary" : "plain"}
        pressed={isDone}
        onClick={() => (begun && !isDone ? setAsked(true) : done())}
      >
        {t(isDone ? "done.yes" : "done.no")}
      </Button>
      {/* Her own word for it is here; nobody knows of it yet. */}
      {snap.status !== "open" && isDone && <span class={styles.soft}>{t("done.notThere")}</span>}
      {presence && (
        <span class={styles.soft}>
          {t(heads.shared.length > 0 ? "done.countPhones" : "done.count", {
            done: presence.done,
            here: outOf(presence.done, heads),
          })}
        </span>
      )}
    </footer>
  );
}
