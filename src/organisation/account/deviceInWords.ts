import { defineText, type Locale } from "#platform/text/index.ts";
import da from "./device.text.da.json" with { type: "json" };
import en from "./device.text.en.json" with { type: "json" };

const text = defineText({ da, en });

/** "Firefox on Windows", or what is known of it: in a mail as on the page. */
export function deviceInWords(
  locale: Locale,
  { browser, system }: { browser: string; system: string },
): string {
  const t = text(locale);
  if (browser && system) return t("device", { browser, system });
  return browser || system || t("device.unknown");
}
