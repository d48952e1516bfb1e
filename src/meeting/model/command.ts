/**
 * What a person asks for. Every command has a random id of its own (newId()), made where it is given, and kept for
 * sending it again. Ids of new things (notes, clusters, rounds …) are made by the view as well, so that it can show
 * them at once.
 *
 * Who may: "anyone" is any seat of the meeting, and whoever leads. All others are for the one who leads now; another
 * named leader is refused with "notLeading" until she takes over by `lead.take`.
 */
import type { Mode, StageKind } from "./kinds.ts";
import type { VoteOption } from "./room.ts";
import type { Lack } from "./wording.ts";

/**
 * One field of a note or decision. `was` is what the writer had before her when she began: if somebody has written
 * there meanwhile, the change is refused with "changedMeanwhile" and nothing is overwritten.
 */
export type FieldChange = {
  /** text · situation · valueId ("" for none) · facet.say … facet.own1 · label.own1; decisions: act instead of text. */
  field: string;
  was: string;
  value: string;
};

/** The key of a note: 16–64 random characters that only this device keeps. Needed wherever the round is notStored. */
type Key = { key?: string };
/** A pass, got by `pass.take`: needed to agree, vote and consent where the round is notStored. */
type Pass = { pass?: string };

/** Whether the invited are told by mail now that the round is open, and reminded before its deadline. */
type Mailed = { tells?: boolean | undefined; reminds?: boolean | undefined };

type By<Type extends string, Fields = unknown> = { id: string; type: Type } & Fields;

