import { useInside } from "../use.ts";

/** Who of one's own group is at the keys there, by name; the server tells it only where everybody may know who writes. */
export function useWriters(roundId: string) {
  const { snap, t } = useInside();
  const { rounds, seats } = snap.room;
  return (isThere: (place: string) => boolean): string => {
    if (rounds[roundId]?.mode !== "named") return "";
    const names = Object.entries(snap.writers)
      .filter(([, place]) => isThere(place))
      .flatMap(([seatId]) => seats[seatId]?.names ?? [])
      .join(", ");
    return names && t("examples.writing", { names });
  };
}
