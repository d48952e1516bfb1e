import { Redo2, Undo2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button, useText } from "#design/index.ts";
import { isFinal } from "../model/kinds.ts";
import { lastStep, undoneStep } from "../model/reading.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, type useSend } from "./use.tsx";
import { useStepSaid } from "./wall/said.ts";

const isInField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Takes the last step back, and takes it again; by button and by the keys that everybody knows. */
export function UndoButtons({ send }: { send: ReturnType<typeof useSend>[0] }) {
  const t = useText(text);
  const { room, snap, connection } = useLead();
  const [said, setSaid] = useState("");
  /** Steps on which others have built since: they stay, and the one before them is offered. */
  const [stuck, setStuck] = useState<ReadonlySet<string>>(new Set());
  const mine = useRef(new Set<string>());
  const last = lastStep(room, stuck);
  const undone = undoneStep(room, stuck);
  const nameOf = useStepSaid();
  useEffect(() => {
    for (const [id, { reason, command }] of Object.entries(snap.refusals)) {
      if (command.type !== "step.undo" || reason !== "changedMeanwhile" || !mine.current.has(id)) continue;
      mine.current.delete(id);
      connection.read(id);
      const op = room.ops[command.opId];
      setStuck((before) => new Set([...before, command.opId]));
      if (op) setSaid(t("undo.stuck", { step: nameOf(op) }));
    }
  }, [snap.refusals, connection, room.ops, nameOf, t]);
  // Said, and then out of the way of what it lies over.
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), 5_000);
    return () => clearTimeout(timer);
  }, [said]);
  /** Asked for and not yet done: what is under way is known as a step only once it is committed, and it is meant as well. */
  const [wanted, setWanted] = useState<readonly ("undo" | "redo")[]>([]);
  const isUnderWay = snap.waiting.length > 0;
  useEffect(() => {
    const [act] = wanted;
    if (!act || isUnderWay) return;
    setWanted(wanted.slice(1));
    const step = act === "undo" ? last : undone;
    if (!step) return;
    // Said, and the one before it is offered: nothing else is taken back in its place.
    if (isFinal(step)) {
      setStuck((before) => new Set([...before, step.id]));
      return setSaid(t("undo.final", { step: nameOf(step) }));
    }
    mine.current.add(send({ type: "step.undo", opId: step.id }));
    setSaid(t(act === "undo" ? "undo.done" : "undo.again", { step: nameOf(step) }));
  }, [wanted, isUnderWay, last, undone, send, nameOf, t]);
  const want = useCallback((act: "undo" | "redo") => setWanted((before) => [...before, act]), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isInField(event.target)) return;
      const key = event.key.toLowerCase();
      const act = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
      // A dialog that is open has the keyboard to itself.
      if (!act || document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      want(act);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [want]);
  return (
    <div className={styles.undo}>
      <Button
        variant="quiet"
        icon={<Undo2 aria-hidden />}
        isDisabled={!last}
        aria-label={
          last ? t(isFinal(last) ? "undo.final" : "undo.undo", { step: nameOf(last) }) : t("undo.nothing")
        }
        onPress={() => want("undo")}
      />
      <Button
        variant="quiet"
        icon={<Redo2 aria-hidden />}
        isDisabled={!undone}
        aria-label={undone ? t("undo.redo", { step: nameOf(undone) }) : t("undo.nothingAgain")}
        onPress={() => want("redo")}
      />
      <span role="status" className={styles.undoSaid}>
        {said}
      </span>
    </div>
  );
}
