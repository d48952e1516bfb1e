/** When mails leave, to whom, and in which order: drawn by lot, within a window, never too often. */

export const pulseStates = ["draft", "open", "paused", "closed"] as const;
export type PulseState = (typeof pulseStates)[number];

export const heldBackReasons = [
  "notDrawn",
  "sameCustomer",
  "rested",
  "optedOut",
  "bounced",
  "noLongerHere",
  "outOfTime",
] as const;
export type HeldBack = (typeof heldBackReasons)[number];

const day = 86_400_000;

/** A number that looks like chance and is the same for the same text: cyrb53, 53 bits. */
function scramble(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

export type WaitingContact = {
  id: string;
  customerId: string;
  personId: string;
  optedOut: boolean;
  bounced: boolean;
  lastAskedAt: Date | null;
  /** The employee still belongs to the unit. */
  isEmployeeHere: boolean;
};
export type Drawn =
  | { id: string; state: "drawn"; lot: number }
  | { id: string; state: "heldBack"; heldBack: HeldBack; lot: number };

/**
 * Which contacts are asked, by lot from all: neither the leader nor the employee can pick the happy ones. The seed is
 * made when the measurement begins and kept, so that a draw can be gone through afterwards.
 */
export function draw(
  contacts: readonly WaitingContact[],
  rules: { seed: string; restingDays: number; perEmployee: number | null; now: Date },
): Drawn[] {
  const order = contacts
    .map((contact) => ({ contact, ticket: scramble(`${rules.seed}:${contact.id}`) }))
    .sort((a, b) => a.ticket - b.ticket || (a.contact.id < b.contact.id ? -1 : 1));
  const asked = new Set<string>();
  const drawnOf = new Map<string, number>();
  return order.map(({ contact }, index): Drawn => {
    const lot = index + 1;
    const reason = mustRest(contact, rules) ?? (asked.has(contact.customerId) ? "sameCustomer" : null);
    const drawn = drawnOf.get(contact.personId) ?? 0;
    const isFull = rules.perEmployee !== null && drawn >= rules.perEmployee;
    const heldBack = reason ?? (isFull ? "notDrawn" : null);
    if (heldBack) return { id: contact.id, state: "heldBack", heldBack, lot };
    asked.add(contact.customerId);
    drawnOf.set(contact.personId, drawn + 1);
    return { id: contact.id, state: "drawn", lot };
  });
}

/** How an employee stands: how many of hers have been asked, and which are in line. */
export type InLine = { asked: number; waiting: { id: string; lot: number }[] };

/**
 * Contacts that come while it runs. Each takes the place in the lot that its number gives it, among those that were
 * drawn before: the later one may be asked earlier. Where an employee has as many as are to be asked, a later one takes
 * the place of one in line if its number is lower, so that coming first is no better than coming last.
 */
export function drawLate(
  contacts: readonly WaitingContact[],
  rules: {
    seed: string;
    restingDays: number;
    perEmployee: number | null;
    now: Date;
    /** So many places the lot has. */
    places: number;
    /** Customers who have been asked here, or are in line. */
    customers: ReadonlySet<string>;
    employees: ReadonlyMap<string, InLine>;
  },
): Drawn[] {
  const customers = new Set(rules.customers);
  const lines = new Map(
    [...rules.employees].map(([id, line]) => [id, { ...line, waiting: [...line.waiting] }]),
  );
  const results = new Map<string, Drawn>();
  const hold = (id: string, heldBack: HeldBack, lot: number) =>
    results.set(id, { id, state: "heldBack", heldBack, lot });
  const numbered = contacts
    .map((contact) => ({ contact, number: scramble(`${rules.seed}:${contact.id}`) / 2 ** 53 }))
    .sort((a, b) => a.number - b.number || (a.contact.id < b.contact.id ? -1 : 1));
  for (const { contact, number } of numbered) {
    const { id, customerId, personId } = contact;
    const lot = 1 + Math.floor(number * Math.max(1, rules.places));
    const reason = mustRest(contact, rules) ?? (customers.has(customerId) ? "sameCustomer" : null);
    if (reason) {
      hold(id, reason, lot);
      continue;
    }
    const line = lines.get(personId) ?? { asked: 0, waiting: [] };
    lines.set(personId, line);
    if (rules.perEmployee !== null && line.asked + line.waiting.length >= rules.perEmployee) {
      const last = line.waiting.reduce<InLine["waiting"][number] | null>(
        (worst, each) => (worst && worst.lot >= each.lot ? worst : each),
        null,
      );
      if (!last || last.lot <= lot) {
        hold(id, "notDrawn", lot);
        continue;
      }
      line.waiting = line.waiting.filter((each) => each !== last);
      hold(last.id, "notDrawn", last.lot);
    }
    customers.add(customerId);
    line.waiting.push({ id, lot });
    results.set(id, { id, state: "drawn", lot });
  }
  return [...results.values()];
}

/** Why a customer is not to be asked now, by any unit; null where she may be. */
export function mustRest(
  contact: Pick<WaitingContact, "optedOut" | "bounced" | "lastAskedAt" | "isEmployeeHere">,
  rules: { restingDays: number; now: Date },
): HeldBack | null {
  if (contact.optedOut) return "optedOut";
  if (contact.bounced) return "bounced";
  if (!contact.isEmployeeHere) return "noLongerHere";
  const { lastAskedAt } = contact;
  const isResting = lastAskedAt && rules.now.getTime() - lastAskedAt.getTime() < rules.restingDays * day;
  return isResting ? "rested" : null;
}

const weekdayNumbers: Record<string, number> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/** Each is made once: making one takes longer than using it a hundred times. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    weekday: "short",
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The clock on the wall of a time zone: day (YYYY-MM-DD), time (HH:MM), ISO weekday. */
export function wallClock(at: Date, timeZone: string): { day: string; time: string; weekday: number } {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
    weekday: weekdayNumbers[part("weekday")] ?? 0,
  };
}

