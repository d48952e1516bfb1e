import { useFormat, useText, ValueMark } from "#design/index.ts";
import styles from "./decided.module.css";
import { evidenceSentences, notesTitle } from "./evidenceText.ts";
import type { Evidence } from "./model.ts";
import { text } from "./text.ts";
import type { FacetText } from "./wire.ts";

export type DecidedText = {
  situation: string;
  act: string;
  facets: readonly FacetText[];
  isLeaders: boolean;
  reviewOn: string | null;
  evidence: Evidence;
  /** What became of it since; null while it stands. */
  since: "retired" | "replaced" | null;
};

/** A decided behaviour in full: the wording, how it is said and done, and what the decision rests on. */
export function Decided({
  decided,
  value,
}: {
  decided: DecidedText;
  value: { name: string; colour: string; mark: string } | undefined;
}) {
  const t = useText(text);
  const format = useFormat();
  const { evidence } = decided;
  const concerns = evidence.consent?.concerns ?? [];
  const remarks = [
    ...(decided.isLeaders ? [t("behaviour.leadersPromise")] : []),
    ...(decided.reviewOn
      ? [t("behaviour.reviewOn", { date: format.date(decided.reviewOn, { style: "long" }) })]
      : []),
    ...(decided.since ? [t(`behaviour.${decided.since}`)] : []),
  ];
  return (
    <article className={styles["decided"]}>
      {value && (
        <div>
          <ValueMark value={value} />
        </div>
      )}
      <p className={styles["wording"]}>
        {decided.situation.trim() && (
          <span className={styles["situation"]}>
            {t("behaviour.whenThen", { situation: decided.situation.trim() })}{" "}
          </span>
        )}
        <strong>{decided.act}</strong>
      </p>
      {decided.facets.length > 0 && (
        <dl className={styles["facets"]}>
          {decided.facets.map(({ facet, label, text: said }) => (
            <div key={`${facet} ${label} ${said}`}>
              <dt>{facet === "own" && label ? label : t(`facet.${facet}`)}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      )}
      {remarks.length > 0 && <p className={styles["faint"]}>{remarks.join(" ")}</p>}
      <p className={styles["faint"]}>{evidenceSentences(t, evidence).join(" ")}</p>
      {concerns.length > 0 && (
        <div>
          <h4>{t("evidence.concerns")}</h4>
          <ul>
            {concerns.map(({ reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same concern
              <li key={index}>{reason || t("evidence.noReason")}</li>
            ))}
          </ul>
        </div>
      )}
      {evidence.notes.length > 0 && (
        <div>
          <h4>{notesTitle(t, evidence)}</h4>
          <ul>
            {evidence.notes.map((note, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notes of older meetings may have no id of their own
              <li key={`${note.id} ${index}`}>{note.text}</li>
            ))}
          </ul>
        </div>
      )}
    </article>
  );
}
