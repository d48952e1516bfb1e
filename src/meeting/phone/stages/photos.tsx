/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import { seatHeader } from "../../model/kinds.ts";
import type { RoomPhoto } from "../../model/room.ts";
import { Button } from "../parts.tsx";
import styles from "../phone.module.css";
import { useInside } from "../use.ts";

/** Photos of paper on the wall: small ones in a row, one of them large when it is pressed. */
export function Photos({ wallId }: { wallId: string }) {
  const { snap, t } = useInside();
  const [openId, setOpen] = useState<string | null>(null);
  const photos = Object.values(snap.room.photos)
    .filter((photo) => photo.wallId === wallId)
    .sort((a, b) => a.position - b.position);
  if (photos.length === 0) return null;
  const nameOf = (photo: RoomPhoto, place: number) =>
    photo.caption || t("photo.unnamed", { number: place + 1 });
  const place = photos.findIndex(({ id }) => id === openId);
  const open = photos[place];
  return (
    <section aria-label={t("photo.all")}>
      <ul class={styles.photos}>
        {photos.map((photo, at) => (
          <li key={photo.id}>
            <button type="button" class={styles.photo} onClick={() => setOpen(photo.id)}>
              <Picture photo={photo} size="small" alt={nameOf(photo, at)} />
            </button>
          </li>
        ))}
      </ul>
      {open && <Large photo={open} name={nameOf(open, place)} close={() => setOpen(null)} />}
    </section>
  );
}

function Large({ photo, name, close }: { photo: RoomPhoto; name: string; close: () => void }) {
  const { t } = useInside();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class={styles.largePhoto} aria-label={name} onClose={close}>
      <Picture photo={photo} size="large" alt={name} />
      <p>{name}</p>
      <Button onClick={() => dialog.current?.close()}>{t("photo.close")}</Button>
    </dialog>
  );
}

/** Fetched by the seat's token, which an address would give away; kept nowhere but on this page. */
function Picture({ photo, size, alt }: { photo: RoomPhoto; size: "large" | "small"; alt: string }) {
  const { visit, t } = useInside();
  const [source, setSource] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const { meetingId, token } = visit;
  useEffect(() => {
    let address: string | null = null;
    const stop = new AbortController();
    fetch(`/api/meeting/meetings/${meetingId}/photos/${photo.id}?size=${size}`, {
      headers: { [seatHeader]: token },
      signal: stop.signal,
    })
      .then((response) =>
        response.ok ? response.blob() : Promise.reject(new Error(String(response.status))),
      )
      .then((blob) => {
        address = URL.createObjectURL(blob);
        setSource(address);
      })
      .catch(() => stop.signal.aborted || setMissing(true));
    return () => {
      stop.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [meetingId, token, photo.id, size]);
  if (isMissing) return <span>{t("photo.missing", { caption: alt })}</span>;
  return source ? (
    <img src={source} alt={alt} width={photo.width} height={photo.height} />
  ) : (
    <span class={styles.photoComing} role="img" aria-label={alt} />
  );
}
