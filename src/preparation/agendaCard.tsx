import { Trash2 } from "lucide-react";
import { useState } from "react";
import {
  Button,
  Card,
  Checkbox,
  EmptyState,
  FieldRow,
  FormErrors,
  Link,
  Notice,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
  useFormat,
  useLocale,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { Handle, Moved, useSortable } from "#design/sortable.tsx";
import { answer } from "#platform/http/client.ts";
import { newId } from "#platform/id.ts";
import { client } from "./client.ts";
import styles from "./meeting.module.css";
import type { Plan } from "./meeting.wire.ts";
import {
  type AgendaItem,
  agendaStages,
  beginnings,
  fitOf,
  isAgendaStage,
  moveItem,
  sumOf,
} from "./model/agenda.ts";
import { mayChange } from "./model/sending.ts";
import { stageName } from "./stages/stageName.ts";
import { text } from "./text.ts";
import type { Agenda } from "./useAgenda.ts";
import { useLatest, useRefresh } from "./usePlan.ts";

type RowProps = {
  item: AgendaItem;
  time: string;
  isFixed: boolean;
  handle: ReturnType<ReturnType<typeof useSortable>["handle"]>;
  isDragged: boolean;
  errors: { title: string | undefined; minutes: string | undefined };
  onWrite: (item: AgendaItem) => void;
  onChange: (item: AgendaItem) => void;
  onLeave: () => void;
  onRemove: () => void;
};

function AgendaRow({ item, time, isFixed, handle, isDragged, errors, ...on }: RowProps) {
  const { locale } = useLocale();
  const t = useText(text);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  if (isFixed)
    return (
      <li className={styles.item}>
        <div className={styles.itemFixed}>
          <span className={styles.itemSoft}>{time}</span>
          <span>{item.title}</span>
          <span className={styles.itemSoft}>
            {item.minutes} {t("agenda.min")}
          </span>
        </div>
      </li>
    );
  return (
    <li className={styles.item} data-dragged={isDragged || undefined}>
      <div className={styles.itemLine}>
        <Handle label={item.title} {...handle} />
        <span className={styles.itemTime}>{time}</span>
        <div className={styles.itemTitle}>
          <TextField
            isLabelHidden
            label={t("agenda.title")}
            value={item.title}
            onChange={(title) => on.onWrite({ ...item, title })}
            onBlur={on.onLeave}
            error={errors.title}
            maxLength={200}
          />
        </div>
        <div className={styles.itemMinutes}>
          <TextField
            isLabelHidden
            label={t("agenda.minutesOf", { title: item.title })}
            inputMode="numeric"
            value={typed ?? String(item.minutes)}
            onChange={(value) => {
              setTyped(value);
              const minutes = Number(value);
              if (/^\d{1,3}$/.test(value) && minutes <= 600) on.onWrite({ ...item, minutes });
            }}
            onBlur={() => {
              setTyped(null);
              on.onLeave();
            }}
            error={errors.minutes}
          />
          <span aria-hidden>{t("agenda.min")}</span>
        </div>
        <div className={styles.itemActions}>
          <Button size="small" variant="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {t("agenda.more")}
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={<Trash2 />}
            aria-label={t("agenda.remove", { title: item.title })}
            onPress={on.onRemove}
          />
        </div>
      </div>
      {isOpen && (
        <div className={styles.itemMore}>
          <FieldRow>
            <Select
              label={t("agenda.stage")}
              placeholder={t("agenda.noStage")}
              options={agendaStages.map((stage) => ({ value: stage, label: stageName(locale, stage) }))}
              value={item.stage}
              onChange={(stage) => on.onChange({ ...item, stage: isAgendaStage(stage) ? stage : null })}
            />
            <Checkbox isSelected={item.maySkip} onChange={(maySkip) => on.onChange({ ...item, maySkip })}>
              {t("agenda.maySkip")}
            </Checkbox>
          </FieldRow>
          <TextArea
            label={t("agenda.notes")}
            rows={2}
            maxLength={4000}
            value={item.notes}
            onChange={(notes) => on.onWrite({ ...item, notes })}
            onBlur={on.onLeave}
          />
        </div>
      )}
    </li>
  );
}

function FitNotice({ items, minutes }: { items: readonly AgendaItem[]; minutes: number }) {
  const t = useText(text);
  const fit = fitOf(items, minutes);
  const sum = t("agenda.sum", { sum: sumOf(items), minutes });
  if (fit.fit === "over")
    return (
      <Notice tone="danger">
        {sum} {t("agenda.over", { count: fit.by })}
      </Notice>
    );
  if (fit.fit === "tight")
    return (
      <Notice tone="notice">
        {sum} {t("agenda.tight", { count: fit.free, wanted: fit.wanted })}
      </Notice>
    );
  return (
    <Notice>
      {sum} {t("agenda.free", { count: fit.free })}
    </Notice>
  );
}

/** The blocks of the meeting: suggested from the guide, then the leader's own. */
export function AgendaCard({ plan, agenda }: { plan: Plan; agenda: Agenda }) {
  const t = useText(text);
  const format = useFormat();
  const toast = useToast();
  const refresh = useRefresh();
  const latest = useLatest(plan);
  const { items } = agenda;
  const isFixed = !mayChange(plan, "agenda");
  const { list, order, handle, dragged, moved } = useSortable(
    items.map(({ id }) => id),
    (id, to) => agenda.change(moveItem(items, id, to)),
  );
  const suggest = useSubmit(
    async () => {
      await agenda.settled();
      const json = { version: latest.version() };
      return answer(client.meetings[":id"].agenda.suggested.$post({ param: { id: plan.id }, json }));
    },
    async () => {
      const before = items;
      await refresh();
      if (before.length > 0) toast({ message: t("agenda.suggested"), undo: () => agenda.change(before) });
    },
  );
  const shown = order.flatMap((id) => items.find((item) => item.id === id) ?? []);
  const begins = beginnings(shown);
  const start = plan.startsAt ? Date.parse(plan.startsAt) : null;
  const timeAt = (minutes: number) =>
    start === null
      ? t("agenda.after", { minutes })
      : format.time(start + minutes * 60_000, { timeZone: plan.timeZone });
  const replace = (item: AgendaItem) => items.map((each) => (each.id === item.id ? item : each));
  const remove = (item: AgendaItem) => {
    const before = items;
    agenda.change(items.filter(({ id }) => id !== item.id));
    toast({ message: t("agenda.removed", { title: item.title }), undo: () => agenda.change(before) });
  };
  const add = () =>
    agenda.change([
      ...items,
      { id: newId(), title: t("agenda.new"), minutes: 5, stage: null, maySkip: false, notes: "" },
    ]);
  return (
    <Card
      title={t("agenda.heading")}
      actions={
        !isFixed && (
          <Button size="small" busy={suggest.busy} onPress={() => void suggest.submit(undefined)}>
            {t("agenda.suggest")}
          </Button>
        )
      }
    >
      {plan.state === "running" && (
        <p>
          {t("agenda.inRoom")} <Link href={`/meetings/${plan.id}/lead`}>{t("agenda.toRoom")}</Link>
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState title={t(isFixed ? "agenda.hadNone" : "agenda.empty")}>
          {!isFixed && t("agenda.emptyText")}
        </EmptyState>
      ) : (
        <>
          <ol className={styles.items} ref={list}>
            {shown.map((item, index) => (
              <AgendaRow
                key={item.id}
                item={item}
                time={timeAt(begins[index]!)}
                isFixed={isFixed}
                handle={handle(item.id)}
                isDragged={dragged === item.id}
                errors={{
                  title: agenda.errorOf(items.indexOf(item), "title"),
                  minutes: agenda.errorOf(items.indexOf(item), "minutes"),
                }}
                onWrite={(next) => agenda.write(replace(next))}
                onChange={(next) => agenda.change(replace(next))}
                onLeave={agenda.saveWritten}
                onRemove={() => remove(item)}
              />
            ))}
          </ol>
          <Moved moved={moved} of={items.length} />
          <FitNotice items={items} minutes={plan.minutes} />
        </>
      )}
      <Stack gap="small">
        {!isFixed && (
          <Row>
            <Button size="small" onPress={add}>
              {t("agenda.add")}
            </Button>
          </Row>
        )}
        {agenda.isOvertaken && (
          <Notice tone="notice">
            <p>{t("agenda.overtaken")}</p>
            <Row>
              <Button size="small" onPress={() => void agenda.takeTheirs()}>
                {t("agenda.takeTheirs")}
              </Button>
              <Button size="small" onPress={() => void agenda.keepMine()}>
                {t("agenda.keepMine")}
              </Button>
            </Row>
          </Notice>
        )}
        <FormErrors
          problem={
            agenda.isOvertaken ? undefined : (agenda.problem ?? suggest.errors.minutes ?? suggest.problem)
          }
        />
      </Stack>
    </Card>
  );
}
