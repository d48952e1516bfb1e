import { ArrowLeft, ArrowRight } from "lucide-react";
import { Button, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { decisionsOf, stagesInOrder } from "../model/reading.ts";
import type { RoomStage } from "../model/room.ts";
import { useBar, useOnePress } from "./bar.tsx";
import styles from "./console.module.css";
import { DecideButton } from "./decideButton.tsx";
import { awayIn, leftBehind, nextOf, stageAfter } from "./next.ts";
import { text } from "./text.ts";
import { UndoButtons } from "./undo.tsx";
import { UndoList } from "./undoList.tsx";
import { useLead, useSend, useStageName } from "./use.tsx";

/** The one next thing, always at the same place; beside it the way on without it, and the way back. */
export function ActionBar() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, stage, isLeading, meeting, snap } = useLead();
  const [send, refused] = useSend();
  const { node, setNode, isTaken } = useBar();
  const next = nextOf(room, snap.presence);
  useOnePress(node, `${stage.id} ${next.act}`);
  if (!isLeading) return null;
  const after = stageAfter(room, stage.id);
  const stages = stagesInOrder(room);
  const left = leftBehind(room);
  // What nobody has seen yet is said where she would pass it by.
  const onward = left.unshown > 0 ? "act.onwardUnshown" : left.closesVote ? "act.onwardVote" : "act.onward";
  const before = stages[stages.findIndex(({ id }) => id === stage.id) - 1];

  const goBackTo = (to: RoomStage) => send({ type: "stage.go", stageId: to.id, roundId: newId() });
  const away = awayIn(room, snap.presence);
  const goOn = (to: RoomStage) => {
    send({ type: "stage.complete", stageId: stage.id, isCompleted: true });
    send({ type: "stage.go", stageId: to.id, roundId: newId(), away });
  };

  const primary = ((): {
    label: string;
    press: () => unknown;
    hint?: string;
    isDisabled?: boolean;
  } | null => {
    switch (next.act) {
      case "go":
        return {
          label:
            next.pairs > 0
              ? t("act.goPairs", { count: next.pairs })
              : // A meeting that is not the guide's own calls its points by the name in its agenda.
                t(
                  next.stage.kind === "points" && next.stage.question
                    ? "act.go.lobby"
                    : `act.go.${next.stage.kind}`,
                  { name: nameOf(next.stage) },
                ),
          ...(left.staysOpen
            ? { hint: t("act.staysOpen") }
            : stage.kind === "decision" && !decisionsOf(room).some(({ decidedAt }) => decidedAt)
              ? { hint: t("act.nothingDecided") }
              : {}),
          press: () => goOn(next.stage),
        };
      case "slide":
        return {
          label: !next.title
            ? t("act.slidePlain")
            : next.isAgain
              ? t("act.slideNumber", { title: next.title, number: next.slide + 1 })
              : t("act.slide", { title: next.title }),
          press: () => send({ type: "slide.show", slide: next.slide }),
        };
      case "reveal":
        return {
          label: t("act.reveal"),
          isDisabled: next.count === 0,
          hint: next.count === 0 ? t("act.revealNone") : t("act.revealHint", { count: next.count }),
          press: () => send({ type: "round.reveal", roundId: next.roundId }),
        };
      case "draw":
        return {
          label: t("act.draw"),
          press: () => send({ type: "groups.draw", roundId: next.roundId, size: 3, away }),
        };
      case "closeVote":
        return {
          label: t("act.closeVote"),
          hint: `${t("act.closeVoteHint", { count: next.voters })}. ${t("act.closeVoteFinal")}`,
          press: () => send({ type: "round.close", roundId: next.roundId }),
        };
      case "reasons":
        return {
          label: t("decision.showReasons", { count: next.count }),
          hint: t("decision.reasonsHidden", { count: next.count }),
          press: () => send({ type: "decision.reveal", decisionId: next.decisionId }),
        };
      default:
        return null;
    }
  })();

  return (
    <section className={styles.bar} aria-label={t("act.label")}>
      {refused}
      <div className={styles.barRow}>
        <UndoButtons send={send} />
        <UndoList />
        {stage.kind === "points" && meeting.slide > 0 ? (
          <Button
            icon={<ArrowLeft aria-hidden />}
            onPress={() => send({ type: "slide.show", slide: meeting.slide - 1 })}
          >
            {t("act.slideBack")}
          </Button>
        ) : (
          before && (
            <Button
              variant="quiet"
              icon={<ArrowLeft aria-hidden />}
              aria-label={t("act.back", { name: nameOf(before) })}
              onPress={() => goBackTo(before)}
            >
              <span className={styles.wideOnly}>{nameOf(before)}</span>
            </Button>
          )
        )}
        <div className={styles.barMain} ref={setNode}>
          {!isTaken && primary?.hint && <span className={styles.barHint}>{primary.hint}</span>}
          {!isTaken && next.act === "decide" && (
            <DecideButton
              asked={next}
              send={send}
              about={`${next.words} · ${t("act.answered", { count: next.answers, people: next.people })}`}
            />
          )}
          {!isTaken && next.act === "none" && (
            <span className={styles.barHint}>{t(`act.none.${next.why}`)}</span>
          )}
          {!isTaken && primary && (
            <Button variant="primary" size="large" isDisabled={primary.isDisabled} onPress={primary.press}>
              {primary.label}
            </Button>
          )}
        </div>
        {(isTaken || next.act !== "go") && after && (
          <Button
            variant="quiet"
            icon={<ArrowRight aria-hidden />}
            aria-label={t(onward, { name: nameOf(after), count: left.unshown })}
            onPress={() => goOn(after)}
          >
            <span className={onward === "act.onward" ? styles.wideOnly : styles.small}>
              {onward === "act.onward"
                ? nameOf(after)
                : t(onward, { name: nameOf(after), count: left.unshown })}
            </span>
          </Button>
        )}
      </div>
    </section>
  );
}
