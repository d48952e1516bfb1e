import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import type { Viewer } from "./model.ts";
import { readSettings } from "./store.ts";
import { text } from "./text.ts";

/** Tells somebody that she is with us, and where she signs in. It holds no key: whoever else reads it gets nowhere by it. */
export async function welcome(
  tx: Transaction,
  { baseUrl }: Pick<Config, "baseUrl">,
  { organisationId, name: by }: Pick<Viewer, "organisationId" | "name">,
  { name, email, locale }: { name: string; email: string; locale: "da" | "en" },
): Promise<unknown> {
  const t = text(locale);
  const { name: organisation } = await readSettings(tx, organisationId);
  const values = { name, by, organisation, email, link: `${baseUrl}/sign-in` };
  return queueMail(tx, {
    ...{ organisationId, to: { name, email }, kind: "welcome" },
    subject: t("mail.welcome.subject", values),
    text: t("mail.welcome.text", values),
  });
}
