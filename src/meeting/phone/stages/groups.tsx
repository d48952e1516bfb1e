/** @jsxImportSource preact */
import { groupsInUse, meetingOf } from "../../model/reading.ts";
import { Button, Card } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside } from "../use.ts";

export function useMyGroup() {
  const { snap, seatId } = useInside();
  return snap.room.groups[snap.room.seats[seatId]?.groupId ?? ""];
}

export function Groups() {
  const { connection, snap, t } = useInside();
  const mine = useMyGroup();
  const groups = groupsInUse(snap.room);
  const mayChoose = meetingOf(snap.room)?.mayChooseGroup ?? false;
  const membersOf = (ids: string[]) =>
    ids.flatMap((id) => snap.room.seats[id]?.names ?? []).join(", ") || t("groups.nobody");
  if (groups.length === 0) return <p>{t("groups.none")}</p>;
  return (
    <>
      {mine ? (
        <section class={styles.mine} aria-live="polite">
          <p class={styles.soft}>{t("groups.mine")}</p>
          <h2>{mine.name}</h2>
          <p>{membersOf(mine.seatIds)}</p>
        </section>
      ) : (
        <p>{t(mayChoose ? "groups.choose" : "groups.notYet")}</p>
      )}
      {mine && <p>{t("groups.find")}</p>}
      <h2>{t("groups.all")}</h2>
      <ul class={styles.list}>
        {groups
          .filter(({ id }) => id !== mine?.id)
          .map((group) => (
            <Card key={group.id}>
              <h3>{group.name}</h3>
              <p class={styles.soft}>{membersOf(group.seatIds)}</p>
              {mayChoose && (
                <Button onClick={() => connection.send({ type: "group.choose", groupId: group.id })}>
                  {t("groups.join", { name: group.name })}
                </Button>
              )}
            </Card>
          ))}
      </ul>
    </>
  );
}
