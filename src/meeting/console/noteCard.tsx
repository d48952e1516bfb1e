import type { ReactNode } from "react";
import { classes, useText, ValueMark, valueStyle } from "#design/index.ts";
import type { Facets, RoomNote, RoomValue } from "../model/room.ts";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, When } from "./use.tsx";

/** What a facet is called; one of the leader's own that was given no name is "more". */
export const facetText = (key: string) =>
  key in usualFacets ? usualFacets[key as keyof typeof usualFacets] : "facet.own";
const usualFacets = {
  ...({ say: "facet.say", talkAbout: "facet.talkAbout" } as const),
  ...({ present: "facet.present", involve: "facet.involve" } as const),
};

/** What is said, talked about, presented, and what the customer is involved in. */
export function FacetList({ facets }: { facets: Facets }) {
  const t = useText(text);
  const filled = Object.entries(facets).filter(([, facet]) => facet?.text);
  if (filled.length === 0) return null;
  return (
    <dl className={styles.facets}>
      {filled.map(([key, facet]) => (
        <div key={key}>
          <dt>{facet!.label || t(facetText(key))}</dt>
          <dd>{facet!.text}</dd>
        </div>
      ))}
    </dl>
  );
}

type Paper = { note: RoomNote; doubles?: RoomNote[]; children?: ReactNode; isSelected?: boolean };

export function NoteCard(props: Paper) {
  const { room } = useLead();
  return <NotePaper {...props} value={room.values[props.note.valueId ?? ""]} />;
}

/** One note as paper. Knows nothing of the room, so that a wall of a thousand draws only those that change. */
export function NotePaper({
  note,
  value,
  doubles = [],
  children,
  isSelected,
}: Paper & { value: RoomValue | undefined }) {
  const t = useText(text);
  return (
    <article
      className={classes(styles.note, isSelected && styles.selected, note.isHidden && styles.hidden)}
      style={value ? valueStyle(value) : undefined}
    >
      {note.situation && (
        <p className={styles.situation}>
          <When situation={note.situation} />
        </p>
      )}
      <p className={styles.noteText}>{note.text}</p>
      <FacetList facets={note.facets} />
      {value && <ValueMark value={value} size="small" />}
      <p className={styles.noteFoot}>
        {[
          note.author,
          note.isPaper && t("note.paper"),
          note.agrees > 0 && t("note.agrees", { count: note.agrees }),
          note.isTakenAlong && !note.wallId && t("note.takenAlong"),
          note.isHidden && t("note.isHidden"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {doubles.length > 0 && (
        <details className={styles.doubles}>
          <summary>{t("note.doubles", { count: doubles.length })}</summary>
          <ul>
            {doubles.map((double) => (
              <li key={double.id}>{double.text}</li>
            ))}
          </ul>
        </details>
      )}
      {children}
    </article>
  );
}
