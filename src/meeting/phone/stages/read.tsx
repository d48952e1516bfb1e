/** @jsxImportSource preact */
import { type FacetKey, facetKeys } from "../../model/kinds.ts";
import type { Facets, RoomNote } from "../../model/room.ts";
import { Situation, ValueSign } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside } from "../use.ts";

/** A behaviour with all that makes it concrete, to be read. */
export function Read({ note }: { note: Pick<RoomNote, "text" | "situation" | "valueId" | "facets"> }) {
  const { snap } = useInside();
  return (
    <>
      <ValueSign value={snap.room.values[note.valueId ?? ""]} />
      <Situation situation={note.situation} />
      <p class={styles.act}>{note.text}</p>
      <Concrete facets={note.facets} />
    </>
  );
}

/** Say, talk about, present, involve, and the leader's own: those that have been filled in. */
export function Concrete({ facets }: { facets: Facets }) {
  const { t } = useInside();
  const filled = Object.entries(facets).filter(([, facet]) => facet?.text) as [
    FacetKey,
    { label: string; text: string },
  ][];
  const nameOf = (key: FacetKey): string => {
    const known = facetKeys.find((each) => each === key);
    return known ? t(`facet.${known}`) : "";
  };
  if (filled.length === 0) return null;
  return (
    <dl class={styles.facets}>
      {filled.map(([key, { label, text }]) => (
        <div key={key}>
          <dt>{label || nameOf(key)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
