import { ImagePlus } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, Dialog, FileField, Form, TextField, useText } from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { pictureLimits } from "#platform/pictures/limits.ts";
import { limits } from "../../model/kinds.ts";
import type { RoomPhoto } from "../../model/room.ts";
import { text } from "../text.ts";
import { useLead, type useSend } from "../use.tsx";
import { accepted, sendPhoto } from "./sendPhoto.ts";
import { Tool } from "./tool.tsx";
import styles from "./wall.module.css";

const { megabytes } = pictureLimits;

/** A photo of paper: from the camera of a tablet or phone, or a file. */
export function AddPhoto({ roundId }: { roundId: string }) {
  const t = useText(text);
  return (
    <Dialog
      title={t("photo.title")}
      isKept
      trigger={
        <Tool of="wall" short={t("photo.open")} icon={<ImagePlus aria-hidden />}>
          {t("photo.open")}
        </Tool>
      }
    >
      {({ close }) => <PhotoForm roundId={roundId} close={close} />}
    </Dialog>
  );
}

function PhotoForm({ roundId, close }: { roundId: string; close: () => void }) {
  const t = useText(text);
  const { plan } = useLead();
  const [file, setFile] = useState<File | null>(null);
  const [photoId, setId] = useState(newId);
  const [caption, setCaption] = useState("");
  const [error, setError] = useState<string>();
  const [sent, setSent] = useState<number | null>(null);
  const [stop, setStop] = useState<AbortController | null>(null);
  useEffect(() => () => stop?.abort(), [stop]);

  const choose = (next: File) => {
    setFile(next);
    setId(newId());
    setError(
      next.size > megabytes * 1024 * 1024
        ? t("photo.tooLarge", { size: Math.ceil(next.size / 1024 / 1024), most: megabytes })
        : undefined,
    );
  };
  const hang = async () => {
    if (!file) return setError(t("photo.choose"));
    if (file.size > megabytes * 1024 * 1024) return;
    const abort = new AbortController();
    setStop(abort);
    setSent(0);
    setError(undefined);
    const answered = await sendPhoto(plan.id, { file, photoId, roundId, caption }, setSent, abort.signal);
    setSent(null);
    setStop(null);
    if (answered.is === "hung") close();
    else if (answered.is === "refused") setError(answered.message);
    else if (answered.is === "lost") setError(t("photo.lost"));
  };
  return (
    <Form
      onSubmit={hang}
      actions={
        <Button type="submit" variant="primary" busy={sent !== null}>
          {t(sent === null ? "photo.hang" : "photo.hanging")}
        </Button>
      }
    >
      <FileField
        label={t("photo.file")}
        description={t("photo.hint", { most: megabytes })}
        accept={accepted}
        error={error}
        onChange={choose}
      />
      <TextField
        label={t("photo.caption")}
        description={t("photo.captionHint")}
        value={caption}
        onChange={setCaption}
        maxLength={limits.title}
      />
      {sent !== null && (
        <label>
          {t(sent < 1 ? "photo.sending" : "photo.reading")}
          <progress className={styles.progress} {...(sent < 1 ? { value: sent, max: 1 } : {})} />
        </label>
      )}
    </Form>
  );
}

type Hanging = { photos: RoomPhoto[]; roundId: string; send: ReturnType<typeof useSend>[0] };

/** What hangs on the wall as a picture: small in a row, large when it is pressed. */
export function Photos({ photos, roundId, send }: Hanging) {
  const t = useText(text);
  const { plan } = useLead();
  const [openId, setOpen] = useState<string | null>(null);
  const inOrder = [...photos].sort((a, b) => a.position - b.position);
  const place = inOrder.findIndex(({ id }) => id === openId);
  const open = inOrder[place];
  const nameOf = (photo: RoomPhoto, index: number) =>
    photo.caption || t("photo.unnamed", { number: index + 1 });
  const address = ({ id }: RoomPhoto, size: "large" | "small") =>
    `/api/meeting/meetings/${plan.id}/photos/${id}?size=${size}`;
  return (
    <>
      <ul className={styles.photos} aria-label={t("photo.all")}>
        {inOrder.map((photo, index) => (
          <li key={photo.id}>
            <button
              type="button"
              className={styles.photo}
              title={nameOf(photo, index)}
              onClick={() => setOpen(photo.id)}
            >
              <img
                src={address(photo, "small")}
                alt={t("photo.alt", { caption: nameOf(photo, index) })}
                loading="lazy"
              />
            </button>
          </li>
        ))}
      </ul>
      <Dialog
        title={open ? nameOf(open, place) : ""}
        size="large"
        isOpen={Boolean(open)}
        onOpenChange={(isOpen) => !isOpen && setOpen(null)}
      >
        {({ close }) =>
          open && (
            <div className={styles.large}>
              <a href={address(open, "large")} target="_blank" rel="noreferrer">
                <img
                  className={styles.largePhoto}
                  src={address(open, "large")}
                  width={open.width}
                  height={open.height}
                  alt={t("photo.alt", { caption: nameOf(open, place) })}
                />
              </a>
              <OfPhoto key={open.id} {...{ photo: open, roundId, send, close }} />
            </div>
          )
        }
      </Dialog>
    </>
  );
}

type Of = Omit<Hanging, "photos"> & { photo: RoomPhoto; close: () => void };

/** What it is called, and taking it down: it hangs again by undoing. */
function OfPhoto({ photo, roundId, send, close }: Of) {
  const t = useText(text);
  const { isLeading, room } = useLead();
  const [caption, setCaption] = useState(photo.caption);
  const isShown = room.rounds[roundId]?.shown === photo.id;
  if (!isLeading) return null;
  return (
    <Form
      onSubmit={() => {
        if (caption.trim() !== photo.caption)
          send({ type: "photo.caption", photoId: photo.id, was: photo.caption, caption });
        close();
      }}
      actions={
        <div className={styles.ofPhoto}>
          <Button type="submit" variant="primary">
            {t("save")}
          </Button>
          <Button
            onPress={() => {
              send({ type: "wall.show", roundId, what: isShown ? null : photo.id });
              close();
            }}
          >
            {t(isShown ? "wall.showAll" : "wall.showLarge")}
          </Button>
          <Button
            variant="quiet"
            onPress={() => {
              send({ type: "photo.remove", photoId: photo.id });
              close();
            }}
          >
            {t("photo.remove")}
          </Button>
        </div>
      }
    >
      <TextField
        label={t("photo.caption")}
        description={t("photo.captionHint")}
        value={caption}
        onChange={setCaption}
        maxLength={limits.title}
      />
    </Form>
  );
}
