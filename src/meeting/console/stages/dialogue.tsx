import { EyeOff } from "lucide-react";
import { Button, Card, EmptyState, useText } from "#design/index.ts";
import { presentRound } from "../../model/reading.ts";
import styles from "../console.module.css";
import { NoteCard } from "../noteCard.tsx";
import { RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useSend, useStageName } from "../use.tsx";

/** One question: answers stay with their writers until they are shown to everyone, the leader included. */
export function DialoguePanel() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, stage } = useLead();
  const present = presentRound(room, stage);
  const rounds = [...stage.roundIds].reverse().flatMap((id) => room.rounds[id] ?? []);
  return (
    <Card title={nameOf(stage)}>
      <RoundBar />
      {present && !present.isRevealed && (
        <EmptyState icon={<EyeOff />} title={t("dialogue.count", { count: present.noteCount })}>
          {t("dialogue.private")}
        </EmptyState>
      )}
      {rounds
        .filter((round) => round.isRevealed)
        .map((round) => (
          <section key={round.id} aria-label={t("round.number", { number: round.number })}>
            {rounds.length > 1 && <h3>{t("round.number", { number: round.number })}</h3>}
            <Answers roundId={round.id} />
          </section>
        ))}
    </Card>
  );
}

function Answers({ roundId }: { roundId: string }) {
  const t = useText(text);
  const { room, isLeading } = useLead();
  const [send, refused] = useSend();
  const notes = Object.values(room.notes)
    .filter((note) => note.roundId === roundId && !note.isLate)
    .sort((a, b) => a.rank - b.rank);
  if (notes.length === 0) return <p className={styles.soft}>{t("dialogue.none")}</p>;
  return (
    <>
      {refused}
      {isLeading && <p className={styles.soft}>{t("dialogue.minutes")}</p>}
      <ul className={styles.answers}>
        {notes.map((note) => (
          <li key={note.id}>
            <NoteCard note={note}>
              {isLeading && (
                <div className={styles.rowOf}>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-pressed={note.isTakenAlong}
                    onPress={() =>
                      send({ type: "note.takeAlong", noteId: note.id, isTakenAlong: !note.isTakenAlong })
                    }
                  >
                    {t(note.isTakenAlong ? "dialogue.leave" : "dialogue.takeAlong")}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => send({ type: "wall.hide", noteIds: [note.id], isHidden: !note.isHidden })}
                  >
                    {t(note.isHidden ? "note.show" : "note.hide")}
                  </Button>
                </div>
              )}
            </NoteCard>
          </li>
        ))}
      </ul>
    </>
  );
}
