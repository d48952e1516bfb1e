import { useText } from "#design/index.ts";
import { text } from "./page.text.ts";

/** "Firefox on Windows", or what is known of it. */
export function useDeviceName(): (device: { browser: string; system: string }) => string {
  const t = useText(text);
  return ({ browser, system }) =>
    browser && system
      ? t("sessions.device", { browser, system })
      : browser || system || t("sessions.unknown");
}
