import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, classes, LinkButton, Mark, useText, ValueMark, valueStyle } from "#design/index.ts";
import { useMay } from "#organisation/session.tsx";
import type { ValueById } from "./itemButton.tsx";
import { useItemFacts } from "./itemFacts.ts";
import { type Item, type Station, stations, type Thread, throughItem } from "./model/thread.ts";
import { ItemDetail } from "./panelDetail.tsx";
import { text } from "./text.ts";
import styles from "./thread.module.css";

/** An item opened: what it is, everything that it came from and everything that it led to, each a step away. */
export function ItemPanel({
  item,
  thread,
  values,
  side,
  onGo,
  onClose,
}: {
  item: Item;
  thread: Thread;
  values: ValueById;
  /** On the side where it does not cover the item. */
  side: "left" | "right";
  onGo: (id: string) => void;
  onClose: () => void;
}) {
  const t = useText(text);
  const { may } = useMay();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever listens or uses the keyboard is taken into the panel, also when it turns to another item.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item is what it turns to
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest("[data-panel]")?.scrollTo(0, 0);
  }, [item.id]);
  const at = stations.indexOf(item.station);
  const through = throughItem(thread.links, item.id);
  const others = thread.items.filter((other) => other.id !== item.id && through.has(other.id));
  const before = stations.slice(0, at).reverse();
  const after = stations.slice(at + 1);
  const [first] = item.valueIds;
  const value = first ? values.get(first) : undefined;
  return (
    <section
      className={classes(styles.panel, styles[side])}
      data-panel
      role="dialog"
      aria-labelledby="panel-title"
      style={value ? valueStyle(value) : undefined}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className={styles.panelHead}>
        <p className={styles.panelStation}>{t(`station.${item.station}`)}</p>
        <Button variant="quiet" size="small" icon={<X />} aria-label={t("panel.close")} onPress={onClose} />
      </div>
      <h2 id="panel-title" ref={heading} tabIndex={-1} className={styles.panelTitle}>
        {item.station === "statements" ? `“${item.text}”` : item.text}
      </h2>
      {item.station !== "values" && item.valueIds.length > 0 && (
        <div className={styles.panelValues}>
          {item.valueIds.flatMap((id) => {
            const each = values.get(id);
            return each ? [<ValueMark key={id} value={each} size="small" />] : [];
          })}
        </div>
      )}
      <ItemDetail item={item} />
      {item.station === "experience" && (
        <LinkButton href={`/units/${item.unitId}/results`} size="small">
          {t("panel.results")}
        </LinkButton>
      )}
      {item.station === "decided" && item.meetingId && may("meeting.see", { unitId: item.unitId }) && (
        <LinkButton href={`/meetings/${item.meetingId}/minutes`} size="small">
          {t("panel.minutes")}
        </LinkButton>
      )}
      {item.station === "agreed" && item.reviewMeetingId && (
        <LinkButton href={`/review-meetings/${item.reviewMeetingId}`} size="small">
          {t("panel.reviewMeeting")}
        </LinkButton>
      )}
      <Group title={t("panel.before")} {...{ others, values, onGo }} order={before} />
      <Group title={t("panel.after")} {...{ others, values, onGo }} order={after} />
      {others.length === 0 && <p className={styles.faint}>{t("panel.alone")}</p>}
    </section>
  );
}

const mostInGroup = 12;

function Group({
  title,
  others,
  values,
  order,
  onGo,
}: {
  title: string;
  others: readonly Item[];
  values: ValueById;
  order: readonly Station[];
  onGo: (id: string) => void;
}) {
  const t = useText(text);
  const { factOf } = useItemFacts();
  const groups = order
    .map((station) => ({ station, items: others.filter((item) => item.station === station) }))
    .filter(({ items }) => items.length > 0);
  if (groups.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3>{title}</h3>
      {groups.map(({ station, items }) => (
        <div key={station}>
          <h4>{t(`station.${station}`)}</h4>
          <ul className={styles.ways}>
            {items.slice(0, mostInGroup).map((item) => (
              <li key={item.id}>
                <button type="button" className={styles.way} onClick={() => onGo(item.id)}>
                  {item.valueIds.slice(0, 2).flatMap((id) => {
                    const value = values.get(id);
                    return value ? [<Mark key={id} value={value} />] : [];
                  })}
                  <span>
                    <span className={styles.wayText}>{item.text}</span>
                    {factOf(item) && <span className={styles.fact}>{factOf(item)}</span>}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {items.length > mostInGroup && (
            <p className={styles.faint}>{t("panel.more", { count: items.length - mostInGroup })}</p>
          )}
        </div>
      ))}
    </div>
  );
}
