/** Mails to a person about her own way in: what she did not do herself, she is to hear of. */
import type { Transaction } from "#platform/database/index.ts";
import { queueMail } from "#platform/mail/index.ts";
import type { Viewer } from "../model.ts";
import { deviceInWords } from "./deviceInWords.ts";
import type { WayIn } from "./model.ts";
import { text } from "./text.ts";

const link = (baseUrl: string) => `${baseUrl}/account`;

function when({ locale, timeZone }: Viewer): string {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    ...{ dateStyle: "long", timeStyle: "short", timeZone },
  });
  return format.format(new Date());
}

const mail = (tx: Transaction, viewer: Viewer, subject: string, body: string) =>
  queueMail(tx, {
    ...{ organisationId: viewer.organisationId, kind: "access", subject, text: body },
    to: { name: viewer.name, email: viewer.email },
  });

export async function tellOfNewDevice(
  tx: Transaction,
  viewer: Viewer,
  how: { way: WayIn; browser: string; system: string },
  baseUrl: string,
): Promise<void> {
  const t = text(viewer.locale);
  const device = deviceInWords(viewer.locale, how);
  const values = {
    name: viewer.name,
    device,
    when: when(viewer),
    way: t(`way.${how.way}`),
    link: link(baseUrl),
  };
  await mail(tx, viewer, t("mail.newDevice.subject", values), t("mail.newDevice.text", values));
}

export type Changed =
  | "passkey.added"
  | "passkey.removed"
  | "password.changed"
  | "password.removed"
  | "token.made";

export async function tellOfChange(
  tx: Transaction,
  viewer: Viewer,
  changed: Changed,
  { named = "", baseUrl }: { named?: string; baseUrl: string },
): Promise<void> {
  const t = text(viewer.locale);
  const what = t(`changed.${changed}`, { named });
  const values = { name: viewer.name, what, when: when(viewer), link: link(baseUrl) };
  await mail(tx, viewer, t("mail.changed.subject"), t("mail.changed.text", values));
}

/** To the address that was hers until now: somebody else changed it, and she may not have asked for that. */
export async function tellOfNewAddress(
  tx: Transaction,
  { organisationId, name: by }: Viewer,
  { name, email, locale, now }: Pick<Viewer, "name" | "email" | "locale"> & { now: string },
): Promise<void> {
  const t = text(locale);
  await queueMail(tx, {
    ...{ organisationId, kind: "access", to: { name, email } },
    subject: t("mail.newAddress.subject"),
    text: t("mail.newAddress.text", { name, by, now }),
  });
}
