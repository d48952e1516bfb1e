import { refuse } from "#platform/refusal.ts";
import { shut } from "../calledOff.ts";
import { limits } from "../kinds.ts";
import type { Event, State } from "../state.ts";
import { theMeeting } from "../state.ts";
import { type Actor, notThere, type Rules } from "./rule.ts";
import { undoable } from "./undo.ts";

type Hanging = {
  id: string;
  photoId: string;
  wallId: string;
  caption: string;
  width: number;
  height: number;
};

/** A picture that has been made ready is hung up. Not a command: only the route that keeps the picture asks for it. */
export function hang(
  state: State,
  { id, photoId, wallId, caption, width, height }: Hanging,
  personId: string,
  name: string,
) {
  const actor: Actor = { as: "leader", personId, name };
  const no = mayHang(state, wallId, personId);
  if (no) return no;
  if (state.photos.has(photoId)) return refuse("thereAlready", { status: 409 });
  const position = Math.max(0, ...[...state.photos.values()].map((each) => each.position)) + 1;
  const photo = { id: photoId, wallId, caption, width, height, position };
  return undoable(state, { id, type: "photo.hang" }, actor, "photo.hung", { photos: { [photoId]: photo } });
}

/** Asked before the picture is read, which takes a moment, and again when it is hung. */
export function mayHang(state: State, wallId: string, personId: string) {
  const meeting = theMeeting(state);
  const no = shut(meeting);
  if (no) return no;
  if (meeting.leadingId !== personId) return refuse("notLeading", { status: 403 });
  if (state.rounds.get(wallId)?.kind !== "wall") return notThere("roundId");
  if (state.photos.size >= limits.photos)
    return refuse("tooManyPhotos", { values: { count: limits.photos } });
  return null;
}

export const photo: Rules<"photo.caption" | "photo.remove"> = {
  "photo.caption": (state, command, actor): Event[] | ReturnType<typeof refuse> => {
    const { photoId, was, caption } = command;
    const held = state.photos.get(photoId);
    if (!held) return notThere("photoId");
    if (held.caption !== was) return refuse("changedMeanwhile", { field: "caption", status: 409 });
    return undoable(state, command, actor, command.type, { photos: { [photoId]: { caption } } });
  },

  "photo.remove": (state, command, actor) => {
    if (!state.photos.has(command.photoId)) return notThere("photoId");
    return undoable(state, command, actor, command.type, { photos: { [command.photoId]: null } });
  },
};
