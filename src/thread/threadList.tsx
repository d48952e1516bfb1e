import { Button, useText } from "#design/index.ts";
import { ItemButton } from "./itemButton.tsx";
import type { PictureProps } from "./picture.tsx";
import { text } from "./text.ts";
import styles from "./thread.module.css";

/** The thread on a phone: the stations one below the other, every item as it is in the picture. */
export function ThreadList({ columns, values, openId, onOpen, openStations, onFold }: PictureProps) {
  const t = useText(text);
  return (
    <div className={styles.list}>
      {columns.map(({ station, items, folded }) => {
        const isOpen = openStations.includes(station);
        return (
          <section key={station} className={styles.listStation}>
            <h2 className={styles.listTitle}>{t(`station.${station}`)}</h2>
            {items.length === 0 && <p className={styles.faint}>{t(`nothing.${station}`)}</p>}
            {items.map((item) => (
              <ItemButton
                key={item.id}
                item={item}
                values={values}
                isOpen={item.id === openId}
                onOpen={() => onOpen(item.id)}
              />
            ))}
            {(folded > 0 || isOpen) && (
              <Button size="small" variant="quiet" onPress={() => onFold(station)}>
                {isOpen ? t("fold.less") : t("fold.more", { count: folded })}
              </Button>
            )}
            {isOpen && folded > 0 && <p className={styles.faint}>{t("fold.narrow", { count: folded })}</p>}
          </section>
        );
      })}
    </div>
  );
}
