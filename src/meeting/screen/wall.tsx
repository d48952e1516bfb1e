/** @jsxImportSource preact */
import { looseColumn } from "../model/kinds.ts";
import { columnsOf } from "../model/reading.ts";
import type { RoomCluster, RoomNote, RoomPhoto } from "../model/room.ts";
import { Heading, Note, Pages } from "./parts.tsx";
import styles from "./screen.module.css";
import type { Translate } from "./text.ts";
import { useShown } from "./use.ts";

type Column = { cluster: RoomCluster | null; notes: { note: RoomNote; doubles: RoomNote[] }[] };

/** So many notes are read in a few pages; more of them are shown as what they were gathered to. */
const readAtOnce = 30;
/** Of a cluster in the overview. */
const examples = 2;

/** The wall as far as a room can read it: every note of a small one, the clusters of a large one, and what is pointed to. */
export function Wall() {
  const { snap, round, t } = useShown();
  if (!round) return <Heading />;
  const { clusters, columns } = columnsOf(snap.room, round.id);
  const filled = columns.filter(({ notes }) => notes.length > 0);
  const photos = Object.values(snap.room.photos)
    .filter(({ wallId }) => wallId === round.id)
    .sort((a, b) => a.position - b.position);
  const photo = photos.find(({ id }) => id === round.shown);
  if (photo) return <LargePhoto photo={photo} number={photos.indexOf(photo) + 1} />;
  const pointed = filled.find(({ cluster }) => (cluster?.id ?? looseColumn) === round.shown);
  if (pointed) return <OneCluster column={pointed} />;
  const count = filled.reduce((sum, { notes }) => sum + notes.length, 0);
  if (count > readAtOnce && clusters.length > 1) return <Overview columns={filled} photos={photos} />;
  return (
    <>
      <Heading />
      {filled.length === 0 && photos.length === 0 && <p>{t("wall.empty")}</p>}
      <Pages depends={snap.room.notes}>
        {filled.map((column) => (
          <section key={column.cluster?.id ?? looseColumn} class={styles.cluster}>
            {(column.cluster || filled.length > 1) && (
              <h2>
                <span>{nameOf(column, t)}</span>
              </h2>
            )}
            <div class={styles.clusterNotes}>
              {column.notes.map(({ note, doubles }) => (
                <Note key={note.id} note={note} doubles={doubles.length} />
              ))}
            </div>
          </section>
        ))}
        <PhotoCards photos={photos} />
      </Pages>
    </>
  );
}

function nameOf({ cluster }: Column, t: Translate): string {
  return cluster ? cluster.name || t("wall.noName") : t("wall.loose");
}

/** Named clusters with how much hangs in them: what the room can talk about when it cannot read it all. */
function Overview({ columns, photos }: { columns: Column[]; photos: RoomPhoto[] }) {
  const { snap } = useShown();
  // What belongs nowhere yet comes last: it is what least can be said about.
  const inOrder = [...columns.filter(({ cluster }) => cluster), ...columns.filter(({ cluster }) => !cluster)];
  return (
    <>
      <Heading />
      <Pages depends={[snap.room.notes, snap.room.clusters]}>
        {inOrder.map((column) => (
          <ClusterCard key={column.cluster?.id ?? looseColumn} column={column} />
        ))}
        <PhotoCards photos={photos} />
      </Pages>
    </>
  );
}

function ClusterCard({ column }: { column: Column }) {
  const { t } = useShown();
  const { notes, cluster } = column;
  return (
    <section class={styles.card} data-loose={cluster ? undefined : true}>
      <h2>{nameOf(column, t)}</h2>
      <p class={styles.soft}>{t("wall.count", { count: notes.length })}</p>
      {cluster &&
        notes.slice(0, examples).map(({ note }) => (
          <p key={note.id} class={styles.example}>
            {note.text}
          </p>
        ))}
    </section>
  );
}

function OneCluster({ column }: { column: Column }) {
  const { t } = useShown();
  return (
    <>
      <h1 class={styles.heading}>
        {nameOf(column, t)} <span class={styles.soft}>{t("wall.count", { count: column.notes.length })}</span>
      </h1>
      <Pages depends={column.notes}>
        {column.notes.map(({ note, doubles }) => (
          <Note key={note.id} note={note} doubles={doubles.length} />
        ))}
      </Pages>
    </>
  );
}

const addressOf = (photo: RoomPhoto, size: "large" | "small"): string =>
  `/api/meeting/meetings/${location.pathname.split("/")[2]}/photos/${photo.id}?size=${size}`;

function PhotoCards({ photos }: { photos: RoomPhoto[] }) {
  const { t } = useShown();
  return (
    <>
      {photos.map((photo, place) => (
        <figure key={photo.id} class={styles.photoCard}>
          <img src={addressOf(photo, "small")} alt="" />
          <figcaption>{photo.caption || t("photo.unnamed", { number: place + 1 })}</figcaption>
        </figure>
      ))}
    </>
  );
}

function LargePhoto({ photo, number }: { photo: RoomPhoto; number: number }) {
  const { t } = useShown();
  const caption = photo.caption || t("photo.unnamed", { number });
  return (
    <figure class={styles.largePhoto}>
      <img src={addressOf(photo, "large")} alt={caption} />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
