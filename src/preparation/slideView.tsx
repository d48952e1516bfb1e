import type { Slide } from "./meeting.wire.ts";
import styles from "./present.module.css";

/** A slide as the room sees it: its text grows with the frame it stands in. */
export function SlideView({
  slide,
  place,
  of,
  isSmall,
}: {
  slide: Pick<Slide, "title" | "body" | "point" | "statementId" | "madeFrom">;
  place: number;
  of: number;
  isSmall?: boolean;
}) {
  const isQuote = slide.statementId !== null;
  const length = slide.title.length + slide.body.length;
  return (
    <article
      className={styles.slide}
      data-kind={isQuote ? "quote" : slide.madeFrom === "title" ? "title" : "plain"}
      data-length={length > 700 ? "long" : length > 320 ? "medium" : "short"}
      data-small={isSmall || undefined}
      aria-roledescription="slide"
    >
      <div className={styles.inner}>
        {slide.point > 0 && !isQuote && (
          <span className={styles.point} aria-hidden>
            {slide.point}
          </span>
        )}
        <h2 className={styles.slideTitle}>{slide.title}</h2>
        {slide.body && <p className={styles.slideBody}>{slide.body}</p>}
      </div>
      <span className={styles.number} aria-hidden>
        {place} / {of}
      </span>
    </article>
  );
}
