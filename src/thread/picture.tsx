import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { Button, useText, valueStyle } from "#design/index.ts";
import { ItemButton, type ValueById } from "./itemButton.tsx";
import { type Column, pictureOf, type Step, walk } from "./model/layout.ts";
import { type Station, type ThreadLink, throughItem } from "./model/thread.ts";
import { text } from "./text.ts";
import styles from "./thread.module.css";

const steps: Record<string, Step> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

export type PictureProps = {
  columns: readonly Column[];
  links: readonly ThreadLink[];
  values: ValueById;
  openId: string | null;
  onOpen: (id: string) => void;
  openStations: readonly Station[];
  onFold: (station: Station) => void;
};

/** As wide as a sheet of A4 lying down; a tall one goes on over the next sheet rather than becoming too small to read. */
const printZoom = (width: number) => Math.min(930 / Math.max(width, 1), 1);

/** The thread as one flowing picture: stations side by side, threads between them in their value's colour. */
export function ThreadPicture({
  columns,
  links,
  values,
  openId,
  onOpen,
  openStations,
  onFold,
}: PictureProps) {
  const t = useText(text);
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  const [lookedAt, setLookedAt] = useState<string | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const letters = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const picture = pictureOf(columns, links, Math.max(width, 900), letters || 1);
  const items = columns.flatMap((column) => column.items);
  const isShown = (id: string | null) => id !== null && items.some((item) => item.id === id);
  const subject = [lookedAt, openId].find(isShown) ?? null;
  const through = subject ? throughItem(links, subject) : null;
  const stop = [current, openId, items[0]?.id ?? null].find(isShown) ?? null;
  const colourOf = (id: string): CSSProperties => {
    const [first] = items.find((item) => item.id === id)?.valueIds ?? [];
    const value = first ? values.get(first) : undefined;
    return value ? valueStyle(value) : {};
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = walk(columns, links, id, step);
    if (!next) return;
    setCurrent(next);
    const button = document.getElementById(`item-${next}`);
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return (
    <section
      ref={frame}
      className={styles.picture}
      aria-label={t("picture.label")}
      aria-describedby="thread-keys"
      style={{ height: picture.height, "--print-zoom": printZoom(width) } as CSSProperties}
    >
      <svg className={styles.curves} height={picture.height} aria-hidden="true">
        {picture.curves.map(({ from, to, path, thickness }) => (
          <path
            key={`${from} ${to}`}
            d={path}
            strokeWidth={thickness}
            style={colourOf(from.startsWith("value:") ? from : to)}
            className={styles.curve}
            data-on={through ? through.has(from) && through.has(to) : undefined}
          />
        ))}
      </svg>
      {columns.map((column, index) => {
        const place = picture.columns[index]!;
        const isOpen = openStations.includes(column.station);
        return (
          <div key={column.station}>
            <h2 className={styles.station} style={{ left: place.x, width: place.width }}>
              {t(`station.${column.station}`)}
            </h2>
            {column.items.length === 0 && (
              <p className={styles.nothing} style={{ left: place.x, width: place.width }}>
                {t(`nothing.${column.station}`)}
              </p>
            )}
            {column.items.map((item) => {
              const box = picture.boxes.get(item.id)!;
              return (
                <ItemButton
                  key={item.id}
                  item={item}
                  values={values}
                  isOpen={item.id === openId}
                  isOnThread={through ? through.has(item.id) : undefined}
                  style={{
                    position: "absolute",
                    left: box.x,
                    top: box.y,
                    width: box.width,
                    height: box.height,
                  }}
                  tabIndex={item.id === stop ? 0 : -1}
                  onOpen={() => {
                    setCurrent(item.id);
                    onOpen(item.id);
                  }}
                  onLook={(isLooking) => setLookedAt(isLooking ? item.id : null)}
                  onKeyDown={(event) => onKeyDown(event, item.id)}
                />
              );
            })}
            {(column.folded > 0 || isOpen) && (
              <div className={styles.fold} style={{ left: place.x, width: place.width, top: place.foldY }}>
                <Button size="small" variant="quiet" onPress={() => onFold(column.station)}>
                  {isOpen ? t("fold.less") : t("fold.more", { count: column.folded })}
                </Button>
                {isOpen && column.folded > 0 && (
                  <p className={styles.faint}>{t("fold.narrow", { count: column.folded })}</p>
                )}
              </div>
            )}
          </div>
        );
      })}
    </section>
  );
}
