import { useEffect, useMemo, useRef, useState } from "react";
import { Button, Select, useText } from "#design/index.ts";
import { UnitNames } from "./itemFacts.ts";
import { columnsOf } from "./model/layout.ts";
import { filtered, itemNamed, roundsOf, type Station, stations, throughItem } from "./model/thread.ts";
import { ItemPanel } from "./panel.tsx";
import { ThreadPicture } from "./picture.tsx";
import { text } from "./text.ts";
import styles from "./thread.module.css";
import { ThreadList } from "./threadList.tsx";
import { ThreadText } from "./threadText.tsx";
import { useAddress } from "./useAddress.ts";
import type { Woven } from "./wire.ts";

/** Eight stations side by side ask for room; with less of it they stand one below the other. */
const wide = "(min-width: 70rem), print";
function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(wide).matches);
  useEffect(() => {
    const query = matchMedia(wide);
    const change = () => setWide(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, []);
  return isWide;
}

/** The picture lies across the paper. */
function useWidePaper(): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@page { size: A4 landscape; margin: 12mm; }");
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, []);
}

type Props = {
  thread: Woven;
  /** Where it stands: what is opened and filtered follows after a question mark. */
  address: string;
  /** Of a thread of several: whose is what. */
  units?: readonly { id: string; name: string }[];
};
const agreedElsewhere: readonly Station[] = stations.filter((station) => station !== "agreed");

/** A thread as picture, list and text; every item can be opened. */
export function ThreadView({ thread, address, units }: Props) {
  const t = useText(text);
  const isWide = useIsWide();
  useWidePaper();
  const { at, value, round, unit, go } = useAddress(address);
  const [openStations, setOpenStations] = useState<Station[]>([]);
  const [isTextOpen, setTextOpen] = useState(false);
  const values = useMemo(() => new Map(thread.values.map((each) => [each.id, each])), [thread]);
  const unitNames = useMemo(() => new Map(units?.map(({ id, name }) => [id, name])), [units]);
  const shown = useMemo(
    () => filtered(thread, { valueId: value, round, unitId: unit }),
    [thread, value, round, unit],
  );
  const of = units ? agreedElsewhere : stations;
  const open = itemNamed(shown, at) ?? null;
  const columns = useMemo(
    () =>
      columnsOf(shown, {
        ...{ of, open: openStations },
        // An opened item's own thread is never folded away.
        always: open ? throughItem(shown.links, open.id) : [],
      }),
    [shown, openStations, open, of],
  );
  const rounds = units ? [] : roundsOf(thread);

  // Somebody who came by a link is taken to where it points.
  const hasArrived = useRef(false);
  useEffect(() => {
    if (hasArrived.current || !open) return;
    hasArrived.current = true;
    document.getElementById(`item-${open.id}`)?.scrollIntoView({ block: isWide ? "center" : "start" });
  }, [open, isWide]);
  const close = () => {
    const id = open?.id;
    go({ at: null });
    if (id) document.getElementById(`item-${id}`)?.focus();
  };
  const parts = {
    columns,
    links: shown.links,
    values,
    openId: open?.id ?? null,
    onOpen: (id: string) => go({ at: id }),
    openStations,
    onFold: (station: Station) =>
      setOpenStations((known) =>
        known.includes(station) ? known.filter((each) => each !== station) : [...known, station],
      ),
  };
  return (
    <UnitNames value={unitNames}>
      <div className={styles.filters}>
        <Select
          label={t("filter.value")}
          placeholder={t("filter.allValues")}
          options={thread.values.map(({ id, name }) => ({ value: id, label: name }))}
          value={value}
          onChange={(id) => go({ value: id || null, at: null })}
        />
        {units && (
          <Select
            label={t("filter.unit")}
            placeholder={t("filter.allUnits")}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
            value={unit}
            onChange={(id) => go({ unit: id || null, at: null })}
          />
        )}
        {!units && (
          <Select
            label={t("filter.round")}
            placeholder={t("filter.allRounds")}
            options={rounds.map((each) => ({
              value: String(each),
              label: t("filter.roundNumber", { round: each }),
            }))}
            value={round ? String(round) : null}
            onChange={(number) => go({ round: number ? Number(number) : null, at: null })}
          />
        )}
      </div>
      {at && !open && <p className={styles.faint}>{t("thread.notHere")}</p>}
      {isWide ? <ThreadPicture {...parts} /> : <ThreadList {...parts} />}
      {isWide && (
        <p id="thread-keys" className={styles.keys}>
          {t("picture.keys")}
        </p>
      )}
      {open && (
        <ItemPanel
          item={open}
          thread={shown}
          values={values}
          side={of.indexOf(open.station) < 4 ? "right" : "left"}
          onGo={(id) => go({ at: id })}
          onClose={close}
        />
      )}
      <div>
        <Button
          className={styles.textToggle}
          variant="quiet"
          aria-expanded={isTextOpen}
          aria-controls="thread-text"
          onPress={() => setTextOpen(!isTextOpen)}
        >
          {t(isTextOpen ? "text.hide" : "text.show")}
        </Button>
        <div id="thread-text" className={isTextOpen ? styles.textOpen : styles.textFolded}>
          <h2>{t("text.title")}</h2>
          <ThreadText thread={shown} values={values} of={of} />
        </div>
      </div>
    </UnitNames>
  );
}
