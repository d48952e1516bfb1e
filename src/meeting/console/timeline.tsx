import { Check, Plus } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import {
  Button,
  classes,
  Dialog,
  Form,
  Menu,
  Select,
  TextArea,
  useFormat,
  useLocale,
  useText,
} from "#design/index.ts";
import { newId } from "#platform/id.ts";
import { stageName } from "#preparation/stages/stageName.ts";
import { isWritingKind, limits, type StageKind } from "../model/kinds.ts";
import { minutesLeft, presentRound, stagesInOrder } from "../model/reading.ts";
import type { RoomStage } from "../model/room.ts";
import { Agenda } from "./agenda.tsx";
import { AheadDialog } from "./ahead.tsx";
import styles from "./console.module.css";
import { text } from "./text.ts";
import { useLead, useNow, useSend, useStageName } from "./use.tsx";

/** Beside the strip's stations: there the next one fades. */
const edge = 16;
const gap = 4;
/** What a station needs for its name, in the page's letters. */
const least = 8.5;

/** The agenda as a line: what is done, where we are, what comes, what may be skipped. */
export function Timeline() {
  const t = useText(text);
  const { room, meeting, stage, isLeading } = useLead();
  const [send, refused] = useSend();
  // Without buttons in it, it is scrolled by itself.
  const isStill = !isLeading || meeting.state === "closed";
  const present = useRef<HTMLLIElement>(null);
  const strip = useRef<HTMLOListElement>(null);
  const count = meeting.stageOrder.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the room to where it is
  useLayoutEffect(() => {
    const element = strip.current;
    if (!element) return;
    let width = 0;
    // Also when a tablet is turned; not when it only grows taller, or a menu that hangs on it is closed by its moving.
    const onSize = () => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      follow();
    };
    onSize();
    const watcher = new ResizeObserver(onSize);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [stage.id, count]);
  function follow() {
    showWhole(strip.current!, count);
    const item = present.current;
    const before = item?.previousElementSibling;
    const first =
      before instanceof HTMLElement && before.offsetWidth * 2 < (item?.parentElement?.clientWidth ?? 0)
        ? before
        : item;
    item?.parentElement?.scrollTo({ left: (first?.offsetLeft ?? 0) - edge, behavior: "instant" });
  }
  return (
    <nav aria-label={t("timeline.label")} className={styles.agendaRow}>
      <ol ref={strip} className={styles.timeline} {...(isStill ? { tabIndex: 0 } : {})}>
        {stagesInOrder(room).map((each) => {
          const isHere = each.id === stage.id;
          return (
            <li
              key={each.id}
              ref={isHere ? present : undefined}
              className={classes(styles.station, isHere && styles.here, each.isCompleted && styles.done)}
              aria-current={isHere ? "step" : undefined}
            >
              <Station stage={each} send={send} />
            </li>
          );
        })}
      </ol>
      {!isStill && <AddQuestion send={send} />}
      {refused && <div className={styles.wide}>{refused}</div>}
    </nav>
  );
}

/** As many stations as have room for their names share the strip: none is cut in the middle of a word. */
function showWhole(strip: HTMLElement, count: number): void {
  const letters = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const fits = Math.floor((strip.clientWidth - 2 * edge + gap) / (least * letters + gap));
  strip.style.setProperty("--fits", String(Math.max(1, Math.min(fits, count))));
}

