import { Hono } from "hono";
import { html } from "hono/html";
import { inSystem } from "#platform/database/index.ts";
import type { Env } from "#platform/http/context.ts";
import { text } from "./text.ts";

/**
 * The mails kept on this machine, for trying the product before an SMTP server is set. Mounted only then, and
 * answers only the machine it runs on: the mails hold personal links.
 */
export function outbox() {
  return new Hono<Env>().get("/mail", async (c) => {
    const address = (c.env as { incoming?: { socket?: { remoteAddress?: string } } })?.incoming?.socket
      ?.remoteAddress;
    const isOwnMachine = address === undefined || /^(::1|127\.|::ffff:127\.)/.test(address);
    const t = text(c.var.locale);
    if (!isOwnMachine) return c.text(t("outbox.elsewhere"), 403);
    const mails = await inSystem(c.var.db, (tx) =>
      tx
        .selectFrom("mail")
        .innerJoin("organisation", "organisation.organisationId", "mail.organisationId")
        .select(["mail.toName", "mail.toEmail", "mail.subject", "mail.content", "mail.createdAt"])
        .select("organisation.timeZone")
        .orderBy("mail.createdAt", "desc")
        .limit(100)
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
${mails.length === 0 ? html`<p>${t("outbox.empty")}</p>` : ""}
${mails.map((mail) => {
  const content = mail.content as unknown as { text: string };
  const { timeZone } = mail;
  return html`<article>
    <small>${t("outbox.to")} ${mail.toName} &lt;${mail.toEmail}&gt; ·
      <time>${new Intl.DateTimeFormat(c.var.locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(mail.createdAt)}</time></small>
    <h2>${mail.subject}</h2><pre>${linked(content.text)}</pre></article>`;
})}
</html>`);
  });
}
