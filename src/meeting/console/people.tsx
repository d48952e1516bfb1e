import { UserPlus } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  ConfirmDialog,
  Dialog,
  Form,
  Menu,
  Notice,
  Select,
  TextField,
  useText,
} from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { headsOf } from "../model/heads.ts";
import { limits } from "../model/kinds.ts";
import { groupsInUse, peopleIn } from "../model/reading.ts";
import type { RoomSeat } from "../model/room.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, useSend } from "./use.tsx";

type Send = ReturnType<typeof useSend>[0];
const named = (seat: RoomSeat): string => seat.names.join(", ");

/** Who is in the room, each once. */
export function People() {
  const t = useText(text);
  const { room, isLeading, meeting, snap } = useLead();
  const [send, refused] = useSend();
  const [name, setName] = useState("");
  const seats = peopleIn(room).sort((a, b) => named(a).localeCompare(named(b)));
  const mayChange = isLeading && meeting.state === "open";
  const heads = headsOf(seats, snap.presence);
  return (
    <Card title={t("people.title", { count: heads.people })} level={2}>
      {seats.length === 0 && <p className={styles.soft}>{t("people.none", { code: meeting.joinCode })}</p>}
      <ul className={styles.people}>
        {seats.map((seat) => (
          <Person key={seat.id} seat={seat} send={send} mayChange={mayChange} />
        ))}
      </ul>
      {snap.presence && !snap.presence.seats && heads.away > 0 && (
        <p className={styles.soft}>{t("people.awayUnsaid", { count: heads.away })}</p>
      )}
      {mayChange && (
        <Form
          onSubmit={() => {
            const names = name.split(",").flatMap((each) => each.trim() || []);
            if (names.length === 0) return;
            send({ type: "seat.add", seatId: newId(), names });
            setName("");
          }}
          actions={
            <Button type="submit" size="small" icon={<UserPlus aria-hidden />}>
              {t("people.add")}
            </Button>
          }
        >
          <TextField
            label={t("people.name")}
            description={t("people.nameHint")}
            value={name}
            onChange={setName}
            maxLength={limits.name}
          />
        </Form>
      )}
      {refused}
    </Card>
  );
}

/** Who has come in a second time and says so: one press, and she counts once. */
export function Claims() {
  const { room, isLeading, meeting } = useLead();
  const [send, refused] = useSend();
  if (!isLeading || meeting.state === "closed") return null;
  return (
    <>
      {peopleIn(room).map((seat) => {
        const claimed = room.seats[seat.claims ?? ""];
        return claimed ? <Claim key={seat.id} seat={seat} claimed={claimed} send={send} /> : null;
      })}
      {refused}
    </>
  );
}

function Claim({ seat, claimed, send }: { seat: RoomSeat; claimed: RoomSeat; send: Send }) {
  const t = useText(text);
  return (
    <Notice tone="notice">
      <div className={styles.noticeRow}>
        <span>{t("people.claims", { names: named(seat), other: named(claimed) })}</span>
        <Button size="small" onPress={() => send({ type: "seat.merge", seatId: seat.id, into: claimed.id })}>
          {t("people.merge")}
        </Button>
        <Button size="small" variant="quiet" onPress={() => send({ type: "seat.part", seatId: seat.id })}>
          {t("people.notSame")}
        </Button>
      </div>
    </Notice>
  );
}

function Person({ seat, send, mayChange }: { seat: RoomSeat; send: Send; mayChange: boolean }) {
  const t = useText(text);
  const { room, snap } = useLead();
  const [isRemoving, setRemoving] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const state = snap.presence?.seats?.[seat.id];
  const groups = groupsInUse(room);
  const group = groups.find(({ id }) => id === seat.groupId);
  const others = Object.values(room.seats).filter(({ sameAs }) => sameAs === seat.id);
  const names = named(seat);
  const how = state && (!state.isHere ? "away" : state.isDone ? "done" : state.isWriting ? "writing" : null);
  return (
    <li className={styles.person}>
      <span className={styles.grow}>
        {names}
        <span className={styles.soft}>
          {group && ` · ${group.name}`}
          {how && ` · ${t(`presence.is.${how}`)}`}
          {others.length > 0 && ` · ${t("people.phones", { count: others.length + 1 })}`}
        </span>
      </span>
      {mayChange && (
        <Menu
          label={t("people.menu", { names })}
          trigger={
            <Button size="small" variant="quiet" aria-label={t("people.menu", { names })}>
              …
            </Button>
          }
          items={[
            ...groups
              .filter(({ id }) => id !== seat.groupId)
              .map(({ id, name }) => ({
                id: `to-${id}`,
                label: t("people.toGroup", { name }),
                onAction: () => void send({ type: "groups.place", seatId: seat.id, groupId: id }),
              })),
            { id: "same", label: t("people.same"), onAction: () => setMerging(true) },
            ...others.map(({ id }) => ({
              id: `part-${id}`,
              label: t("people.part"),
              onAction: () => void send({ type: "seat.part", seatId: id }),
            })),
            {
              id: "remove",
              label: t("people.remove"),
              isDanger: true,
              onAction: () => setRemoving(true),
            },
          ]}
        />
      )}
      <Merge seat={seat} send={send} isOpen={isMerging} onOpenChange={setMerging} />
      <ConfirmDialog
        title={t("people.removeTitle", { names })}
        confirmLabel={t("people.remove")}
        isDanger
        isOpen={isRemoving}
        onOpenChange={setRemoving}
        onConfirm={() => send({ type: "seat.remove", seatId: seat.id })}
      >
        {t("people.removeText")}
      </ConfirmDialog>
    </li>
  );
}

function Merge({
  seat,
  send,
  isOpen,
  onOpenChange,
}: {
  seat: RoomSeat;
  send: Send;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const t = useText(text);
  const { room } = useLead();
  const [into, setInto] = useState("");
  const others = peopleIn(room).filter(({ id }) => id !== seat.id);
  return (
    <Dialog title={t("people.sameTitle", { names: named(seat) })} size="small" {...{ isOpen, onOpenChange }}>
      <div className={styles.stack}>
        <p>{t("people.sameText")}</p>
        <Select
          label={t("people.sameAs")}
          value={into}
          onChange={setInto}
          options={others.map((other) => ({ value: other.id, label: named(other) }))}
        />
        <div>
          <Button
            variant="primary"
            isDisabled={!into}
            onPress={() => {
              send({ type: "seat.merge", seatId: seat.id, into });
              onOpenChange(false);
            }}
          >
            {t("people.merge")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
