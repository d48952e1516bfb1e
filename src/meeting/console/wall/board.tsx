import { Maximize2, Minimize2, Minus, Plus, Scan } from "lucide-react";
import {
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { Button, Dialog, useText } from "#design/index.ts";
import { looseColumn } from "../../model/kinds.ts";
import type { RoomCluster, RoomValue } from "../../model/room.ts";
import console from "../console.module.css";
import { text } from "../text.ts";
import type { useSend } from "../use.tsx";
import { around } from "./around.ts";
import { WallColumn } from "./column.tsx";
import { fitted, rowsAtFullSize, type Size, tracksOf } from "./fit.ts";
import { type Acts, useHand } from "./hand.ts";
import type { Shown } from "./note.tsx";
import { neighbour, type Way } from "./selection.ts";
import styles from "./wall.module.css";
import { useZoom, type Zoom } from "./zoom.ts";

export type BoardActs = Acts & {
  pickAll: (id: string) => void;
  /** By keys: one place on in its column, or into the column beside it. */
  shift: (id: string, way: Way) => void;
  openMove: (id: string) => void;
};
type Props = {
  columns: { cluster: RoomCluster | null; notes: Shown[] }[];
  clusters: RoomCluster[];
  chosen: ReadonlySet<string>;
  isLeading: boolean;
  values: Readonly<Record<string, RoomValue>>;
  send: ReturnType<typeof useSend>[0];
  acts: RefObject<BoardActs>;
  isFull: boolean;
  setFull: (isFull: boolean) => void;
  roundId: string;
  /** What the big screen shows large. */
  shown: string | null;
  /** What hangs over the wall. */
  above: ReactNode;
  /** What was done last. */
  said: string;
};

const step = 1.25;
/** Where notes are dropped to make a cluster of them stands beside the columns. Pixels. */
const newColumn = 156;
/** The columns' names and the room below them, which are as large however far the wall is. Pixels. */
const aboveAndBelow = 100;
const ways = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

/** The wall itself, in a window of its own that is scrolled, zoomed and reached into. */
export const Board = memo(function Board(props: Props) {
  const {
    columns,
    clusters,
    chosen,
    isLeading,
    values,
    send,
    acts,
    isFull,
    setFull,
    roundId,
    shown,
    above,
    said,
  } = props;
  const t = useText(text);
  const view = useRef<HTMLDivElement>(null);
  const window = useSize(view);
  const zoom = useZoom(view);
  // Columns may have come, or gone from one head to another.
  useLayoutEffect(zoom.draw);
  const [fit, setFit] = useState<{ rows: number } | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const filled = useMemo(
    () => columns.filter(({ cluster, notes }) => cluster || notes.length > 0 || clusters.length === 0),
    [columns, clusters],
  );
  const counts = filled.map(({ notes }) => notes.length);
  const forNotes = { ...window, width: window.width - (isLeading ? newColumn : 0) };
  const rows = fit ? fit.rows : rowsAtFullSize(counts, forNotes);
  const first = filled.find(({ notes }) => notes.length > 0)?.notes[0]?.note.id ?? null;
  const isThere = (id: string) => filled.some(({ notes }) => notes.some(({ note }) => note.id === id));
  const stop = focused && isThere(focused) ? focused : first;
  useHand(
    view,
    isLeading,
    {
      pick: (...of) => acts.current.pick(...of),
      carried: (id) => acts.current.carried(id),
      drop: (...of) => acts.current.drop(...of),
      caught: (...of) => acts.current.caught(...of),
      letGo: () => acts.current.letGo(),
    },
    { carried: styles.carried!, mark: styles.mark!, count: styles.carriedCount!, band: styles.band! },
  );

  const fitAll = () => {
    const element = view.current;
    if (!element) return;
    const best = fitted(counts, { ...forNotes, height: forNotes.height - aboveAndBelow });
    setFit({ rows: best.rows });
    zoom.to(best.zoom);
    // As it came out: notes are of different heights.
    requestAnimationFrame(() => {
      const board = element.firstElementChild!.getBoundingClientRect();
      const across = isLeading ? newColumn : 0;
      const over = Math.min(
        (element.clientWidth - across) / (board.width - across),
        (element.clientHeight - aboveAndBelow) / (board.height - aboveAndBelow),
      );
      if (over < 1) zoom.to(zoom.now() * over);
      element.scrollTo(0, 0);
      element.scrollIntoView({ block: "nearest" });
    });
  };
  const atFullSize = () => {
    setFit(null);
    zoom.to(1);
  };

  const onKey = (event: React.KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-note]");
    // What stands in a note (a button, the doubles) has keys of its own.
    if (!row || event.target !== row) return;
    const id = row.dataset.note!;
    const isCommand = event.ctrlKey || event.metaKey;
    const goTo = (next: HTMLElement | undefined) => {
      if (!next) return;
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (event.shiftKey && isLeading) acts.current.pick(next.dataset.note!, "range");
    };
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (ways.has(event.key)) {
      handled();
      const way = event.key as Way;
      if (event.altKey) {
        if (isLeading) acts.current.shift(id, way);
        return;
      }
      // The range runs from where the first step was taken.
      if (event.shiftKey && isLeading && !chosen.has(id)) acts.current.pick(id, "only");
      const boxOf = (element: HTMLElement) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { element, left, top, right, bottom };
      };
      return goTo(neighbour(boxOf(row), around(view.current!, row, way).map(boxOf), way)?.element);
    }
    if (event.key === "Home" || event.key === "End") {
      handled();
      const within = isCommand ? view.current! : row.closest("[role=grid]")!;
      const all = [...within.querySelectorAll<HTMLElement>("[data-note]")];
      return goTo(event.key === "Home" ? all[0] : all.at(-1));
    }
    if (event.key === "+" || event.key === "-" || event.key === "0") {
      if (isCommand) return;
      handled();
      if (event.key === "0") return atFullSize();
      return zoom.to(zoom.now() * (event.key === "+" ? step : 1 / step));
    }
    if (event.key === "Escape" && isFull && chosen.size === 0) {
      handled();
      return setFull(false);
    }
    if (!isLeading) return;
    if (event.key === " ") {
      handled();
      acts.current.pick(id, event.shiftKey ? "range" : "toggle");
    } else if (event.key.toLowerCase() === "a" && isCommand) {
      handled();
      acts.current.pickAll(id);
    } else if (event.key === "Escape" && chosen.size > 0) {
      handled();
      acts.current.letGo();
    } else if (event.key === "Enter" || (event.key.toLowerCase() === "m" && !isCommand && !event.altKey)) {
      handled();
      acts.current.openMove(id);
    }
  };

  return (
    <div className={styles.frame}>
      {above}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the notes in it, which have the focus */}
      <div
        ref={view}
        className={styles.view}
        onKeyDown={onKey}
        onFocus={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>("[data-note]");
          if (row) setFocused(row.dataset.note!);
        }}
      >
        <div className={styles.board}>
          {filled.map(({ cluster, notes }) => (
            <WallColumn
              key={cluster?.id ?? "none"}
              {...{ cluster, notes, clusters, chosen, isLeading, values, roundId, send }}
              isShown={shown === (cluster?.id ?? looseColumn)}
              tracks={tracksOf(notes.length, rows)}
              stopId={notes.some(({ note }) => note.id === stop) ? stop : null}
            />
          ))}
          {isLeading && (
            <div className={styles.newColumn} data-column="new" aria-hidden>
              {t("wall.dropNew")}
            </div>
          )}
        </div>
      </div>
      <div className={styles.over}>
        <p role="status" className={styles.said}>
          {said && t("wall.undoHint", { said })}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons that belong together, not fields */}
        <div className={styles.zoom} role="group" aria-label={t("zoom.label")}>
          <Nearness zoom={zoom} atFullSize={atFullSize} />
          <Button size="small" variant="quiet" icon={<Scan aria-hidden />} onPress={fitAll}>
            <span className={styles.words}>{t("zoom.fit")}</span>
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={isFull ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
            onPress={() => setFull(!isFull)}
          >
            <span className={styles.words}>{t(isFull ? "zoom.small" : "zoom.full")}</span>
          </Button>
          {isLeading && <Keys />}
        </div>
      </div>
    </div>
  );
});

