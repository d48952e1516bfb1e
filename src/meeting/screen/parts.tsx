/** @jsxImportSource preact */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { bareSituation } from "#behaviour/model.ts";
import { isValueColour, isValueMark } from "#design/model.ts";
import { valueShapes } from "#design/valueShapes.ts";
import { qrPath } from "#platform/qr.ts";
import type { Facets, RoomNote, RoomValue } from "../model/room.ts";
import { stageTitle } from "../stageTitle.ts";
import styles from "./screen.module.css";
import { text } from "./text.ts";
import { useShown } from "./use.ts";

/** Always dark on white, whatever the theme, so that every phone reads it. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { path, size } = qrPath(text);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#111" />
    </svg>
  );
}

const pause = 12_000;
/**
 * What there is stands as large as lets all of it be seen at once. The smallest is 2.6 % of the height of the window: the
 * last row, eight metres away, reads that. More than fits at that size goes page by page.
 */
const scales = [3.2, 2.7, 2.3, 2, 1.8, 1.6, 1.4, 1.2, 1];
/** How wide a column is at least, in letters' heights: narrower ones where that lets the letters be larger. */
const widths = [17, 13];
const looks = scales.flatMap((scale) =>
  (scale > 1 ? widths : widths.slice(0, 1)).map((width) => ({ scale, width })),
);

/** Nothing goes on in the next column in the middle of itself. */
const isWhole = (flow: HTMLElement): boolean =>
  [...flow.children].every(
    (child) => getComputedStyle(child).breakInside === "auto" || child.getClientRects().length <= 1,
  );

/**
 * Whatever does not fit is shown page by page, by itself, at a size that is read from the last row. Columns flow on
 * beside one another, and a page is as many as the window holds.
 */
