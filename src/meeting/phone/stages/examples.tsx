/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { facetKeys, limits } from "../../model/kinds.ts";
import { groupsInUse, listOf } from "../../model/reading.ts";
import type { RoomNote } from "../../model/room.ts";
import { Button, Card, ModeSign, ValueChoice } from "../parts.tsx";
import styles from "../phone.module.css";
import { type StageProps, useInside } from "../use.ts";
import { Groups, useMyGroup } from "./groups.tsx";
import { Write } from "./note.tsx";
import { OwnFacets } from "./ownFacets.tsx";
import { Read } from "./read.tsx";
import { SharedField } from "./sharedField.tsx";
import { useWriters } from "./writers.ts";

/** The group's own list of three to five behaviours, each made concrete: everybody of the group writes in it. */
export function Examples({ round }: StageProps) {
  const { connection, snap, t } = useInside();
  const group = useMyGroup();
  const [openId, setOpenId] = useState<string | null>(null);
  const writing = useWriters(round?.id ?? "");
  if (!round) return <p>{t("stage.notOpen")}</p>;
  if (!group) return <Groups />;
  const list = listOf(snap.room, round.id, group.id);
  const isFull = list.length >= limits.examplesAtMost;
  return (
    <>
      <p class={styles.lead}>
        {t("examples.task", { from: limits.examplesFrom, to: limits.examplesTo, group: group.name })}
      </p>
      <ModeSign mode={round.mode} what="note">
        {t("examples.whoSees", { group: group.name })}
      </ModeSign>
      {/* Above the list: what the others add must not move the button under a finger. */}
      {isFull ? (
        <p class={styles.notice}>{t("examples.full", { count: limits.examplesAtMost })}</p>
      ) : (
        <Write
          round={round}
          label={t("examples.new")}
          hint={t("examples.hint")}
          submit={t("examples.add")}
          note={writing((at) => at === "new")}
        />
      )}
      <ol class={styles.list}>
        {list.map((note, place) =>
          openId === note.id ? (
            <Card key={note.id} isMine>
              <Edit note={note} />
              <div class={styles.row}>
                <Button kind="primary" onClick={() => setOpenId(null)}>
                  {t("examples.ready")}
                </Button>
                <Button
                  kind="danger"
                  onClick={() => {
                    const before = snap.drafts[`${round.id} note`];
                    connection.draft(round.id, "note", [before, note.text].filter(Boolean).join("\n"));
                    connection.send({ type: "note.withdraw", noteId: note.id });
                    setOpenId(null);
                  }}
                >
                  {t("examples.remove")}
                </Button>
              </div>
            </Card>
          ) : (
            <Card key={note.id}>
              <Read note={note} />
              <div class={styles.row}>
                <Button
                  kind="quiet"
                  label={t("examples.openNumber", { number: place + 1 })}
                  onClick={() => setOpenId(note.id)}
                >
                  {t("examples.open")}
                </Button>
                <span class={styles.soft}>
                  {writing((at) => at.startsWith(note.id)) ||
                    t(
                      snap.waiting.some((each) => "noteId" in each && each.noteId === note.id)
                        ? "saved.no"
                        : "saved.yes",
                    )}
                </span>
              </div>
            </Card>
          ),
        )}
      </ol>
      <details class={styles.more}>
        <summary>{t("examples.example")}</summary>
        <p>{t("examples.exampleText")}</p>
        <Button onClick={() => connection.draft(round.id, "note", t("examples.exampleText"))}>
          {t("examples.useExample")}
        </Button>
      </details>
      {round.isRevealed && <Others roundId={round.id} own={group.id} />}
    </>
  );
}

function Edit({ note }: { note: RoomNote }) {
  const { connection, t } = useInside();
  return (
    <>
      <SharedField note={note} field="situation" stands={note.situation} label={t("examples.when")} />
      <SharedField note={note} field="text" stands={note.text} label={t("examples.we")} />
      <ValueChoice
        value={note.valueId ?? ""}
        onChange={(value) =>
          connection.send({
            type: "note.change",
            noteId: note.id,
            changes: [{ field: "valueId", was: note.valueId ?? "", value }],
          })
        }
      />
      {facetKeys.map((key) => (
        <SharedField
          key={key}
          note={note}
          field={`facet.${key}`}
          stands={note.facets[key]?.text ?? ""}
          label={t(`facet.${key}`)}
          hint={t(`facet.${key}.hint`)}
        />
      ))}
      <OwnFacets note={note} />
    </>
  );
}

function Others({ roundId, own }: { roundId: string; own: string }) {
  const { snap } = useInside();
  return (
    <>
      {groupsInUse(snap.room)
        .filter(({ id }) => id !== own)
        .map((group) => (
          <section key={group.id}>
            <h2>{group.name}</h2>
            <ul class={styles.list}>
              {listOf(snap.room, roundId, group.id).map((note) => (
                <Card key={note.id}>
                  <Read note={note} />
                </Card>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}
