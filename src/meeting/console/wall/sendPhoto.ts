/** A photo on its way to the wall, with how much of it has arrived: fetch does not tell that. */
export const accepted = "image/jpeg,image/png,image/heic,image/heif,.jpg,.jpeg,.png,.heic,.heif";

type Photo = { file: File; photoId: string; roundId: string; caption: string };
export type Answered =
  | { is: "hung" }
  | { is: "refused"; message: string }
  | { is: "lost" }
  | { is: "stopped" };

export function sendPhoto(
  meetingId: string,
  { file, ...fields }: Photo,
  onSent: (share: number) => void,
  stop: AbortSignal,
): Promise<Answered> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  return new Promise((settle) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/meeting/meetings/${meetingId}/photos`);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onSent(1);
    request.onload = () => {
      if (request.status === 200) return settle({ is: "hung" });
      const message = titleIn(request.responseText);
      settle(message ? { is: "refused", message } : { is: "lost" });
    };
    request.onerror = request.ontimeout = () => settle({ is: "lost" });
    request.onabort = () => settle({ is: "stopped" });
    stop.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function titleIn(body: string): string | null {
  try {
    const { title } = JSON.parse(body) as { title?: unknown };
    return typeof title === "string" ? title : null;
  } catch {
    return null;
  }
}
