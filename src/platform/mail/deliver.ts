import { PassThrough } from "node:stream";
import { sql } from "kysely";
import nodemailer, { type Transporter } from "nodemailer";
import { inOrganisation, inSystem } from "#platform/database/index.ts";
import { isGone } from "#platform/jobs/alive.ts";
import type { JobContext } from "#platform/jobs/index.ts";
import { deliverMailJob, type Mail } from "./index.ts";

type Content = Omit<Mail, "organisationId" | "to" | "subject" | "kind" | "about" | "leaveBefore">;
type Reference = { organisationId: string; id: string };

/**
 * Delivers one queued mail. It is marked `sending` in a commit of its own before it is handed over: if the server dies
 * in between, nobody knows whether it left, and it stands as `inDoubt` instead of being sent twice. The same where the
 * whole mail was written and the connection was lost before the receiver answered.
 * Without SMTP_URL it is `kept`: to be read on the page /mail of this machine.
 */
function deliverMail(transporter: Transporter | null, from: string) {
  return async ({ organisationId, id }: Reference, { db, logger, server }: JobContext): Promise<void> => {
    const row = await inOrganisation(db, organisationId, (tx) =>
      tx
        .updateTable("mail")
        .set((set) => ({
          state: transporter ? "sending" : "kept",
          handedBy: server ?? null,
          attempts: set("attempts", "+", 1),
        }))
        .where("organisationId", "=", organisationId)
        .where("id", "=", id)
        .where("state", "in", ["queued", "failed"])
        .where((where) =>
          where.or([where("leaveBefore", "is", null), where("leaveBefore", ">", sql<Date>`now()`)]),
        )
        .returning(["id", "kind", "toName", "toEmail", "subject", "content"])
        .executeTakeFirst(),
    );
    if (!row) return;
    if (!transporter) {
      logger.info(
        { mail: id, kind: row.kind },
        "mail kept on this machine: no SMTP_URL is set, read it on /mail",
      );
      return;
    }
    const content = row.content as unknown as Content;
    const record = (state: "sent" | "failed" | "inDoubt", failure: string | null) =>
      inOrganisation(db, organisationId, (tx) =>
        tx
          .updateTable("mail")
          .set({
            state,
            failure,
            sentAt: state === "sent" ? new Date() : null,
            // What is said in it, and the personal link, have no business here once it has left.
            ...(state === "failed" ? {} : { content: JSON.stringify({ messageId: content.messageId }) }),
          })
          .where("organisationId", "=", organisationId)
          .where("id", "=", id)
          .execute(),
      );
    let isWritten = false;
    const watched: WhenWritten = {
      whenWritten: () => {
        isWritten = true;
      },
    };
    try {
      await transporter.sendMail({
        ...watched,
        from,
        to: { name: row.toName, address: row.toEmail },
        subject: row.subject,
        text: content.text,
        html: content.html,
        messageId: content.messageId,
        headers: content.headers,
        icalEvent: content.calendar && { method: content.calendar.method, content: content.calendar.content },
        attachments: content.attachments?.map((file) => ({
          ...{ filename: file.filename, contentType: file.contentType, cid: file.cid },
          content: Buffer.from(file.base64, "base64"),
        })),
      });
    } catch (error) {
      const code = (error as { responseCode?: number }).responseCode;
      const failure = code ? `SMTP ${code}` : ((error as { code?: string }).code ?? "failed");
      if (!code && isWritten) return void (await record("inDoubt", failure));
      await record("failed", failure);
      // 5xx is the receiver's final no; everything else is tried again with growing pauses by the job queue.
      if (code && code >= 500) return;
      throw new Error(`mail ${id} could not be handed over: ${failure}`);
    }
    await record("sent", null);
  };
}

type WhenWritten = { whenWritten: () => void };

/** Tells the one who sends a mail when its last byte has been written to the receiver. */
function tellWhenWritten(transporter: Transporter): void {
  transporter.use("stream", (mail, done) => {
    const tell = (mail.data as Partial<WhenWritten>).whenWritten;
    mail.message.transform(
      () =>
        new PassThrough({
          flush(flushed) {
            tell?.();
            flushed();
          },
        }),
    );
    done();
  });
}

/** What a server was handing over that is gone now is in doubt, and stays unsent. */
export async function settleInterruptedMail(context: Pick<JobContext, "db">): Promise<void> {
  await inSystem(context.db, (tx) =>
    sql`update mail set state = 'inDoubt',
        content = jsonb_build_object('messageId', content -> 'messageId')
      where state = 'sending' and (handed_by is null or ${isGone("mail.handed_by")})`.execute(tx),
  );
}

export function mailJobs(config: { smtpUrl?: string | null; mailFrom: string }) {
  const transporter = config.smtpUrl ? nodemailer.createTransport(config.smtpUrl) : null;
  if (transporter) tellWhenWritten(transporter);
  return { [deliverMailJob]: deliverMail(transporter, config.mailFrom) };
}
