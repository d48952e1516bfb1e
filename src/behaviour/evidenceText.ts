import type { Evidence } from "./model.ts";
import type { text } from "./text.ts";

type T = ReturnType<typeof text>;

/** What a decision rests on, as sentences: on paper and on the page alike. */
export const evidenceSentences = (t: T, { vote, consent, attended, reopened = 0 }: Evidence): string[] => [
  ...(vote ? [voteSentence(t, vote)] : []),
  ...(vote?.again ?? []).map((round) => t("evidence.again", { result: voteSentence(t, round) })),
  ...(vote?.abstained ? [t("evidence.abstained", { count: vote.abstained })] : []),
  ...(consent ? [t("evidence.consent", { count: consent.yes })] : []),
  ...(reopened > 0 ? [t("evidence.reopened", { count: reopened })] : []),
  ...(attended === null ? [] : [t("evidence.attended", { count: attended })]),
];

/** What stands over the notes behind a decision. */
export const notesTitle = (t: T, { notes, cluster }: Evidence): string =>
  cluster
    ? t("evidence.notesOf", { count: notes.length, cluster: cluster.name })
    : t("evidence.notes", { count: notes.length });

/** A vote is told as what it was: dots, by how many, which place among how many. */
function voteSentence(t: T, vote: NonNullable<Evidence["vote"]>): string {
  const dots =
    vote.voters === null
      ? t("evidence.dots", { count: vote.dots })
      : t("evidence.dotsBy", { count: vote.dots, voters: vote.voters });
  if (vote.place === null || vote.of === null) return `${dots}.`;
  return `${dots}, ${t(vote.isTied ? "evidence.placeTied" : "evidence.place", { place: vote.place, of: vote.of })}.`;
}
