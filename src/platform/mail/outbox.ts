import { Hono } from "hono";
import { html } from "hono/html";
import { sql } from "kysely";
import { containing } from "#platform/database/containing.ts";
import { inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { isFromThisMachine } from "#platform/http/network.ts";
import type { Mail } from "./index.ts";
import { text } from "./text.ts";

type Content = Pick<Mail, "text" | "attachments" | "calendar">;
const shown = 100;

/** What travels with a mail as a file; the calendar entry is one for whoever reads it. */
const filesOf = ({
  attachments = [],
  calendar,
}: Content): { filename: string; contentType: string; content: Buffer }[] => [
  ...attachments.map(({ base64, ...file }) => ({ ...file, content: Buffer.from(base64, "base64") })),
  ...(calendar
    ? [
        {
          filename: "invitation.ics",
          contentType: "text/calendar; charset=utf-8",
          content: Buffer.from(calendar.content),
        },
      ]
    : []),
];

/**
 * The mails kept on this machine, for trying the product before an SMTP server is set. Mounted only then, and
 * answers only the machine it runs on: the mails hold personal links.
 */
export function outbox() {
  return new Hono<Env>()
    .get("/mail", async (c) => {
      const t = text(c.var.locale);
      if (!isFromThisMachine(c)) return c.text(t("outbox.elsewhere"), 403);
      const search = (c.req.query("search") ?? "").trim().slice(0, 200).replaceAll("\0", "");
      const mails = await inSystem(c.var.db, (tx) =>
        tx
          .selectFrom("mail")
          .innerJoin("organisation", "organisation.organisationId", "mail.organisationId")
          .select([
            "mail.id",
            "mail.toName",
            "mail.toEmail",
            "mail.subject",
            "mail.content",
            "mail.createdAt",
          ])
          .select("organisation.timeZone")
          .$if(search !== "", (query) =>
            query.where((where) =>
              where.or(
                (["mail.toName", "mail.toEmail", "mail.subject"] as const).map((column) =>
                  where(column, "ilike", containing(search)),
                ),
              ),
            ),
          )
          .orderBy("mail.createdAt", "desc")
          .limit(shown)
          .execute(),
      );
      const linked = (body: string) =>
        body
          .split(/(https?:\/\/\S+)/)
          .map((part, index) => (index % 2 ? html`<a href="${part}">${part}</a>` : part));
      return c.html(html`<!doctype html>
<html lang="${c.var.locale}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t("outbox.title")} · Udlev</title>
<style>
:root{color-scheme:light dark;font:16px/1.55 system-ui,sans-serif}
body{max-width:46rem;margin:0 auto;padding:1.5rem;background:light-dark(#faf7f1,#1b1a18);color:light-dark(#201d18,#ece7dd)}
article{background:light-dark(#fff,#26241f);border:1px solid light-dark(#ddd5c6,#454037);border-radius:.75rem;padding:1rem 1.25rem;margin:1rem 0}
h2{font-size:1.1rem;margin:.25rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
small{color:light-dark(#5d564a,#b9b1a2)}a{color:light-dark(#1c5b4c,#8fd3c0)}
</style>
<h1>${t("outbox.title")}</h1>
<p>${t("outbox.lead")} <a href="/">${t("outbox.back")}</a></p>
<form action="/mail" role="search"><label>${t("outbox.search")} <input type="search" name="search" value="${search}" maxlength="200"></label> <button>${t("outbox.find")}</button></form>
${mails.length === 0 ? html`<p>${t(search ? "outbox.noMatch" : "outbox.empty")}</p>` : ""}
${mails.length === shown ? html`<p>${t("outbox.newest", { count: shown })}</p>` : ""}
${mails.map((mail) => {
  const content = mail.content as unknown as Content;
  const { timeZone } = mail;
  const files = filesOf(content);
  return html`<article>
    <small>${t("outbox.to")} ${mail.toName} &lt;${mail.toEmail}&gt; ·
      <time>${new Intl.DateTimeFormat(c.var.locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(mail.createdAt)}</time></small>
    <h2>${mail.subject}</h2><pre>${linked(content.text)}</pre>
    ${files.length === 0 ? "" : html`<p>${t("outbox.files")} ${files.map(({ filename }, place) => html`<a href="/mail/${mail.id}/${place}">${filename}</a> `)}</p>`}</article>`;
})}
</html>`);
    })
    .get("/mail/:id/:place{\\d{1,3}}", async (c) => {
      if (!isFromThisMachine(c)) return c.text(text(c.var.locale)("outbox.elsewhere"), 403);
      const mail = await inSystem(c.var.db, (tx) =>
        tx
          .selectFrom("mail")
          .select("content")
          .where(sql<boolean>`id::text = ${c.req.param("id")}`)
          .executeTakeFirst(),
      );
      const file = mail && filesOf(mail.content as unknown as Content)[Number(c.req.param("place"))];
      if (!file) return c.notFound();
      return c.body(new Uint8Array(file.content), 200, {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
      });
    });
}
