import { useText } from "#design/index.ts";
import type { ValueById } from "./itemButton.tsx";
import { useItemFacts } from "./itemFacts.ts";
import { type Item, itemsOf, type Station, type Thread } from "./model/thread.ts";
import { text } from "./text.ts";
import styles from "./thread.module.css";

/** The same as the picture, in words: every item, its values, what it came from and what it led to. */
export function ThreadText({
  thread,
  values,
  of,
}: {
  thread: Thread;
  values: ValueById;
  /** Which stations the thread has. */
  of: readonly Station[];
}) {
  const t = useText(text);
  const { factOf } = useItemFacts();
  const byId = new Map(thread.items.map((item) => [item.id, item]));
  const [comesFrom, ledTo] = [
    Map.groupBy(thread.links, ({ to }) => to),
    Map.groupBy(thread.links, ({ from }) => from),
  ];
  const named = (ids: string[]) =>
    ids
      .flatMap((id) => byId.get(id) ?? [])
      .map((item) => `“${item.text}”${item.station === "experience" ? ` (${factOf(item)})` : ""}`)
      .join("; ");
  const sentencesOf = (item: Item): string[] => {
    const before = named((comesFrom.get(item.id) ?? []).map(({ from }) => from));
    const after = named((ledTo.get(item.id) ?? []).map(({ to }) => to));
    const valueNames = item.valueIds.flatMap((id) => values.get(id)?.name ?? []);
    return [
      ...(item.station === "values" && item.meaning ? [item.meaning] : []),
      ...(factOf(item) ? [factOf(item)] : []),
      ...(item.station !== "values" && valueNames.length > 0
        ? [t("text.values", { values: valueNames.join(", ") })]
        : []),
      ...(before && item.station !== "statements" ? [t("text.before", { items: before })] : []),
      ...(after ? [t("text.after", { items: after })] : []),
    ];
  };
  return (
    <div className={styles.text}>
      {of.map((station) => (
        <section key={station}>
          <h3>{t(`station.${station}`)}</h3>
          {itemsOf(thread, station).length === 0 && <p>{t(`nothing.${station}`)}</p>}
          <ul>
            {itemsOf(thread, station).map((item) => (
              <li key={item.id}>
                <strong>{item.text}</strong>
                {sentencesOf(item).map((sentence) => (
                  <div key={sentence}>{sentence}</div>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
