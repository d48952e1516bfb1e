import type { Transaction } from "#platform/database/index.ts";
import { newId } from "#platform/id.ts";
import { addJob } from "#platform/jobs/index.ts";

/** `cid`: a picture that stands in the mail itself, where it says `cid:…`; without it, a file beside the mail. */
export type Attachment = { filename: string; contentType: string; base64: string; cid?: string };

export type Mail = {
  organisationId: string;
  to: { name?: string; email: string };
  subject: string;
  text: string;
  html?: string;
  /** Stable through every attempt, so that a receiver recognises a mail that was handed over twice. */
  messageId?: string;
  headers?: Record<string, string>;
  attachments?: Attachment[];
  /** RFC 5545 object; `method` travels in the MIME part as well, or Outlook shows no Accept button. */
  calendar?: { method: "REQUEST" | "CANCEL" | "REPLY"; content: string };
  /** What sort of mail it is, e.g. "invitation". */
  kind: string;
  /** What it is about, e.g. a meeting's id. */
  about?: string;
  /** It leaves before this or not at all; whoever queued it looks after what has not left. */
  leaveBefore?: Date;
};

export const deliverMailJob = "mail.deliver";

/** Header values from people's texts must not start a header of their own. */
const oneLine = (value: string): string => value.replace(/[\r\n]+/g, " ").trim();

/** Writes a mail in the transaction of what caused it; a job delivers it once that is committed. */
export async function queueMail(tx: Transaction, mail: Mail): Promise<{ id: string }> {
  const id = newId();
  await tx
    .insertInto("mail")
    .values({
      organisationId: mail.organisationId,
      id,
      kind: mail.kind,
      about: mail.about ?? null,
      leaveBefore: mail.leaveBefore ?? null,
      toName: oneLine(mail.to.name ?? ""),
      toEmail: oneLine(mail.to.email),
      subject: oneLine(mail.subject),
      content: JSON.stringify({
        text: mail.text,
        html: mail.html,
        headers: mail.headers,
        messageId: mail.messageId,
        attachments: mail.attachments,
        calendar: mail.calendar,
      }),
    })
    .execute();
  await addJob(tx, deliverMailJob, { organisationId: mail.organisationId, id });
  return { id };
}
