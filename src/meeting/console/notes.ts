/** What stands under "for you": what she wanted to say here, and where she wrote nothing, what helps now. Pure. */
import type { RoomRound, RoomSlide, RoomStage } from "../model/room.ts";

/** What she has written about a point in the guide by now. `isEdited`: the slide's own notes are her words, not made ones. */
export type Told = { answer: string; isEdited: boolean };

/**
 * A slide's notes were made when the slide was; what stands in the guide now is what she wants to say. Her own notes stay,
 * and what the slide says word for word is not said twice.
 */
export function slideNotes(
  slide: Pick<RoomSlide, "body" | "speakerNotes"> | undefined,
  told: Told | undefined,
): string {
  const made = slide?.speakerNotes ?? "";
  if (!slide || !told) return made;
  const answer = told.answer.trim();
  if (!answer) return made;
  const own = told.isEdited ? made : "";
  return [own, slide.body.trim() === answer || own.includes(answer) ? "" : answer]
    .filter(Boolean)
    .join("\n\n");
}

export type Hint = `hint.${RoomStage["kind"]}` | "hint.dialogueShown" | "hint.voteOpen" | "hint.voteCounted";

/** What helps a leader at this moment: another thing once the answers are shown than while people write. */
export function hintOf(
  stage: Pick<RoomStage, "kind">,
  round: Pick<RoomRound, "isOpen" | "isRevealed"> | undefined,
): Hint {
  if (stage.kind === "dialogue" && round?.isRevealed) return "hint.dialogueShown";
  if (stage.kind === "vote" && round) return round.isOpen ? "hint.voteOpen" : "hint.voteCounted";
  return `hint.${stage.kind}`;
}
