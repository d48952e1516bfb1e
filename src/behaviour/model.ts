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

const vagueWords = {
  da: /\b(profession\w*|service\w*minde\w*|bedre|god(e|t)? (service|kommunikation|oplevelse)|mere (fokus|nærvær\w*|synlig\w*|opmærksom\w*|positiv\w*)|kundefokus\w*|kundeorienter\w*|proaktiv\w*|ordentlig\w*|fleksib\w*|imødekommende|engager\w*|holdning\w*)\b/iu,
  en: /\b(profession\w*|service[- ]minded|better|good (service|communication|experience)|more (focus\w*|present|visible|attentive|positive)|customer[- ]focus\w*|customer[- ]orient\w*|proactive\w*|proper\w*|flexib\w*|accommodating|engag\w*|attitude\w*)\b/iu,
} as const;

const concreteWords = {
  da: /\b(siger|spørger|ringer|ring|skriver|viser|fortæller|forklarer|hilser|gentager|lover|giver|sender|svarer|svar|rydder|tager|aftaler|præsenterer|følger|mødes|inden|senest|samme dag|minut\w*|time\w*|dag\w*|navn\w*)\b/iu,
  en: /\b(says?|asks?|calls?|writes?|shows?|tells?|explains?|greets?|repeats?|promises?|gives?|sends?|answers?|tid(y|ies)|takes?|agrees?|presents?|follows?|meets?|within|by the|same day|minutes?|hours?|days?|name)\b/iu,
} as const;

/**
 * Whether a customer could see it happen: "be more professional" is questioned, "call back the same day" is not.
 * A hint and nothing more: it reads words, not meaning, and never stops anybody.
 */
export function canBeSeenByACustomer(act: string, locale: "da" | "en"): boolean {
  return concreteWords[locale].test(act) || !vagueWords[locale].test(act);
}
