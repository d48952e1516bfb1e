import { Shuffle } from "lucide-react";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  EmptyState,
  Form,
  Menu,
  Notice,
  Select,
  Switch,
  TextField,
  useText,
} from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../../model/kinds.ts";
import { groupsInUse, peopleIn } from "../../model/reading.ts";
import type { RoomGroup, RoomSeat } from "../../model/room.ts";
import styles from "../console.module.css";
import { lonelyIn } from "../lonely.ts";
import { awayIn } from "../next.ts";
import { text } from "../text.ts";
import { useLead, useSend } from "../use.tsx";

/** Pairs or groups: drawn by lot, named and filled by hand, or chosen on the phones. */
export function GroupsPanel() {
  const t = useText(text);
  const { room, round, meeting, isLeading, stage, snap } = useLead();
  const [send, refused] = useSend();
  const [size, setSize] = useState("3");
  const [names, setNames] = useState("");
  const groups = groupsInUse(room);
  const seats = peopleIn(room);
  const loose = seats.filter((seat) => !groups.some(({ id }) => id === seat.groupId));
  // A draw beside an old one is a round of its own: nothing is overwritten.
  const roundId = (): string => {
    if (round && groups.length === 0) return round.id;
    const id = newId();
    send({ type: "round.open", stageId: stage.id, roundId: id, mode: "named" });
    return id;
  };
  return (
    <>
      <Card
        title={t("groups.title")}
        actions={
          isLeading && (
            <Switch
              isSelected={meeting.mayChooseGroup}
              onChange={(mayChoose) => send({ type: "groups.letChoose", mayChoose })}
            >
              {t("groups.mayChoose")}
            </Switch>
          )
        }
      >
        {isLeading && (
          <div className={styles.rowEnd}>
            <Select
              label={t("groups.size")}
              value={size}
              onChange={setSize}
              options={["2", "3", "4", "5", "6", "8"].map((value) => ({
                value,
                label: value === "2" ? t("groups.pairs") : t("groups.about", { count: Number(value) }),
              }))}
            />
            <Button
              icon={<Shuffle aria-hidden />}
              isDisabled={seats.length === 0}
              onPress={() =>
                send({
                  ...({ type: "groups.draw", roundId: roundId(), size: Number(size) } as const),
                  away: awayIn(room, snap.presence),
                })
              }
            >
              {t(groups.length > 0 ? "groups.drawAgain" : "groups.draw")}
            </Button>
          </div>
        )}
        {isLeading &&
          lonelyIn(room, snap.presence).map(({ group, seat, to }) => (
            <Notice key={group.id} tone="notice">
              <div className={styles.noticeRow}>
                <span>{t("groups.alone", { names: seat.names.join(", "), group: group.name })}</span>
                <Button
                  size="small"
                  onPress={() => send({ type: "groups.place", seatId: seat.id, groupId: to.id })}
                >
                  {t("people.toGroup", { name: to.name })}
                </Button>
              </div>
            </Notice>
          ))}
        {refused}
        {groups.length === 0 && <EmptyState title={t("groups.none")}>{t("groups.noneText")}</EmptyState>}
        <ul className={styles.groups}>
          {groups.map((group) => (
            <Group key={group.id} group={group} groups={groups} seats={seats} />
          ))}
        </ul>
        {groups.length > 0 && loose.length > 0 && (
          <div>
            <h3>{t("groups.loose")}</h3>
            <ul className={styles.people}>
              {loose.map((seat) => (
                <Member key={seat.id} seat={seat} groups={groups} />
              ))}
            </ul>
          </div>
        )}
      </Card>
      {isLeading && (
        <Card title={t("groups.byHand")} tone="sunken">
          <Form
            onSubmit={() => {
              const list = names.split(",").flatMap((each) => each.trim().slice(0, limits.name) || []);
              if (list.length > 0) send({ type: "groups.make", roundId: roundId(), names: list });
              setNames("");
            }}
            actions={<Button type="submit">{t("groups.make")}</Button>}
          >
            <TextField
              label={t("groups.names")}
              description={t("groups.namesHint")}
              value={names}
              onChange={setNames}
              maxLength={2000}
            />
          </Form>
        </Card>
      )}
    </>
  );
}

function Group({ group, groups, seats }: { group: RoomGroup; groups: RoomGroup[]; seats: RoomSeat[] }) {
  const t = useText(text);
  const { isLeading } = useLead();
  const [send, refused] = useSend();
  const [name, setName] = useState<string | null>(null);
  const inside = seats.filter(({ groupId }) => groupId === group.id);
  return (
    <li className={styles.group}>
      {name === null ? (
        <div className={styles.rowApart}>
          <h3>{group.name}</h3>
          {isLeading && (
            <Button size="small" variant="quiet" onPress={() => setName(group.name)}>
              {t("groups.rename")}
            </Button>
          )}
        </div>
      ) : (
        <Form
          onSubmit={() => {
            if (name.trim()) send({ type: "groups.rename", groupId: group.id, name });
            setName(null);
          }}
        >
          <TextField
            label={t("groups.name")}
            value={name}
            onChange={setName}
            maxLength={limits.name}
            autoFocus
          />
          <Button type="submit" size="small">
            {t("save")}
          </Button>
        </Form>
      )}
      <ul className={styles.people}>
        {inside.map((seat) => (
          <Member key={seat.id} seat={seat} groups={groups} />
        ))}
      </ul>
      {inside.length === 0 && <p className={styles.soft}>{t("groups.empty")}</p>}
      <Badge>{t("groups.people", { count: inside.flatMap(({ names }) => names).length })}</Badge>
      {refused}
    </li>
  );
}

function Member({ seat, groups }: { seat: RoomSeat; groups: RoomGroup[] }) {
  const t = useText(text);
  const { isLeading, snap } = useLead();
  const [send, refused] = useSend();
  const names = seat.names.join(", ");
  const isAway = snap.presence?.seats?.[seat.id]?.isHere === false;
  return (
    <li className={styles.person}>
      <span className={styles.grow}>
        {names}
        {isAway && <span className={styles.soft}> · {t("presence.is.away")}</span>}
      </span>
      {isLeading && (
        <Menu
          label={t("groups.move", { names })}
          trigger={
            <Button size="small" variant="quiet" aria-label={t("groups.move", { names })}>
              {t("groups.moveShort")}
            </Button>
          }
          items={groups
            .filter(({ id }) => id !== seat.groupId)
            .map(({ id, name }) => ({
              id,
              label: name,
              onAction: () => void send({ type: "groups.place", seatId: seat.id, groupId: id }),
            }))}
        />
      )}
      {refused}
    </li>
  );
}
