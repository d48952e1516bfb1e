import { useLocale } from "#design/index.ts";
import { deviceInWords } from "./deviceInWords.ts";

export function useDeviceName(): (device: { browser: string; system: string }) => string {
  const { locale } = useLocale();
  return (device) => deviceInWords(locale, device);
}
