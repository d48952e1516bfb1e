/** @jsxImportSource preact */
import { paragraphsOf, withSource } from "#preparation/model/slides.ts";
import { AnsweredFigure } from "../answered.ts";
import { headsOf } from "../model/heads.ts";
import { groupsInUse, notesOf, peopleIn } from "../model/reading.ts";
import { Decisions, Ending, NextSteps, Vote } from "./decided.tsx";
import { Big, Heading, Note, Pages, Qr, Value } from "./parts.tsx";
import styles from "./screen.module.css";
import { useShown } from "./use.ts";
import { Wall } from "./wall.tsx";

export function StageView({ joinUrl }: { joinUrl: string }) {
  const { stage, meeting } = useShown();
  if (meeting.state === "calledOff") return <CalledOff />;
  if (meeting.state === "closed") return <Ending />;
  switch (stage.kind) {
    case "lobby":
      return <Lobby joinUrl={joinUrl} />;
    case "points":
      return <Points />;
    case "dialogue":
      return <Dialogue />;
    case "groups":
    case "examples":
      return <Groups />;
    case "wall":
      return <Wall />;
    case "vote":
      return <Vote />;
    case "decision":
      return <Decisions />;
    case "nextSteps":
      return <NextSteps />;
    case "close":
      return <Ending />;
  }
}

function CalledOff() {
  const { t, meeting } = useShown();
  return (
    <div class={styles.still}>
      <h1 class={styles.heading}>{t("off.title")}</h1>
      {meeting.calledOff?.message && <p lang={meeting.locale}>{meeting.calledOff.message}</p>}
    </div>
  );
}

function Lobby({ joinUrl }: { joinUrl: string }) {
  const { t, meeting, snap } = useShown();
  const names = peopleIn(snap.room).flatMap((seat) => seat.names);
  return (
    <div class={styles.lobby}>
      <div class={styles.lobbyQr}>
        <Qr text={joinUrl} label={t("code.qr")} />
      </div>
      <div class={styles.lobbyText}>
        <h1 class={styles.heading}>{t("lobby.title")}</h1>
        <p>{t("lobby.scan")}</p>
        <p class={styles.lobbyAddress}>{joinUrl.replace(/^https?:\/\//, "").replace(/\/[^/]*$/, "")}</p>
        <p class={styles.lobbyCode}>{meeting.joinCode}</p>
        <p>{t("people.here", { count: headsOf(Object.values(snap.room.seats), snap.presence).people })}</p>
        <div class={styles.lobbyNames}>
          <Pages depends={names.length}>
            <p>{names.join(" · ")}</p>
          </Pages>
        </div>
      </div>
    </div>
  );
}

/** More than this goes page by page. */
const longestAtOnce = 700;

function Points() {
  const { snap, meeting } = useShown();
  const slides = Object.values(snap.room.slides).sort((a, b) => a.position - b.position);
  const slide = slides[meeting.slide];
  if (!slide) return <Heading />;
  const { said, source } = withSource(slide.body);
  if (slide.body.length > longestAtOnce)
    return (
      <>
        <h1 class={styles.heading}>{slide.title}</h1>
        <Pages depends={slide}>
          <p class={styles.slideText}>{slide.body}</p>
        </Pages>
      </>
    );
  const paragraphs = paragraphsOf(said, source ? [] : Object.values(snap.room.values));
  const length = slide.title.length + slide.body.length;
  return (
    <div
      class={styles.slide}
      data-length={length > 320 ? "medium" : "short"}
      data-kind={source ? "quote" : "plain"}
    >
      <h1 class={styles.slideTitle}>{slide.title}</h1>
      {paragraphs.some(({ value }) => value) ? (
        <div class={styles.slideValues}>
          {paragraphs.map(({ value, text }) => (
            <p key={(value?.id ?? "") + text} class={styles.slideBody} data-value={value ? "" : undefined}>
              {value && <Value id={value.id} />} <span>{text}</span>
            </p>
          ))}
        </div>
      ) : (
        said.trim() && <p class={styles.slideBody}>{said.trim()}</p>
      )}
      {source && <p class={styles.soft}>{source}</p>}
      {slide.answered && (
        <AnsweredFigure
          locale={meeting.locale}
          label={slide.title}
          colour={snap.room.values[slide.answered.valueId ?? ""]?.colour}
          answered={slide.answered}
        />
      )}
    </div>
  );
}

function Dialogue() {
  const { snap, stage, round, t } = useShown();
  const shown = stage.roundIds.filter((id) => snap.room.rounds[id]?.isRevealed).at(-1);
  const isWriting = round && !round.isRevealed;
  if (isWriting || !shown)
    return (
      <div class={styles.still}>
        <Heading />
        <p>{t("dialogue.write")}</p>
        {round && <Big>{t("dialogue.count", { count: round.noteCount })}</Big>}
        {round && <p class={styles.soft}>{t(`mode.${round.mode}`)}</p>}
      </div>
    );
  const notes = notesOf(snap.room, shown).filter((note) => !note.isLate);
  return (
    <>
      <Heading />
      <Pages depends={notes}>
        {notes.map((note) => (
          <Note key={note.id} note={note} />
        ))}
        {notes.length === 0 && <p>{t("dialogue.none")}</p>}
      </Pages>
    </>
  );
}

function Groups() {
  const { snap, stage, t } = useShown();
  const groups = groupsInUse(snap.room);
  const isExamples = stage.kind === "examples";
  return (
    <>
      <Heading />
      {isExamples && <p>{t("examples.ask")}</p>}
      {groups.length === 0 && <p>{t("groups.soon")}</p>}
      <Pages depends={snap.room.seats}>
        {groups.map((group) => (
          <section key={group.id} class={styles.card}>
            <h2>
              {group.name}
              {isExamples && group.noteCount > 0 && (
                <span class={styles.soft}> · {t("examples.count", { count: group.noteCount })}</span>
              )}
            </h2>
            <p>{group.seatIds.flatMap((id) => snap.room.seats[id]?.names ?? []).join(", ")}</p>
          </section>
        ))}
      </Pages>
    </>
  );
}
