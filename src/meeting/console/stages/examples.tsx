import { Card, EmptyState, useText } from "#design/index.ts";
import { limits } from "../../model/kinds.ts";
import { groupsInUse, listOf } from "../../model/reading.ts";
import styles from "../console.module.css";
import { NoteCard } from "../noteCard.tsx";
import { RoundBar } from "../roundBar.tsx";
import { text } from "../text.ts";
import { useLead, useStageName } from "../use.tsx";

/** The groups' lists as they grow, so that she knows whom to help. */
export function ExamplesPanel() {
  const t = useText(text);
  const nameOf = useStageName();
  const { room, round, stage } = useLead();
  const groups = groupsInUse(room);
  return (
    <Card title={nameOf(stage)}>
      <RoundBar />
      <p>{t("examples.text", { from: limits.examplesFrom, to: limits.examplesTo })}</p>
      {groups.length === 0 && <EmptyState title={t("groups.none")}>{t("examples.noGroups")}</EmptyState>}
      <ul className={styles.groups}>
        {groups.map((group) => {
          const list = round ? listOf(room, round.id, group.id) : [];
          const names = group.seatIds.flatMap((id) => room.seats[id]?.names ?? []);
          return (
            <li key={group.id} className={styles.group}>
              <h3>
                {group.name}{" "}
                <span className={styles.soft}>{t("examples.count", { count: list.length })}</span>
              </h3>
              <p className={styles.soft}>{names.join(", ")}</p>
              {list.map((note) => (
                <NoteCard key={note.id} note={note} />
              ))}
              {list.length === 0 && <p className={styles.soft}>{t("examples.none")}</p>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
