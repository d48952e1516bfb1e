export const behaviourKinds = ["pointedTo", "leadersOwn", "proposed", "decided"] as const;
export type BehaviourKind = (typeof behaviourKinds)[number];

/** How a behaviour is expressed in the contact with the customer; "own" carries the unit's own label. */
export const facets = ["say", "talkAbout", "present", "involve", "own"] as const;
export type Facet = (typeof facets)[number];

export const sourceKinds = ["statement", "behaviour", "note", "cluster"] as const;
export type SourceKind = (typeof sourceKinds)[number];
export type Source = { kind: SourceKind; id: string };

export const actionStates = ["open", "done", "dropped"] as const;
export type ActionState = (typeof actionStates)[number];

export const actionOrigins = ["meeting", "oneToOne", "reviewMeeting", "callBack", "typed"] as const;
export type ActionOrigin = (typeof actionOrigins)[number];

/** Open and past its date, as of a day (YYYY-MM-DD) in the unit's time zone. */
export const isOverdue = (action: { state: ActionState; dueOn: string | null }, today: string): boolean =>
  action.state === "open" && action.dueOn !== null && action.dueOn < today;

/** Words for how one is rather than what one does; a customer cannot see them happen. */
const vagueWords = {
  da: /(?<!\p{L})(professionel\p{L}*|service\p{L}*minde\p{L}*|bedre|god(e|t)? (service|kommunikation|oplevelse)|mere (fokus|nærvær\p{L}*|synlig\p{L}*|opmærksom\p{L}*|positiv\p{L}*)|kundefokus\p{L}*|kundeorienter\p{L}*|proaktiv\p{L}*|ordentlig\p{L}*|fleksib\p{L}*|imødekommende|engager\p{L}*|holdning\p{L}*|høflig\p{L}*|venlig\p{L}*|flink\p{L}*|rar\p{L}?|hjælpsom\p{L}*|nærværende|respektfuld\p{L}*|(være|er) (\p{L}+ )?(positiv|synlig|opmærksom|troværdig|ærlig|åben|åbne|hurtig)\p{L}*)(?!\p{L})/iu,
  en: /(?<!\p{L})(professional\p{L}*|service[- ]minded|better|good (service|communication|experience)|more (focus\p{L}*|present|visible|attentive|positive)|customer[- ]focus\p{L}*|customer[- ]orient\p{L}*|proactive\p{L}*|proper\p{L}*|flexib\p{L}*|accommodating|engag\p{L}*|attitude\p{L}*|polite\p{L}*|friendly|kind|nice|helpful\p{L}*|respectful\p{L}*|be (\p{L}+ )?(positive|visible|attentive|honest|open|quick))(?!\p{L})/iu,
} as const;

/** Acts with an outside, and deadlines: what somebody on the other side of the counter could tick off. */
const concreteWords = {
  da: /(?<!\p{L})(sig|sige|siger|spørg|spørge|spørger|ring|ringe|ringer|skriv|skrive|skriver|vis|vise|viser|fortæl|fortælle|fortæller|forklar|forklare|forklarer|hils|hilse|hilser|gentag|gentage|gentager|lov|love|lover|send|sende|sender|svar|svare|svarer|rydde|rydder|aftale|aftaler|præsentere|præsenterer|følg op|følger op|smile|smiler|rejse os|rejser os|inden (for )?\p{L}+|senest|samme dag|\d+ (minut|time|dag)\p{L}*|navn\p{L}*)(?!\p{L})/iu,
  en: /(?<!\p{L})(says?|asks?|calls?|writes?|shows?|tells?|explains?|greets?|repeats?|promises?|sends?|answers?|tid(y|ies)|agrees?|presents?|follows? up|smiles?|stands? up|within|by the|same day|\d+ (minute|hour|day)s?|names?)(?!\p{L})/iu,
} as const;

/**
 * Whether a customer could see it happen: "be more professional" is questioned, "call back the same day" is not.
 * A hint and nothing more: it reads words, not meaning, and never stops anybody.
 */
export function canBeSeenByACustomer(act: string, locale: "da" | "en"): boolean {
  return concreteWords[locale].test(act) || !vagueWords[locale].test(act);
}

/**
 * The two halves of "when … then …" without the words that stand between them: the pages write those themselves, and
 * whoever writes the whole sentence has not written them twice.
 */
export const bareSituation = (situation: string): string =>
  situation
    .trim()
    .replace(/^[…. ]*(når|when)\s+/iu, "")
    .replace(/[\s,…]+$/u, "");
export const bareAct = (act: string): string => act.trim().replace(/^[…. ]*(så|then)\s+/iu, "") || act.trim();

/** What a decided behaviour rests on, as the meeting wrote it down. No note carries who wrote it. */
type Tally = {
  dots: number;
  voters: number | null;
  place: number | null;
  of: number | null;
  isTied: boolean;
};
export type Evidence = {
  notes: { id: string; text: string }[];
  cluster: { id: string; name: string } | null;
  /**
   * `again`: what it got in the rounds that were held among those that tied. `abstained`: how many gave no dot to anything
   * in the vote itself.
   */
  vote: (Tally & { again?: Tally[]; abstained?: number }) | null;
  consent: { yes: number; concerns: { reason: string }[] } | null;
  attended: number | null;
  /** How often it was taken up again before it stood. */
  reopened?: number;
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

function tally(value: unknown, dots: number): Tally {
  const { voters, place, of, isTied } = record(value);
  return { dots, voters: count(voters), place: count(place), of: count(of), isTied: isTied === true };
}

/** Reads what stands in the database; evidence of an earlier form, or a part that is not there, is simply less. */
export function readEvidence(stored: unknown): Evidence {
  const { notes, cluster, vote, votes, consent, attended, present, reopened } = record(stored);
  const [named, voted, agreed] = [record(cluster), record(vote), record(consent)];
  const dots = count(voted.dots) ?? count(votes);
  return {
    notes: list(notes)
      .map(record)
      .filter((note) => words(note.text).trim())
      .map((note) => ({ id: words(note.id), text: words(note.text) })),
    cluster: words(named.name) ? { id: words(named.id), name: words(named.name) } : null,
    vote:
      dots === null
        ? null
        : {
            ...tally(voted, dots),
            ...(list(voted.again).length > 0 && {
              again: list(voted.again).map((each) => tally(each, count(record(each).dots) ?? 0)),
            }),
            ...(count(voted.abstained) && { abstained: count(voted.abstained)! }),
          },
    consent:
      consent === undefined || consent === null
        ? null
        : {
            yes: count(agreed.yes) ?? 0,
            concerns: list(agreed.concerns).map((concern) => ({ reason: words(record(concern).reason) })),
          },
    attended: count(attended) ?? count(present),
    ...(count(reopened) ? { reopened: count(reopened)! } : {}),
  };
}
