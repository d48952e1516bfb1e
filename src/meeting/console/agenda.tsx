import { ListOrdered } from "lucide-react";
import { Badge, Button, classes, Dialog, Notice, useFormat, useText } from "#design/index.ts";
import { Handle, Moved, useSortable } from "#design/sortable.tsx";
import { stagesInOrder } from "../model/reading.ts";
import type { RoomStage } from "../model/room.ts";
import styles from "./agenda.module.css";
import shared from "./console.module.css";
import { type Schedule, type Suggestion, scheduleOf } from "./schedule.ts";
import { text } from "./text.ts";
import { useLead, useNow, useSend, useStageName } from "./use.tsx";

const step = 5;

/** When it will be over, and whether that is when people were told. */
function useSchedule(): Schedule {
  const { room, plan, connection } = useLead();
  const now = useNow(connection);
  const plannedEnd = plan.startsAt ? Date.parse(plan.startsAt) + plan.minutes * 60_000 : null;
  return scheduleOf(room, plannedEnd, now);
}

/** The whole agenda: in another order, longer, shorter, with something left out; and what helps when it is late. */
export function Agenda() {
  const t = useText(text);
  const { behind } = useSchedule();
  return (
    <Dialog
      title={t("timeline.label")}
      size="large"
      trigger={
        <Button size="small" icon={<ListOrdered aria-hidden />}>
          <span className={shared.wideLabel}>{t("timeline.label")}</span>
          {behind > 0 && <Badge tone="notice">{t("agenda.behindShort", { count: behind })}</Badge>}
        </Button>
      }
    >
      <Inside />
    </Dialog>
  );
}

function Inside() {
  const t = useText(text);
  const format = useFormat();
  const { room, meeting } = useLead();
  const [send, refused] = useSend();
  const { endsAt, behind, suggestions } = useSchedule();
  const order = meeting.stageOrder;
  const sort = useSortable(order, (id, to) => {
    const next = order.filter((each) => each !== id);
    next.splice(to, 0, id);
    send({ type: "stage.order", order: next });
  });
  const stages = sort.order.flatMap((id) => room.stages[id] ?? []);
  const place = stagesInOrder(room).findIndex(({ id }) => id === meeting.stageId);
  return (
    <div className={shared.stack}>
      <p>
        {endsAt === null
          ? t("agenda.noTimes")
          : t("agenda.ends", {
              at: format.time(new Date(endsAt).toISOString(), { timeZone: meeting.timeZone }),
            })}
      </p>
      {behind > 0 && (
        <Notice tone="notice">
          <strong>{t("agenda.behind", { count: behind })}</strong>
          {suggestions.length > 0 && (
            <>
              <p>{t("agenda.helps")}</p>
              <ul className={styles.list}>
                {suggestions.map((each) => (
                  <Suggested key={`${each.do} ${each.stage.id}`} suggestion={each} send={send} />
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
      {refused}
      <ol className={styles.rows} ref={sort.list}>
        {stages.map((stage) => (
          <Row
            key={stage.id}
            stage={stage}
            isPast={order.indexOf(stage.id) < place}
            isDragged={sort.dragged === stage.id}
            handle={sort.handle(stage.id)}
            send={send}
          />
        ))}
      </ol>
      <Moved moved={sort.moved} of={order.length} />
    </div>
  );
}

type Send = ReturnType<typeof useSend>[0];

function Suggested({ suggestion, send }: { suggestion: Suggestion; send: Send }) {
  const t = useText(text);
  const name = useStageName()(suggestion.stage);
  const { id: stageId } = suggestion.stage;
  return (
    <li className={styles.suggestion}>
      <span>
        {suggestion.do === "skip"
          ? t("agenda.skipWins", { name, count: suggestion.wins })
          : t("agenda.shortenWins", { name, count: suggestion.wins, to: suggestion.to })}
      </span>
      <Button
        size="small"
        onPress={() =>
          send(
            suggestion.do === "skip"
              ? { type: "stage.change", stageId, isSkipped: true }
              : { type: "stage.change", stageId, minutes: suggestion.to },
          )
        }
      >
        {t(suggestion.do === "skip" ? "agenda.skip" : "agenda.shorten")}
        <span className="unseen">: {name}</span>
      </Button>
    </li>
  );
}

function Row({
  stage,
  isPast,
  isDragged,
  handle,
  send,
}: {
  stage: RoomStage;
  isPast: boolean;
  isDragged: boolean;
  handle: ReturnType<ReturnType<typeof useSortable>["handle"]>;
  send: Send;
}) {
  const t = useText(text);
  const { meeting } = useLead();
  const name = useStageName()(stage);
  const isHere = meeting.stageId === stage.id;
  const minutes = stage.minutes ?? 0;
  const lasts = (next: number) => send({ type: "stage.change", stageId: stage.id, minutes: next || null });
  return (
    <li className={classes(styles.row, isHere && styles.isHere, isDragged && styles.isDragged)}>
      <Handle label={name} {...handle} />
      <span className={classes(styles.name, stage.isSkipped && styles.isOut)}>
        {name} {isHere && <Badge tone="accent">{t("agenda.here")}</Badge>}
        {stage.isCompleted && <Badge tone="good">{t("timeline.isDone")}</Badge>}
      </span>
      {!isPast && !isHere && (
        <>
          <span className={styles.minutes}>
            <Button
              variant="quiet"
              aria-label={t("agenda.less", { name, count: step })}
              isDisabled={minutes === 0}
              onPress={() => lasts(Math.max(0, minutes - step))}
            >
              −{step}
            </Button>
            <span className={styles.count}>
              {minutes > 0 ? t("timeline.minutes", { count: minutes }) : t("agenda.noTime")}
            </span>
            <Button
              variant="quiet"
              aria-label={t("agenda.more", { name, count: step })}
              onPress={() => lasts(minutes + step)}
            >
              +{step}
            </Button>
          </span>
          {stage.kind !== "close" && (
            <Button
              variant="quiet"
              onPress={() => send({ type: "stage.change", stageId: stage.id, isSkipped: !stage.isSkipped })}
            >
              {t(stage.isSkipped ? "agenda.keep" : "agenda.skip")}
              <span className="unseen">: {name}</span>
            </Button>
          )}
        </>
      )}
    </li>
  );
}
