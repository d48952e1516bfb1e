import { changesIn, mergedInto } from "../model/merge.ts";
import { Overtaken, Problem } from "./client.ts";

/**
 * Sends of a form what is changed in it, and leaves the rest as whoever else saves it. Where somebody else was first and
 * changed other fields, it is sent once more on top of hers; where both changed the same, that is for the writer to decide.
 */
export async function sendChanges<Saved extends { version: number }, Change extends object, T>(
  saved: Saved,
  change: Change,
  {
    send,
    newest,
  }: { send: (change: Partial<Change> & { version: number }) => Promise<T>; newest: () => Promise<Saved> },
): Promise<T> {
  const changes = changesIn(saved, change);
  try {
    return await send({ ...changes, version: saved.version });
  } catch (error) {
    if (!(error instanceof Problem && error.status === 409)) throw error;
    const now = await newest();
    if (now.version === saved.version) throw error;
    if (mergedInto<object>(saved, { ...saved, ...changes }, now).clashes.length > 0) throw new Overtaken();
    return send({ ...changes, version: now.version });
  }
}
