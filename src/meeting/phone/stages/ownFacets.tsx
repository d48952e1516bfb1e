/** @jsxImportSource preact */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type FacetKey, isFacetKey, limits } from "../../model/kinds.ts";
import type { RoomNote } from "../../model/room.ts";
import { Button } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside } from "../use.ts";
import { SharedField } from "./sharedField.tsx";

const isOwn = (key: string): boolean => key.startsWith("own");

/** The first that is not in use. */
function freeKey(facets: RoomNote["facets"]): FacetKey | undefined {
  for (let number = 1; isFacetKey(`own${number}`); number++)
    if (!facets[`own${number}`]) return `own${number}`;
  return undefined;
}

/** What the four do not cover: a name of the group's own, and what is done. */
export function OwnFacets({ note }: { note: RoomNote }) {
  const { connection, t } = useInside();
  const [isNaming, setNaming] = useState(false);
  const key = freeKey(note.facets);
  return (
    <>
      {Object.entries(note.facets)
        .filter(([own]) => isOwn(own))
        .map(([own, facet]) => (
          <SharedField
            key={own}
            note={note}
            field={`facet.${own}`}
            stands={facet?.text ?? ""}
            label={facet?.label || t("facet.own")}
          />
        ))}
      {!isNaming ? (
        key && (
          <Button kind="quiet" onClick={() => setNaming(true)}>
            {t("facet.addOwn")}
          </Button>
        )
      ) : (
        <NameIt
          onDone={(called) => {
            const changes = [{ field: `label.${key}`, was: "", value: called }];
            if (key && called) connection.send({ type: "note.change", noteId: note.id, changes });
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

function NameIt({ onDone }: { onDone: (name: string) => void }) {
  const { t } = useInside();
  const [name, setName] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class={styles.field}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(name.trim());
      }}
    >
      <label for={id}>{t("facet.ownName")}</label>
      <input
        id={id}
        ref={field}
        class={styles.input}
        value={name}
        maxLength={limits.name}
        placeholder={t("facet.ownExample")}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <div class={styles.row}>
        <Button type="submit">{t("facet.add")}</Button>
        <Button kind="quiet" onClick={() => onDone("")}>
          {t("facet.cancel")}
        </Button>
      </div>
    </form>
  );
}
