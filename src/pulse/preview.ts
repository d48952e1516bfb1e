import type { Config } from "#platform/config.ts";
import type { Transaction } from "#platform/database/index.ts";
import { readBrand } from "./brand.store.ts";
import { formPage } from "./customerPage.html.ts";
import { trialKey } from "./keys.ts";
import { type AskingMail, askingMail } from "./mail.ts";
import type { Language } from "./model/questions.ts";
import { findTrial } from "./response.store.ts";

/** The mail and the page as a customer will see them; their links lead to the page that stores nothing. */
export async function preview(
  tx: Transaction,
  config: Pick<Config, "secret" | "baseUrl">,
  pulseId: string,
  language: Language,
): Promise<{ mail: AskingMail; inOwnLook: AskingMail | null; pageHtml: string } | null> {
  const trial = await findTrial(tx, pulseId);
  if (!trial) return null;
  const shown = { ...trial, privacyText: trial.privacyTexts[language] };
  const path = `/s/try/${pulseId}/${trialKey(config.secret, pulseId)}`;
  const link = `${config.baseUrl}${path}`;
  const to = { language, link, happenedOn: null, isReminder: false, isTrial: true };
  const brand = await readBrand(tx, trial.organisationId);
  return {
    mail: askingMail(shown, to),
    inOwnLook: brand && askingMail(shown, { ...to, brand }),
    pageHtml: formPage({
      ...{
        shown,
        language,
        path,
        given: null,
        isAnswered: false,
        wrong: [],
        isTrial: false,
        isPicture: true,
      },
    }),
  };
}
