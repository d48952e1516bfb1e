import { useCallback, useEffect, useRef, useState } from "react";
import { useText } from "#design/index.ts";
import type { Room, RoomOp } from "../../model/room.ts";
import { text } from "../text.ts";

/** A step in words, as what has happened: "3 notes moved to Quick answers". */
export function useStepSaid(): (op: RoomOp) => string {
  const t = useText(text);
  return useCallback(
    ({ what, count, name }: RoomOp) => {
      const called = name || t("wall.noName");
      switch (what) {
        case "wall.move":
          return name ? t("did.wall.move", { count, name }) : t("did.wall.moveOut", { count });
        case "wall.gather":
          return t("did.wall.gather", { count, name: called });
        case "wall.mergeClusters":
          return t("did.wall.mergeClusters", { count, name: called });
        case "wall.addCluster":
        case "wall.name":
        case "wall.removeCluster":
          return t(`did.${what}`, { name: called });
        case "wall.arrange":
        case "wall.mergeNotes":
        case "wall.unmerge":
        case "wall.split":
        case "wall.hide":
        case "wall.paste":
        case "wall.bring":
          return t(`did.${what}`, { count });
        default:
          return t(`step.${what}` as "step.stage.go");
      }
    },
    [t],
  );
}

/**
 * What the last command of this part of the page has done, once it is committed: said to those who do not see it, and
 * shown to those who do. `listen` takes the id of a command and gives it back.
 */
export function useSaid(room: Room): [said: string, listen: (id: string) => string] {
  const inWords = useStepSaid();
  const [said, setSaid] = useState({ id: "", words: "" });
  const waiting = useRef(new Set<string>());
  const listen = useCallback((id: string) => {
    waiting.current.add(id);
    return id;
  }, []);
  useEffect(() => {
    for (const id of waiting.current) {
      const op = room.ops[id];
      if (!op) continue;
      waiting.current.delete(id);
      setSaid({ id, words: inWords(op) });
    }
  }, [room.ops, inWords]);
  // Taken back it has not been done, and there is nothing to undo.
  return [room.ops[said.id]?.isUndone ? "" : said.words, listen];
}
