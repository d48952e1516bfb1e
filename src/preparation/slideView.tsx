import { useQuery } from "@tanstack/react-query";
import { AnsweredFigure, ValueMark } from "#design/index.ts";
import { houseColours, logoAddress, lookQuery } from "#organisation/look.ts";
import { useSession } from "#organisation/session.tsx";
import { valuesQuery } from "#values/client.ts";
import type { Slide } from "./meeting.wire.ts";
import { paragraphsOf, withSource } from "./model/slides.ts";
import styles from "./present.module.css";

/** A slide as the room sees it: its text grows with the frame it stands in. */
export function SlideView({
  slide,
  place,
  of,
  isSmall,
}: {
  slide: Pick<Slide, "title" | "body" | "point" | "statementId" | "madeFrom" | "answered">;
  place: number;
  of: number;
  isSmall?: boolean;
}) {
  // What stands between two points belongs to one of them, and is none itself.
  const isPoint = slide.madeFrom === null || slide.madeFrom.startsWith("point.");
  const isQuote = slide.statementId !== null;
  // Where a quote comes from is the small print under it.
  const { said, source } = isQuote ? withSource(slide.body) : { said: slide.body, source: "" };
  const { data: basis } = useQuery(valuesQuery);
  const { data: look } = useQuery(lookQuery);
  const { organisation } = useSession();
  const paragraphs = paragraphsOf(said, isQuote ? [] : (basis?.values ?? []));
  const isOfValues = paragraphs.some(({ value }) => value);
  const length = slide.title.length + slide.body.length;
  return (
    <article
      className={styles.slide}
      data-kind={isQuote ? "quote" : slide.madeFrom === "title" ? "title" : "plain"}
      data-length={length > 700 ? "long" : length > 320 ? "medium" : "short"}
      data-small={isSmall || undefined}
      data-house={look?.accent ? "" : undefined}
      style={look?.accent ? houseColours(look.accent) : undefined}
      aria-roledescription="slide"
    >
      <div className={styles.inner}>
        {slide.point > 0 && isPoint && (
          <span className={styles.point} aria-hidden>
            {slide.point}
          </span>
        )}
        <h2 className={styles.slideTitle}>{slide.title}</h2>
        {isOfValues
          ? paragraphs.map(({ value, text }) => (
              <p key={(value?.name ?? "") + text} className={styles.slideBody}>
                {value && <ValueMark value={value} />} {text}
              </p>
            ))
          : said && <p className={styles.slideBody}>{said}</p>}
        {slide.answered && (
          <div className={styles.answered}>
            <AnsweredFigure
              label={slide.title}
              colour={basis?.values.find(({ id }) => id === slide.answered?.valueId)?.colour}
              answered={slide.answered}
            />
          </div>
        )}
        {source && <p className={styles.source}>{source}</p>}
      </div>
      {look?.logo && !isSmall && (
        <img
          className={styles.logo}
          src={logoAddress(look)}
          alt={organisation.name}
          aria-hidden={slide.madeFrom !== "title" || undefined}
        />
      )}
      <span className={styles.number} aria-hidden>
        {place} / {of}
      </span>
    </article>
  );
}