export function Pages({ children, depends }: { children: ComponentChildren; depends: unknown }) {
  const { t, connection, snap } = useShown();
  const frame = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState({ count: 1, step: 0 });
  const [page, setPage] = useState(0);
  const [isHeld, setHeld] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever what is shown changes
  useEffect(() => {
    const measure = () => {
      const box = frame.current;
      if (!box) return;
      const flow = box.firstElementChild as HTMLElement;
      let step = 0;
      let count = 1;
      for (const { scale, width } of looks) {
        flow.style.setProperty("--scale", String(scale));
        flow.style.setProperty("--column", String(width));
        const gap = Number.parseFloat(getComputedStyle(flow).columnGap) || 0;
        step = box.clientWidth + gap;
        flow.style.columnFill = "auto";
        count = Math.max(1, Math.ceil((flow.scrollWidth + gap - 2) / step));
        if (count > 1 || !isWhole(flow)) continue;
        // All of it is there: the columns are as long as one another.
        flow.style.columnFill = "balance";
        if (!isWhole(flow) || flow.scrollHeight > box.clientHeight + 1) flow.style.columnFill = "auto";
        break;
      }
      setPages((before) => (before.count === count && before.step === step ? before : { count, step }));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    if (frame.current) watcher.observe(frame.current);
    void document.fonts.ready.then(measure);
    return () => watcher.disconnect();
  }, [depends]);
  useEffect(() => {
    if (pages.count < 2 || isHeld) return;
    const timer = setInterval(() => setPage((before) => before + 1), pause);
    return () => clearInterval(timer);
  }, [pages.count, isHeld]);
  const { count } = pages;
  const shown = page % count;
  /** By hand: then it stays there until it is let go. */
  const turn = (by: number) => {
    setPage(shown + count + by);
    setHeld(true);
  };

  // Where it is, whenever that changes and whenever somebody comes who may want to know.
  // biome-ignore lint/correctness/useExhaustiveDependencies: presence tells that somebody has come
  useEffect(() => {
    connection.pages({ page: shown, count, isHeld });
  }, [connection, shown, count, isHeld, snap.presence]);
  const wish = snap.pages;
  useEffect(() => {
    if (!wish) return;
    setPage(wish.page);
    setHeld(wish.isHeld);
  }, [wish]);
  useEffect(() => {
    if (count < 2) return;
    const onKey = (event: KeyboardEvent) => {
      const by = turnsBy[event.key];
      if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      turn(by);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  return (
    <>
      <div ref={frame} class={styles.pages}>
        <div class={styles.flow} style={{ transform: `translateX(${-shown * pages.step}px)` }}>
          {children}
        </div>
      </div>
      {count > 1 && (
        <div class={styles.pager}>
          <button type="button" class={styles.button} onClick={() => turn(-1)}>
            ‹<span class={styles.unseen}>{t("pages.before")}</span>
          </button>
          <button type="button" class={styles.button} aria-pressed={isHeld} onClick={() => setHeld(!isHeld)}>
            {t("pages.at", { page: shown + 1, count })}
            <span class={styles.unseen}> {t(isHeld ? "pages.run" : "pages.hold")}</span>
          </button>
          <button type="button" class={styles.button} onClick={() => turn(1)}>
            ›<span class={styles.unseen}>{t("pages.next")}</span>
          </button>
        </div>
      )}
    </>
  );
}
/** Also the keys of what is held in the hand to turn slides. */
const turnsBy: Record<string, number> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

const colourOf = (value: RoomValue | undefined): Record<string, string> => {
  if (!value) return {};
  const colour = isValueColour(value.colour) ? value.colour : "slate";
  return {
    "--value": `var(--value-${colour})`,
    "--value-tint": `var(--value-${colour}-tint)`,
    "--value-ink": `var(--value-${colour}-ink)`,
  };
};

export function Value({ id }: { id: string | null }) {
  const { snap } = useShown();
  const value = id ? snap.room.values[id] : undefined;
  if (!value) return null;
  const mark = isValueMark(value.mark) ? value.mark : "circle";
  return (
    <span class={styles.value} style={colourOf(value)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={valueShapes[mark]} />
      </svg>
      {value.name}
    </span>
  );
}

type UsualFacet = "say" | "talkAbout" | "present" | "involve";

export function FacetList({ facets }: { facets: Facets }) {
  const { t } = useShown();
  const filled = Object.entries(facets).filter(([, facet]) => facet?.text);
  if (filled.length === 0) return null;
  return (
    <dl class={styles.facets}>
      {filled.map(([key, facet]) => (
        <div key={key}>
          <dt>{facet!.label || t(key.startsWith("own") ? "facet.own" : `facet.${key as UsualFacet}`)}</dt>
          <dd>{facet!.text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** In the meeting's language, as the words are that it leads in (docs/decisions/0015). */
export function Situation({ situation }: { situation: string }) {
  const { meeting } = useShown();
  return (
    <p class={styles.soft} lang={meeting.locale}>
      {text(meeting.locale)("note.when", { situation: bareSituation(situation) })}
    </p>
  );
}

export function Note({ note, doubles = 0 }: { note: RoomNote; doubles?: number }) {
  const { snap, meeting, t } = useShown();
  const value = note.valueId ? snap.room.values[note.valueId] : undefined;
  const foot = [
    note.author,
    doubles > 0 && t("note.doubles", { count: doubles }),
    note.agrees > 0 && t("note.agrees", { count: note.agrees }),
    note.isTakenAlong && !note.wallId && t("note.takenAlong"),
  ].filter(Boolean);
  return (
    <article class={styles.note} style={colourOf(value)}>
      {note.situation && <Situation situation={note.situation} />}
      <p lang={meeting.locale}>{note.text}</p>
      <FacetList facets={note.facets} />
      <Value id={note.valueId} />
      {foot.length > 0 && <p class={styles.soft}>{foot.join(" · ")}</p>}
    </article>
  );
}

export function Heading() {
  const { stage, locale } = useShown();
  return <h1 class={styles.heading}>{stageTitle(locale, stage)}</h1>;
}

export const Big = ({ children }: { children: ComponentChildren }) => <p class={styles.big}>{children}</p>;