/** When the wall clock of a time zone shows this day and time; where it never does (clocks go forward), an hour later. */
export function instantAt(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let at = wanted;
  // Twice, since the first step may cross a change of the clocks.
  for (let step = 0; step < 2; step++) {
    const shown = wallClock(new Date(at), timeZone);
    at += wanted - Date.parse(`${shown.day}T${shown.time}:00Z`);
  }
  return new Date(at);
}

/** The day after, YYYY-MM-DD. */
export const dayAfter = (written: string): string =>
  new Date(Date.parse(`${written}T00:00:00Z`) + day).toISOString().slice(0, 10);

export type SendingHours = {
  timeZone: string;
  /** HH:MM; until is the first minute in which nothing leaves any more. */
  sendFrom: string;
  sendUntil: string;
  /** ISO weekdays, 1 is Monday. */
  sendWeekdays: readonly number[];
  opensAt: Date | null;
  closesAt: Date | null;
};

export function mayLeave(at: Date, hours: SendingHours): boolean {
  if (hours.opensAt && at < hours.opensAt) return false;
  if (hours.closesAt && at >= hours.closesAt) return false;
  const { time, weekday } = wallClock(at, hours.timeZone);
  return hours.sendWeekdays.includes(weekday) && time >= hours.sendFrom && time < hours.sendUntil;
}

/** Until when a mail may leave that is queued now: the end of the day's hours, or of the window. */
export function sendingEnd(now: Date, hours: SendingHours): Date {
  const end = instantAt(wallClock(now, hours.timeZone).day, hours.sendUntil, hours.timeZone);
  return hours.closesAt && hours.closesAt < end ? hours.closesAt : end;
}

/** The next quarter of an hour in which mails may leave, looked for over nine days; null where there is none. */
export function nextLeave(after: Date, hours: SendingHours): Date | null {
  const quarter = 15 * 60_000;
  const start = Math.max(after.getTime(), hours.opensAt?.getTime() ?? 0);
  if (mayLeave(new Date(start), hours)) return new Date(start);
  const first = Math.ceil((start + 1) / quarter) * quarter;
  for (let at = first; at < start + 9 * day; at += quarter) {
    if (hours.closesAt && at >= hours.closesAt.getTime()) return null;
    if (mayLeave(new Date(at), hours)) return new Date(at);
  }
  return null;
}

/** Whole days from one day to another, both YYYY-MM-DD. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);

/** How many days of the notice period are missing when mails begin to leave on `firstDay`; all where nobody was told. */
export const noticeMissing = (noticeOn: string | null, firstDay: string, noticeDays: number): number =>
  noticeOn === null ? noticeDays : Math.max(0, noticeDays - daysBetween(noticeOn, firstDay));

export type Readiness = {
  scaleQuestions: number;
  languages: number;
  contacts: number;
  /** Customers who are met in person answer by card. */
  hasCards: boolean;
  /** A file is being taken in at this moment. */
  isImporting: boolean;
  senderName: string;
  opensAt: Date | null;
  closesAt: Date | null;
  noticeOn: string | null;
  noticeText: string;
  sendFrom: string;
  sendUntil: string;
  sendWeekdays: readonly number[];
};
export const obstacles = [
  "noQuestions",
  "noLanguage",
  "noCustomers",
  "stillImporting",
  "noSender",
  "noEnd",
  "windowPast",
  "noHours",
  "noNotice",
] as const;
export type Obstacle = (typeof obstacles)[number];

/** What still stands in the way of sending, in the order of the page. Shown by the page, asked again by the server. */
export function obstaclesOf(pulse: Readiness, now: Date): Obstacle[] {
  const { opensAt, closesAt } = pulse;
  const standing: Record<Obstacle, boolean> = {
    noQuestions: pulse.scaleQuestions === 0,
    noLanguage: pulse.scaleQuestions > 0 && pulse.languages === 0,
    noCustomers: pulse.contacts === 0 && !pulse.hasCards && !pulse.isImporting,
    stillImporting: pulse.isImporting,
    noSender: pulse.senderName.trim() === "",
    noEnd: closesAt === null,
    windowPast: closesAt !== null && (closesAt <= now || (opensAt !== null && opensAt >= closesAt)),
    noHours: pulse.sendWeekdays.length === 0 || pulse.sendFrom >= pulse.sendUntil,
    noNotice: pulse.noticeOn === null || pulse.noticeText.trim() === "",
  };
  return obstacles.filter((obstacle) => standing[obstacle]);
}