export type Command =
  // — anyone
  | By<
      "note.add",
      Key & {
        roundId: string;
        noteId: string;
        text: string;
        situation?: string;
        valueId?: string | null;
        /** Who could know, as it was said to the writer: what was written under that promise is not taken in under less. */
        mode?: Mode | undefined;
        /** wall: straight into a cluster. examples: the group is the writer's own; the leader names one. */
        clusterId?: string | null;
        groupId?: string | null;
        facets?: Record<string, string>;
      }
    >
  | By<"note.change", Key & { noteId: string; changes: FieldChange[] }>
  /** By its author (or anyone of the group whose list it is in). */
  | By<"note.withdraw", Key & { noteId: string }>
  | By<"note.agree", Pass & { noteId: string; agrees: boolean }>
  | By<"seat.rename", { seatId: string; names: string[] }>
  | By<"group.choose", { groupId: string }>
  /** So many dots on this option from now on (0 takes them back): not added to what is there. */
  | By<"vote.cast", Pass & { roundId: string; optionId: string; dots: number }>
  /** No dot to anything: an answer of its own, so that nobody waits for it. Taken back by giving one, or by `abstains: false`. */
  | By<"vote.abstain", Pass & { roundId: string; abstains: boolean }>
  /** `wording`: the words that were before her. Where they have changed meanwhile, it counts as given to the earlier ones. */
  | By<
      "consent.give",
      Pass & { decisionId: string; answer: "yes" | "concern"; reason: string; wording?: string | undefined }
    >
  /**
   * Once per seat and round, where it is notStored; the answer comes in `yours.passes[roundId]`, not linked to the seat.
   * `pad`: 24 random bytes in base64url, made for this once and kept until the answer is there (see passes.ts).
   */
  | By<"pass.take", { roundId: string; pad: string }>
  // — anyone where the wall's round lets participants arrange, else the leader
  | By<"wall.addCluster", { roundId: string; clusterId: string; name: string }>
  | By<
      "wall.move",
      {
        noteIds: string[];
        clusterId: string | null /** Before which note; null: last. */;
        before?: string | null;
      }
    >
  /** Selected notes into a new cluster: grouping, and splitting one in two. */
  | By<"wall.gather", { noteIds: string[]; clusterId: string; name: string; roundId: string }>
  | By<"wall.name", { clusterId: string; name: string; was: string }>
  | By<"wall.mergeClusters", { from: string; into: string }>
  /** Takes one of the steps back that `undo.ts` keeps; a step that was taken back is taken again. */
  | By<"step.undo", { opId: string }>
  // — the one who leads
  | By<"wall.removeCluster", { clusterId: string }>
  | By<"wall.orderClusters", { roundId: string; order: string[] }>
  | By<"wall.mergeNotes", { noteIds: string[]; into: string }>
  | By<"wall.unmerge", { noteIds: string[] }>
  /**
   * A suggestion for clusters, taken: loose notes go into new clusters, or into some that are there. Refused as a whole
   * where one of them no longer hangs loose: it is applied to what it was computed on.
   */
  | By<
      "wall.arrange",
      { roundId: string; clusters: { clusterId: string; name: string; noteIds: string[] }[] }
    >
  /** One note that says several things becomes several: the first text stays on it. */
  | By<
      "wall.split",
      { noteId: string; was: string; texts: string[] /** Of the notes that are added. */; noteIds: string[] }
    >
  | By<"wall.hide", { noteIds: string[]; isHidden: boolean }>
  /** Hangs notes of dialogue and groups on the wall. */
  | By<"wall.bring", { roundId: string; noteIds: string[]; clusterId?: string | null }>
  /** Paper notes, typed or pasted. */
  | By<
      "wall.paste",
      { roundId: string; clusterId?: string | null; notes: { noteId: string; text: string }[] }
    >
  /** What the big screen shows large: a cluster, a photo, or all of the wall again. */
  | By<"wall.show", { roundId: string; what: string | null }>
  /** A photo comes by http (it is no message); taken down it can be hung up again by undoing. */
  | By<"photo.caption", { photoId: string; was: string; caption: string }>
  | By<"photo.remove", { photoId: string }>
  | By<"note.takeAlong", { noteId: string; isTakenAlong: boolean }>
  | By<"lead.take", { /** Who leads now, as seen by the one who takes over. */ from: string | null }>
  /**
   * Moves the room. Opens the stage's first round by itself where it has none (id `roundId`), and closes what is left
   * behind, unless it was to stay open; coming back opens that again. `away`: seats that nobody is to wait for in the pairs that it draws.
   */
  | By<"stage.go", { stageId: string; roundId: string; away?: string[] | undefined }>
  | By<"stage.complete", { stageId: string; isCompleted: boolean }>
  | By<
      "stage.add",
      {
        stageId: string;
        kind: StageKind;
        question: string /** null: first. */;
        after: string | null;
        minutes?: number | null;
      }
    >
  | By<
      "stage.change",
      { stageId: string; question?: string; minutes?: number | null; maySkip?: boolean; isSkipped?: boolean }
    >
  | By<"stage.order", { order: string[] }>
  /** Sets when the present stage should be over; null takes the time away. */
  | By<"stage.time", { endsAt: string | null }>
  | By<"slide.show", { slide: number }>
  /** A new round beside the old ones. Also ahead of the meeting's coming there. */
  | By<
      "round.open",
      Mailed & { stageId: string; roundId: string; mode: Mode; deadline?: string | null | undefined }
    >
  | By<"round.mode", { roundId: string; mode: Mode }>
  | By<"round.deadline", Mailed & { roundId: string; deadline: string | null }>
  | By<"round.arrange", { roundId: string; participantsArrange: boolean }>
  /** Nobody adds any more; what comes lies in the tray. A vote shows its totals by being closed. */
  | By<"round.close", { roundId: string }>
  | By<"round.reveal", { roundId: string }>
  /** Whether it stays open when the room moves on. */
  | By<"round.keep", { roundId: string; staysOpen: boolean }>
  | By<"tray.takeIn", { roundId: string }>
  /** By lot, in groups of about `size` (2: pairs); a new grouping beside the old. `away`: seats that nobody is to wait for. */
  | By<"groups.draw", { roundId: string; size: number; away?: string[] | undefined }>
  /** Empty groups, to be filled by hand or on the phones. */
  | By<"groups.make", { roundId: string; names: string[] }>
  | By<"groups.place", { seatId: string; groupId: string | null }>
  | By<"groups.rename", { groupId: string; name: string }>
  | By<"groups.letChoose", { mayChoose: boolean }>
  | By<
      "vote.open",
      {
        stageId: string;
        roundId: string;
        mode: Mode;
        options: VoteOption[];
        budget: number;
        maxPerOption: number;
        excludesOwn: boolean;
      }
    >
  | By<"vote.budget", { roundId: string; budget: number; maxPerOption: number }>
  /** Among those that tied for the last place that counts. */
  | By<"vote.second", { of: string; roundId: string; optionIds: string[]; budget: number }>
  | By<
      "decision.propose",
      {
        decisionId: string;
        act: string;
        situation?: string;
        valueId?: string | null;
        facets?: Record<string, string>;
        /** What facets of one's own are called, by their keys. */
        labels?: Record<string, string>;
        noteIds: string[];
        clusterId: string | null;
        optionId: string | null;
        replaces?: string | null;
      }
    >
  | By<"decision.change", { decisionId: string; changes: FieldChange[] }>
  | By<
      "decision.set",
      { decisionId: string; reviewOn?: string | null; isLeaders?: boolean; replaces?: string | null }
    >
  /** `without`: what it lacks, as far as she was told and decides all the same. */
  | By<"decision.decide", { decisionId: string; without?: Lack[] }>
  /** Shows everybody the reasons of the concerns that there are now. What comes later waits to be shown. */
  | By<"decision.reveal", { decisionId: string }>
  | By<"decision.reopen", { decisionId: string }>
  | By<"decision.drop", { decisionId: string }>
  | By<
      "action.put",
      {
        actionId: string;
        title: string;
        ownerName: string;
        ownerPersonId: string | null;
        dueOn: string | null;
        decisionId: string | null;
      }
    >
  | By<"action.remove", { actionId: string }>
  /** What is not given stays as it is. */
  | By<"plan.set", { how?: string | undefined; askOn?: string | undefined; resultsOn?: string | undefined }>
  /** A seat for somebody without a phone. */
  | By<"seat.add", { seatId: string; names: string[] }>
  | By<"seat.remove", { seatId: string }>
  /** Two seats of one person: from now on she counts once and has one vote. */
  | By<"seat.merge", { seatId: string; into: string }>
  | By<"seat.part", { seatId: string }>
  | By<"meeting.close">
  /** As long as nothing has been sent. */
  | By<"meeting.reopen">;

export type CommandOf<Type extends Command["type"]> = Extract<Command, { type: Type }>;
