import { Distribution, Interval, useText } from "#design/index.ts";
import { useItemFacts } from "./itemFacts.ts";
import type { Item } from "./model/thread.ts";
import { text } from "./text.ts";
import styles from "./thread.module.css";

type Of<S extends Item["station"]> = Extract<Item, { station: S }>;

/** What there is to know about an item. */
export function ItemDetail({ item }: { item: Item }) {
  const t = useText(text);
  const { factOf } = useItemFacts();
  switch (item.station) {
    case "values":
      return item.meaning ? <p>{item.meaning}</p> : null;
    case "statements":
      return <StatementDetail item={item} />;
    case "pointedTo":
      return (
        <>
          {item.situation && <p>{t("detail.when", { situation: item.situation })}</p>}
          {item.isLeadersOwn && <p className={styles.faint}>{t("fact.leadersOwn")}</p>}
        </>
      );
    case "notes":
      return (
        <>
          <p className={styles.faint}>{factOf(item)}</p>
          <ul className={styles.notes}>
            {item.notes.map((note, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notes of older meetings may have no id of their own
              <li key={`${note.id} ${index}`}>{note.text}</li>
            ))}
          </ul>
        </>
      );
    case "decided":
      return <DecidedDetail item={item} />;
    case "experience":
      return <ExperienceDetail item={item} />;
    default:
      return factOf(item) ? <p className={styles.faint}>{factOf(item)}</p> : null;
  }
}

function StatementDetail({ item }: { item: Of<"statements"> }) {
  const t = useText(text);
  const { factOf, day } = useItemFacts();
  return (
    <p className={styles.faint}>
      {[
        factOf(item),
        item.saidOn ? day(item.saidOn) : "",
        item.channel ? t(`channel.${item.channel as "slide"}`) : "",
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}

function DecidedDetail({ item }: { item: Of<"decided"> }) {
  const t = useText(text);
  const { factOf, day } = useItemFacts();
  const { vote, consent, attended } = item;
  const evidence = [
    ...(vote
      ? [
          vote.voters === null
            ? t("fact.dots", { count: vote.dots })
            : t("detail.dotsBy", { count: vote.dots, voters: vote.voters }),
        ]
      : []),
    ...(vote?.place && vote.of
      ? [t(vote.isTied ? "detail.placeTied" : "detail.place", { place: vote.place, of: vote.of })]
      : []),
    ...(consent ? [t("detail.consent", { count: consent.yes })] : []),
    ...(attended === null ? [] : [t("detail.attended", { count: attended })]),
  ];
  return (
    <>
      {item.situation && <p>{t("detail.when", { situation: item.situation })}</p>}
      {item.isLeaders && <p>{t("detail.leaders")}</p>}
      {item.facets.length > 0 && (
        <dl className={styles.facets}>
          {item.facets.map(({ facet, label, text: said }) => (
            <div key={`${facet} ${label} ${said}`}>
              <dt>{facet === "own" && label ? label : t(`facet.${facet}`)}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.faint}>
        {[factOf(item), item.reviewOn ? t("detail.reviewOn", { date: day(item.reviewOn) }) : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {evidence.length > 0 && <p className={styles.faint}>{evidence.join(" · ")}</p>}
      {consent && consent.concerns.length > 0 && (
        <>
          <h3>{t("detail.concerns")}</h3>
          <ul>
            {consent.concerns.map(({ reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same concern
              <li key={index}>{reason || t("detail.noReason")}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function ExperienceDetail({ item }: { item: Of<"experience"> }) {
  const t = useText(text);
  const { result } = item;
  if (result.shown !== "mean")
    return (
      <>
        <p>{t("fact.tooFew")}</p>
        <p className={styles.faint}>{t("detail.tooFew")}</p>
      </>
    );
  const { mean, low, high, n, counts } = result;
  return (
    <>
      <Interval
        label={item.pulse}
        rows={[{ key: item.id, label: item.pulse, mean: { mean, low, high, n } }]}
      />
      {counts && counts.length === 5 && (
        <Distribution
          label={item.pulse}
          rows={[
            {
              key: item.id,
              label: t("detail.spread"),
              counts: counts as [number, number, number, number, number],
              notRelevant: result.notRelevant ?? 0,
            },
          ]}
        />
      )}
    </>
  );
}
