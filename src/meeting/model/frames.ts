/**
 * What travels over `/api/meeting/live`, as JSON text frames.
 *
 * A view opens the socket, sends `hello`, gets `welcome`, and from then on `changes`. It keeps
 *   · `room` (see room.ts), made by `applyPatch`,
 *   · `seq`, the newest it has been told of,
 *   · its commands that have not been acknowledged, in order, each with its own random id (kept in localStorage),
 *   · the keys of its notes and its passes (kept in localStorage; the server keeps only their hashes).
 * After a lost connection it says `hello` again, is given everything as it stands now, and sends the unacknowledged
 * commands again, with the same ids: a command counts once however often it comes. "Saved" may be shown once the command is acknowledged: it is then
 * committed in the database.
 */
import type { Command } from "./command.ts";
import type { Patch, Room } from "./room.ts";

export type Hello = {
  type: "hello";
  /** Which meeting; a seat's token knows it itself. */
  meetingId?: string;
  /** Seats: from POST /api/meeting/join. Leaders and the big screen opened by a leader come by their session cookie. */
  token?: string;
  /** "screen" shows what everyone sees and never more, whoever opened it. */
  as: "seat" | "leader" | "screen";
  /** The language in which refusals are said; Danish where it is not given. */
  locale?: "da" | "en";
  /** Keys of notes and passes that this device holds, so that it gets its own notes where no author is stored. */
  keys?: string[];
  /** Rounds in which this seat had said that it is done. */
  done?: string[];
  /** The page that says it, by a random id of its own: when it comes again, its older connection is over. */
  page?: string;
};

/** Kept outside the journal, for its owner only. `place` is whatever the view calls the field, e.g. `${roundId}/note`. */
export type DraftChange = {
  type: "draft";
  roundId: string;
  place: string;
  /** "" deletes it. */
  content: string;
  /** Where the round's mode is notStored: a random key that the device keeps, instead of the seat. */
  key?: string;
};

/** Which page the big screen is at, of how many, and whether it stays there: as it is, or as whoever leads wishes it. */
export type PagesFrame = { type: "pages"; page: number; count: number; isHeld: boolean };

export type FromClient =
  | Hello
  | { type: "do"; commands: Command[] }
  | DraftChange
  /** Being at the keys: sent on change, not for every letter. `place`: where in the group's list. */
  | { type: "writing"; roundId: string; isWriting: boolean; place?: string | undefined }
  | { type: "done"; roundId: string; isDone: boolean }
  | PagesFrame
  | { type: "ping" };

export type You =
  | { as: "seat"; seatId: string; names: string[] }
  | { as: "leader"; personId: string; name: string; isLeading: boolean }
  | { as: "screen" };

/** Numbers for everybody; by seat for leaders, and only where the present round is named. */
export type Presence = {
  connected: number;
  writing: number;
  done: number;
  /** Seats that are not connected: nobody waits for them. */
  away: number;
  seats?: Record<string, { isHere: boolean; isWriting: boolean; isDone: boolean }>;
};

export type FromServer =
  /** `room` replaces what one had (also what is not in it); `yours` is applied on top. */
  | { type: "welcome"; seq: number; you: You; now: string; room: Room; yours: Patch; drafts: Draft[] }
  /** Everything that one commit changed, the same bytes for everyone. */
  | { type: "changes"; seq: number; set: Patch }
  /** The part that is only yours, your group's or the leaders'; and which of your commands are committed. */
  | {
      type: "yours";
      set?: Patch;
      ack?: string[];
      passes?: Record<string, string>;
      /** Drafts that are saved as they were sent last. */
      drafts?: { roundId: string; place: string }[];
    }
  /** A command that the rules said no to, or a frame that could not be read (then id is null). `message` is a sentence. */
  | {
      type: "refused";
      id: string | null;
      reason: string;
      field?: string;
      message: string;
      values?: Record<string, string | number>;
    }
  | { type: "presence"; presence: Presence }
  /** Somebody of one's own group is at the keys there; null: no longer. Only where everybody may know who writes. */
  | { type: "writes"; seatId: string; place: string | null }
  | PagesFrame
  /** Only in answer to a ping. */
  | { type: "pong"; now: string }
  /** The connection will close and should not be tried again as it is. */
  | {
      type: "bye";
      reason: "notFound" | "notOpen" | "closed" | "signIn" | "removed" | "tooFast" | "tooLarge";
      message: string;
    };

/** For the present mode of the round; those of a notStored round come back only to the device that shows the key. */
export type Draft = { roundId: string; place: string; content: string };