function Station({ stage, send }: { stage: RoomStage; send: ReturnType<typeof useSend>[0] }) {
  const t = useText(text);
  const name = useStageName()(stage);
  const { room, meeting, isLeading } = useLead();
  const order = meeting.stageOrder;
  const place = order.indexOf(stage.id);
  const moved = (by: number) => {
    const next = order.filter((id) => id !== stage.id);
    next.splice(place + by, 0, stage.id);
    send({ type: "stage.order", order: next });
  };
  const isHere = stage.id === meeting.stageId;
  const round = presentRound(room, stage);
  const [isLooking, setLooking] = useState(false);
  const mayLook = isWritingKind(stage.kind) && !isHere;
  const items = [
    ...(isHere
      ? []
      : [
          {
            id: "go",
            label: t("timeline.go", { name }),
            onAction: () => send({ type: "stage.go", stageId: stage.id, roundId: newId() }),
          },
        ]),
    ...(mayLook
      ? [
          {
            id: "open",
            label: t(round ? "timeline.look" : "timeline.openAhead"),
            onAction: () => setLooking(true),
          },
        ]
      : []),
    {
      id: "done",
      label: t(stage.isCompleted ? "timeline.notDone" : "timeline.done"),
      onAction: () => send({ type: "stage.complete", stageId: stage.id, isCompleted: !stage.isCompleted }),
    },
    ...(isHere || stage.kind === "close"
      ? []
      : [
          {
            id: "leaveOut",
            label: t(stage.isSkipped ? "agenda.keep" : "agenda.skip"),
            onAction: () => send({ type: "stage.change", stageId: stage.id, isSkipped: !stage.isSkipped }),
          },
        ]),
    {
      id: "skip",
      label: t(stage.maySkip ? "timeline.mustKeep" : "timeline.maySkip"),
      onAction: () => send({ type: "stage.change", stageId: stage.id, maySkip: !stage.maySkip }),
    },
    {
      id: "longer",
      label: t("timeline.longer"),
      onAction: () => send({ type: "stage.change", stageId: stage.id, minutes: (stage.minutes ?? 0) + 5 }),
    },
    { id: "earlier", label: t("timeline.earlier"), isDisabled: place === 0, onAction: () => moved(-1) },
    {
      id: "later",
      label: t("timeline.later"),
      isDisabled: place === order.length - 1,
      onAction: () => moved(1),
    },
  ];
  const facts = [
    stage.isCompleted && t("timeline.isDone"),
    stage.minutes !== null && t("timeline.minutes", { count: stage.minutes }),
    stage.isSkipped ? t("agenda.skipped") : stage.maySkip && !stage.isCompleted && t("timeline.skippable"),
  ].filter(Boolean);
  const face = (
    <>
      <span className={styles.stationName}>
        {stage.isCompleted && <Check aria-hidden />}
        {name}
      </span>
      <span className={styles.stationFacts}>
        {facts.join(" · ")}
        {round?.isOpen && round.kind !== "groups" && !isHere && (
          <span className={styles.openDot}> {t("timeline.isOpen")}</span>
        )}
      </span>
    </>
  );
  if (!isLeading || meeting.state === "closed") return <div className={styles.stationFace}>{face}</div>;
  return (
    <>
      <Menu
        label={name}
        items={items}
        trigger={
          <Button variant="quiet" className={styles.stationFace}>
            {face}
          </Button>
        }
      />
      <AheadDialog stage={stage} isOpen={isLooking} onOpenChange={setLooking} />
    </>
  );
}

/** What one may want once more: another question, another round of groups, another vote. */
const addable = [
  "dialogue",
  "points",
  "groups",
  "examples",
  "wall",
  "vote",
  "decision",
  "nextSteps",
] as const;

/** A question of her own or another stage, right after where the room is. */
function AddQuestion({ send }: { send: ReturnType<typeof useSend>[0] }) {
  const t = useText(text);
  const { stage } = useLead();
  const { locale } = useLocale();
  const [question, setQuestion] = useState("");
  const [kind, setKind] = useState<StageKind>("dialogue");
  const isReady = kind !== "dialogue" || question.trim() !== "";
  return (
    <Dialog
      title={t("question.title")}
      size="small"
      trigger={
        <Button size="small" variant="quiet" icon={<Plus aria-hidden />}>
          <span className={styles.wideLabel}>{t("question.open")}</span>
        </Button>
      }
    >
      {({ close }) => (
        <Form
          onSubmit={() => {
            if (!isReady) return;
            send({
              ...({ type: "stage.add", stageId: newId(), kind, after: stage.id } as const),
              question: question.trim(),
            });
            setQuestion("");
            close();
          }}
          actions={
            <Button type="submit" variant="primary" isDisabled={!isReady}>
              {t("question.add")}
            </Button>
          }
        >
          <Select
            label={t("question.kind")}
            value={kind}
            onChange={(next) => setKind(next as StageKind)}
            options={addable.map((each) => ({ value: each, label: stageName(locale, each) }))}
          />
          <TextArea
            label={t(kind === "dialogue" ? "question.label" : "question.own")}
            value={question}
            onChange={setQuestion}
            maxLength={limits.title}
            rows={2}
            autoFocus
          />
        </Form>
      )}
    </Dialog>
  );
}

/** Minutes left of this stage, a few more at one press, and the whole agenda. */
export function Time() {
  const t = useText(text);
  const format = useFormat();
  const { meeting, connection, isLeading } = useLead();
  const [send, refused] = useSend();
  const now = useNow(connection);
  const { stageEndsAt, timeZone } = meeting;
  const left = minutesLeft(stageEndsAt, now);
  const over = stageEndsAt ? Math.floor((now - new Date(stageEndsAt).getTime()) / 60_000) : 0;
  return (
    <div className={styles.time}>
      <span className={left === 0 ? styles.over : undefined}>
        {stageEndsAt === null
          ? t("time.none")
          : over > 0
            ? t("time.over", { count: over })
            : t("time.left", { count: left ?? 0, at: format.time(stageEndsAt, { timeZone }) })}
      </span>
      {isLeading &&
        [2, 5].map((minutes) => (
          <Button
            key={minutes}
            size="small"
            onPress={() => {
              const from = Math.max(now, stageEndsAt ? new Date(stageEndsAt).getTime() : now);
              send({ type: "stage.time", endsAt: new Date(from + minutes * 60_000).toISOString() });
            }}
          >
            <span aria-hidden>{t("time.moreShort", { count: minutes })}</span>
            <span className="unseen">{t("time.more", { count: minutes })}</span>
          </Button>
        ))}
      {isLeading && <Agenda />}
      {refused}
    </div>
  );
}