/** How near the wall is; apart from the board, which is not drawn anew for it. */
function Nearness({ zoom, atFullSize }: { zoom: Zoom; atFullSize: () => void }) {
  const t = useText(text);
  const now = useSyncExternalStore(zoom.subscribe, zoom.now);
  const percent = Math.round(now * 100);
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={<Minus aria-hidden />}
        aria-label={t("zoom.out")}
        onPress={() => zoom.to(now / step)}
      />
      <Button size="small" variant="quiet" aria-label={t("zoom.reset", { percent })} onPress={atFullSize}>
        {t("zoom.now", { percent })}
      </Button>
      <Button
        size="small"
        variant="quiet"
        icon={<Plus aria-hidden />}
        aria-label={t("zoom.in")}
        onPress={() => zoom.to(now * step)}
      />
    </>
  );
}

/** What the keys do, for whoever works without a mouse. */
function Keys() {
  const t = useText(text);
  const keys = ["arrows", "space", "range", "all", "enter", "alt", "undo", "zoom", "escape"] as const;
  return (
    <Dialog
      title={t("keys.title")}
      size="small"
      trigger={
        <Button size="small" variant="quiet" className={styles.forKeys}>
          {t("keys.open")}
        </Button>
      }
    >
      <dl className={styles.keys}>
        {keys.map((key) => (
          <div key={key}>
            <dt>{t(`keys.${key}.press`)}</dt>
            <dd>{t(`keys.${key}.does`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** The wall can be worked on where the page leaves it next to nothing. Pixels. */
const least = 288;

/** How large the window onto the wall is: as high as what stands over it and the bar at the foot leave it. */
function useSize(of: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1200, height: 560 });
  useEffect(() => {
    const element = of.current;
    if (!element) return;
    const measure = () => {
      const bar = document.querySelector<HTMLElement>(`.${console.bar}`)?.offsetHeight ?? 0;
      const isFixed = element.closest(`.${styles.isFull}`) !== null;
      const top = element.getBoundingClientRect().top + (isFixed ? 0 : scrollY);
      const rest = `${Math.max(least, Math.floor(innerHeight - top - bar - 8))}px`;
      if (element.style.height !== rest) element.style.height = rest;
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) =>
        Math.abs(before.width - width) < 2 && Math.abs(before.height - height) < 2
          ? before
          : { width, height },
      );
    };
    measure();
    const watcher = new ResizeObserver(measure);
    // What stands over it may have grown, and so may the page: each moves where the wall begins.
    for (const each of [element, element.parentElement!, document.body]) watcher.observe(each);
    addEventListener("resize", measure);
    return () => {
      watcher.disconnect();
      removeEventListener("resize", measure);
    };
  }, [of]);
  return size;
}
