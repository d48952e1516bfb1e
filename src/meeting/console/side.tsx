import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button, Card, ConfirmDialog, Form, Menu, TextField, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { limits } from "../model/kinds.ts";
import { groupsInUse, stagesInOrder } from "../model/reading.ts";
import type { RoomSeat } from "../model/room.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, useSend } from "./use.tsx";

/** Beside the work: what she wanted to say, what comes, and who is there. */
export function Side() {
  const t = useText(text);
  const { room, meeting, stage } = useLead();
  const slides = Object.values(room.slides).sort((a, b) => a.position - b.position);
  const slide = stage.kind === "points" ? slides[meeting.slide] : undefined;
  const notes = [stage.speakerNotes, slide?.speakerNotes].filter(Boolean).join("\n\n");
  return (
    <aside className={styles.side} aria-label={t("side.label")}>
      <Card title={t("side.notes")} level={2} tone="accent">
        <p className={styles.notes}>{notes || t(`hint.${stage.kind}`)}</p>
      </Card>
      <Presence />
      <People />
    </aside>
  );
}

function Presence() {
  const t = useText(text);
  const { snap, round, room } = useLead();
  const { presence } = snap;
  const figures: [key: "connected" | "writing" | "done" | "away", value: number][] = [
    ["connected", presence?.connected ?? 0],
    ["writing", presence?.writing ?? 0],
    ["done", presence?.done ?? 0],
    ["away", presence?.away ?? Object.keys(room.seats).length],
  ];
  return (
    <Card title={t("presence.title")} level={2}>
      <dl className={styles.figures}>
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`presence.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {round?.isOpen && presence && presence.connected > 0 && presence.done >= presence.connected && (
        <p className={styles.good}>{t("presence.everybody")}</p>
      )}
    </Card>
  );
}

function People() {
  const t = useText(text);
  const { room, isLeading, meeting } = useLead();
  const [send, refused] = useSend();
  const [name, setName] = useState("");
  const seats = Object.values(room.seats).sort((a, b) => a.names.join().localeCompare(b.names.join()));
  const mayChange = isLeading && meeting.state === "open";
  return (
    <Card title={t("people.title", { count: seats.flatMap((seat) => seat.names).length })} level={2}>
      {seats.length === 0 && <p className={styles.soft}>{t("people.none", { code: meeting.joinCode })}</p>}
      <ul className={styles.people}>
        {seats.map((seat) => (
          <Person key={seat.id} seat={seat} send={send} mayChange={mayChange} />
        ))}
      </ul>
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

function Person({
  seat,
  send,
  mayChange,
}: {
  seat: RoomSeat;
  send: ReturnType<typeof useSend>[0];
  mayChange: boolean;
}) {
  const t = useText(text);
  const { room, snap } = useLead();
  const [isRemoving, setRemoving] = useState(false);
  const state = snap.presence?.seats?.[seat.id];
  const groups = groupsInUse(room);
  const group = groups.find(({ id }) => id === seat.groupId);
  const names = seat.names.join(", ");
  const how = state && (!state.isHere ? "away" : state.isDone ? "done" : state.isWriting ? "writing" : null);
  const isGroupsStage = stagesInOrder(room).some(({ kind }) => kind === "groups");
  return (
    <li className={styles.person}>
      <span className={styles.grow}>
        {names}
        <span className={styles.soft}>
          {group && ` · ${group.name}`}
          {how && ` · ${t(`presence.is.${how}`)}`}
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
            ...(isGroupsStage
              ? groups
                  .filter(({ id }) => id !== seat.groupId)
                  .map(({ id, name }) => ({
                    id: `to-${id}`,
                    label: t("people.toGroup", { name }),
                    onAction: () => void send({ type: "groups.place", seatId: seat.id, groupId: id }),
                  }))
              : []),
            {
              id: "remove",
              label: t("people.remove"),
              isDanger: true,
              onAction: () => setRemoving(true),
            },
          ]}
        />
      )}
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
