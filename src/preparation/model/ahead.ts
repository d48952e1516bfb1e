export type Ahead = {
  unitId: string;
  state: "planned" | "running" | "closed" | "cancelled";
  startsAt: string | null;
  minutes: number;
  /** Whether the reader leads it; otherwise she is on the list of those who come. */
  leads: boolean;
  /** Whether the invitation has reached her. */
  isTold: boolean;
};

/** Not held yet, for this reader: what nobody has told her of is still the leader's own plan. */
export function isAhead(meeting: Omit<Ahead, "unitId">, now: Date): boolean {
  if (meeting.state === "running") return true;
  if (meeting.state !== "planned") return false;
  // Until it is opened, moved or cancelled it waits for its leader, however late it is.
  if (meeting.leads) return true;
  return meeting.isTold && meeting.startsAt !== null && endOf(meeting.startsAt, meeting.minutes) > now;
}

const endOf = (startsAt: string, minutes: number) => new Date(Date.parse(startsAt) + minutes * 60_000);

/** Of each unit the one that comes next: under way before planned, then by time; without a time last. */
export function nextOfEachUnit<Meeting extends Ahead>(meetings: readonly Meeting[], now: Date): Meeting[] {
  const inOrder = meetings
    .filter((meeting) => isAhead(meeting, now))
    .toSorted(
      (a, b) =>
        Number(b.state === "running") - Number(a.state === "running") ||
        (a.startsAt ?? "9999").localeCompare(b.startsAt ?? "9999"),
    );
  const seen = new Set<string>();
  return inOrder.filter(({ unitId }) => !seen.has(unitId) && seen.add(unitId));
}
