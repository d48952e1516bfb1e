import type { CSSProperties, KeyboardEvent, Ref } from "react";
import { classes, Mark, type MarkedValue, useText, valueStyle } from "#design/index.ts";
import { useItemFacts } from "./itemFacts.ts";
import type { Item } from "./model/thread.ts";
import { text } from "./text.ts";
import styles from "./thread.module.css";

export type ValueById = ReadonlyMap<string, MarkedValue>;

type Props = {
  item: Item;
  values: ValueById;
  /** Whether it lies on the thread that is looked at; undefined where none is. */
  isOnThread?: boolean;
  isOpen: boolean;
  style?: CSSProperties;
  tabIndex?: number;
  buttonRef?: Ref<HTMLButtonElement>;
  onOpen: () => void;
  onLook?: (isLooking: boolean) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/** One item of the thread, in its value's colour and with its marks; pressed, it opens. */
export function ItemButton({
  item,
  values,
  isOnThread,
  isOpen,
  style,
  tabIndex,
  buttonRef,
  onOpen,
  onLook,
  onKeyDown,
}: Props) {
  const t = useText(text);
  const { factOf } = useItemFacts();
  const [first] = item.valueIds;
  const value = first ? values.get(first) : undefined;
  const fact = factOf(item);
  const marked = item.valueIds.flatMap((id) => values.get(id) ?? []);
  return (
    <button
      ref={buttonRef}
      type="button"
      id={`item-${item.id}`}
      tabIndex={tabIndex}
      className={classes(styles.item, isOnThread === false && styles.dim, isOpen && styles.open)}
      data-station={item.station}
      data-retired={(item.station === "decided" && item.isRetired) || undefined}
      style={{ ...(value ? valueStyle(value) : {}), ...style }}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={onOpen}
      onFocus={() => onLook?.(true)}
      onBlur={() => onLook?.(false)}
      onPointerEnter={() => onLook?.(true)}
      onPointerLeave={() => onLook?.(false)}
      onKeyDown={onKeyDown}
    >
      <span className={styles.marks}>
        {marked.map((each) => (
          <Mark key={each.name} value={each} title={item.station === "values" ? undefined : each.name} />
        ))}
      </span>
      {item.station === "experience" ? (
        <>
          <span className="unseen">{`${item.text}: ${fact}`}</span>
          <Figure item={item} tooFew={t("fact.tooFew")} />
        </>
      ) : (
        <span className={styles.words}>{item.station === "statements" ? `“${item.text}”` : item.text}</span>
      )}
      {fact && item.station !== "experience" && <span className={styles.fact}>{fact}</span>}
    </button>
  );
}

/** The mean on its scale, with its interval. */
function Figure({ item, tooFew }: { item: Extract<Item, { station: "experience" }>; tooFew: string }) {
  const t = useText(text);
  const { one, unitOf } = useItemFacts();
  const { result } = item;
  if (result.shown !== "mean")
    return (
      <span className={styles.words} aria-hidden>
        {tooFew}
      </span>
    );
  const unit = unitOf(item);
  const x = (score: number) => 4 + ((score - 1) / 4) * 92;
  return (
    <>
      <span className={styles.figure} aria-hidden>
        <strong>{one(result.mean)}</strong>
        <svg viewBox="0 0 100 14" preserveAspectRatio="none" className={styles.scale}>
          <title>{one(result.mean)}</title>
          <line x1={x(1)} x2={x(5)} y1={7} y2={7} className={styles.axis} />
          <line x1={x(result.low)} x2={x(result.high)} y1={7} y2={7} className={styles.range} />
          <line x1={x(result.mean)} x2={x(result.mean)} y1={1} y2={13} className={styles.mean} />
        </svg>
      </span>
      <span className={styles.fact} aria-hidden>
        {unit && `${unit} · `}
        {t("fact.answers", { count: result.n })} ·{" "}
        <span className={styles.whole}>
          {one(result.low)}–{one(result.high)}
        </span>
      </span>
    </>
  );
}
