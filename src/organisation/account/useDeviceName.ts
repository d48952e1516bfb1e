import { useLocale } from "#design/index.ts";
import { deviceInWords } from "./deviceInWords.ts";

/** As it stands by itself in a table: what is not known begins as a sentence does, "iPhone" as it calls itself. */
export function useDeviceName(): (device: { browser: string; system: string }) => string {
  const { locale } = useLocale();
  return (device) => {
    const words = deviceInWords(locale, device);
    return device.browser || device.system ? words : words.replace(/^./u, (first) => first.toUpperCase());
  };
}
