import { RadioGroup, useFormat, useText } from "#design/index.ts";
import { momentOf, type WallTime } from "./model/moment.ts";
import { text } from "./text.ts";

export type Which = "earlier" | "later";

/** The night the clock is put back an hour comes twice: which of the two is meant. Nothing on every other day. */
export function WhichHour({
  value,
  onChange,
  error,
  ...at
}: WallTime & { value: Which | null; onChange: (which: Which) => void; error?: string | undefined }) {
  const t = useText(text);
  const format = useFormat();
  const { day, time } = at;
  const moment = day && time ? momentOf(at) : null;
  if (!moment || "problem" in moment || !moment.isTwice) return null;
  const inUtc = (which: Which) => {
    const meant = momentOf(at, which);
    return "instant" in meant ? format.time(meant.instant, { timeZone: "UTC" }) : "";
  };
  return (
    <RadioGroup
      label={t("details.which", { time })}
      options={(["earlier", "later"] as const).map((which) => ({
        value: which,
        label: t(`details.${which}`, { time, utc: inUtc(which) }),
      }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
