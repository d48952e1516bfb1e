import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  Dialog,
  Form,
  FormErrors,
  Link,
  LinkButton,
  Notice,
  Page,
  Row,
  SavingStatus,
  Select,
  Skeleton,
  Stack,
  showFromTheTop,
  TextArea,
  useFormat,
  useSaving,
  useSubmit,
  useText,
  useToast,
  ValueMark,
} from "#design/index.ts";
import { PersonField } from "#organisation/personField.tsx";
import { answer } from "#platform/http/client.ts";
import { ResultsView } from "#pulse/resultsView.tsx";
import { valuesQuery } from "#values/client.ts";
import { CallOffReview } from "./callOffReview.tsx";
import { client } from "./client.ts";
import { LiveCard } from "./liveCard.tsx";
import { type Choice, wasShownLive } from "./model.ts";
import { followUpKey, reviewQuery } from "./queries.ts";
import { ConflictNotice } from "./saved.tsx";
import { TaskForm } from "./taskForm.tsx";
import { TaskList } from "./taskList.tsx";
import { text } from "./text.ts";
import { WhenForm } from "./whenForm.tsx";
import type { ReviewDecision, ReviewMeeting } from "./wire.ts";

type Behaviour = ReviewMeeting["behaviours"][number];

function useDecide(id: string) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: followUpKey });
  const decide = useSubmit(
    (json: {
      behaviourId: string | null;
      choice: Choice;
      act?: string;
      situation?: string;
      valueId?: string | null;
      reason?: string;
    }) => answer(client["review-meetings"][":id"].decisions.$post({ param: { id }, json })),
    refresh,
  );
  const undo = useSubmit(
    (decisionId: string) =>
      answer(
        client["review-meetings"][":id"].decisions[":decisionId"].$delete({ param: { id, decisionId } }),
      ),
    refresh,
  );
  return { decide, undo };
}

/** A new wording, or a new behaviour altogether. */
function Wording({
  meeting,
  behaviour,
  decision,
}: {
  meeting: ReviewMeeting;
  behaviour?: Behaviour;
  decision?: ReviewDecision | undefined;
}) {
  const t = useText(text);
  const { decide } = useDecide(meeting.id);
  const { data: basis } = useQuery(valuesQuery);
  const [isOpen, setOpen] = useState(false);
  const from = decision?.choice === "change" ? decision : behaviour;
  const [draft, setDraft] = useState({
    situation: from?.situation ?? "",
    act: from?.act ?? "",
    valueId: from?.valueId ?? "",
    reason: decision?.reason ?? "",
  });
  const choice = behaviour ? "change" : "start";
  const save = async () => {
    const json = {
      ...draft,
      behaviourId: behaviour?.id ?? null,
      choice,
      valueId: draft.valueId || null,
    } as const;
    if (!(await decide.submit(json))) return;
    setOpen(false);
    if (!behaviour) setDraft({ situation: "", act: "", valueId: "", reason: "" });
  };
  return (
    <Dialog
      title={t(behaviour ? "decide.changeTitle" : "decide.startTitle")}
      isOpen={isOpen}
      onOpenChange={setOpen}
      isKept
      trigger={
        <Button
          variant={behaviour && decision?.choice === "change" ? "primary" : "secondary"}
          size={behaviour ? "small" : "medium"}
        >
          {t(behaviour ? "decide.change" : "decide.start")}
        </Button>
      }
    >
      <Form
        onSubmit={() => void save()}
        actions={
          <Button type="submit" variant="primary" busy={decide.busy}>
            {t("save")}
          </Button>
        }
      >
        <TextArea
          label={t("decide.situation")}
          value={draft.situation}
          onChange={(situation) => setDraft({ ...draft, situation })}
          error={decide.errors["situation"]}
          maxLength={2000}
          rows={2}
        />
        <TextArea
          label={t("decide.act")}
          value={draft.act}
          onChange={(act) => setDraft({ ...draft, act })}
          error={decide.errors["act"]}
          maxLength={2000}
          rows={3}
        />
        <Select
          label={t("decide.value")}
          value={draft.valueId}
          onChange={(valueId) => setDraft({ ...draft, valueId })}
          placeholder={t("decide.noValue")}
          options={(basis?.values ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          error={decide.errors["valueId"]}
        />
        <TextArea
          label={t("decide.reason")}
          value={draft.reason}
          onChange={(reason) => setDraft({ ...draft, reason })}
          maxLength={2000}
          rows={2}
        />
        <FormErrors problem={decide.problem} />
      </Form>
    </Dialog>
  );
}

/** One behaviour and what becomes of it: keep, change or stop, with what the customers say beside it on the page. */
function BehaviourDecision({
  meeting,
  behaviour,
  mayEdit,
}: {
  meeting: ReviewMeeting;
  behaviour: Behaviour;
  mayEdit: boolean;
}) {
  const t = useText(text);
  const toast = useToast();
  const { decide, undo } = useDecide(meeting.id);
  const { data: basis } = useQuery(valuesQuery);
  const decision = meeting.decisions.find(({ behaviourId }) => behaviourId === behaviour.id);
  const value = basis?.values.find(({ id }) => id === behaviour.valueId);
  const choose = async (choice: "keep" | "stop") => {
    if (decision?.choice === choice) return void undo.submit(decision.id);
    if (!(await decide.submit({ behaviourId: behaviour.id, choice })) || choice !== "stop") return;
    toast({
      message: t("decide.stopped"),
      undo: () => void decide.submit({ behaviourId: behaviour.id, choice: "keep" }),
    });
  };
  return (
    <article aria-label={behaviour.act}>
      {value && <ValueMark value={value} size="small" />}
      {behaviour.situation && <div>{t("decide.when", { situation: behaviour.situation })}</div>}
      <p>
        <strong>{behaviour.act}</strong>{" "}
        {decision && <Badge tone="good">{t(`decide.${decision.choice}`)}</Badge>}
      </p>
      {decision?.choice === "change" && <p>→ {decision.act}</p>}
      {decision?.reason && <p>{decision.reason}</p>}
      {mayEdit && (
        <Row>
          <Button
            size="small"
            variant={decision?.choice === "keep" ? "primary" : "secondary"}
            aria-pressed={decision?.choice === "keep"}
            onPress={() => void choose("keep")}
          >
            {t("decide.keep")}
          </Button>
          <Wording meeting={meeting} behaviour={behaviour} decision={decision} />
          <Button
            size="small"
            variant={decision?.choice === "stop" ? "primary" : "secondary"}
            aria-pressed={decision?.choice === "stop"}
            onPress={() => void choose("stop")}
          >
            {t("decide.stop")}
          </Button>
        </Row>
      )}
      <FormErrors problem={decide.problem ?? undo.problem} />
    </article>
  );
}

function Notes({ meeting }: { meeting: ReviewMeeting }) {
  const t = useText(text);
  const queries = useQueryClient();
  const { draft, change, saving, refused, conflict, settle } = useSaving({
    initial: { notes: meeting.notes },
    version: meeting.version,
    send: (fields, version) =>
      answer(
        client["review-meetings"][":id"].$patch({ param: { id: meeting.id }, json: { ...fields, version } }),
      ),
    theirs: (current) => ({
      written: { notes: (current as ReviewMeeting).notes },
      version: (current as ReviewMeeting).version,
    }),
    onSaved: () => void queries.invalidateQueries({ queryKey: followUpKey }),
  });
  return (
    <Card title={t("review.notes")}>
      <ConflictNotice conflict={conflict} labels={{ notes: t("review.notes") }} settle={settle} />
      <TextArea
        label={t("review.notes")}
        isLabelHidden
        value={draft["notes"] ?? ""}
        onChange={(notes) => change({ notes })}
        maxLength={20_000}
        rows={5}
      />
      <SavingStatus saving={saving} refused={refused} />
    </Card>
  );
}

/** A unit's effort or result meeting: last time's promises first, then what customers say, then what becomes of it all. */
export function ReviewPage() {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { id: reviewId } = useParams({ strict: false }) as { id: string };
  const { data: meeting } = useQuery(reviewQuery(reviewId));
  const refresh = () => queries.invalidateQueries({ queryKey: followUpKey });
  const latest = () => queries.fetchQuery({ ...reviewQuery(reviewId), staleTime: 0 });
  const hold = useSubmit(
    async () => {
      const { version } = await latest();
      return answer(
        client["review-meetings"][":id"].hold.$post({ param: { id: reviewId }, json: { version } }),
      );
    },
    () => queries.invalidateQueries(),
  );
  const isOver = async () => {
    if (await hold.submit(undefined)) showFromTheTop();
  };
  const begin = useSubmit(
    () => answer(client["review-meetings"][":id"]["next-round"].$post({ param: { id: reviewId } })),
    async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["guide"] });
      await navigate({ to: `/journeys/${id}` });
    },
  );
  if (!meeting)
    return (
      <Page title={t("review.list")}>
        <Skeleton lines={8} />
      </Page>
    );
  const isHeld = meeting.state === "held";
  const mayWrite = meeting.mayEdit && !isHeld;
  const started = meeting.decisions.filter(({ choice }) => choice === "start");
  const isInForce = (behaviourId: string) =>
    meeting.decisions.some((each) => each.behaviourId === behaviourId && each.isInForce);
  const at = meeting.heldAt ?? meeting.startsAt;
  return (
    <Page
      title={t(`review.${meeting.kind}`)}
      lead={[
        meeting.unitName,
        at && format.dateTime(at, { timeZone: meeting.timeZone }),
        t(`review.${meeting.state}`),
      ]
        .filter(Boolean)
        .join(" · ")}
      path={[{ label: meeting.unitName, href: `/units/${meeting.unitId}` }]}
    >
      {isHeld && meeting.mayEdit && (
        <Notice tone="good">
          <Row isApart>
            <span>{t("round.text")}</span>
            {meeting.nextJourneyId ? (
              <LinkButton href={`/journeys/${meeting.nextJourneyId}`} variant="primary">
                {t("round.open")}
              </LinkButton>
            ) : (
              <Button variant="primary" busy={begin.busy} onPress={() => void begin.submit(undefined)}>
                {t("round.begin")}
              </Button>
            )}
          </Row>
          <FormErrors problem={begin.problem} />
        </Notice>
      )}
      {mayWrite && (
        <Card title={t("when.title")}>
          <WhenForm
            // Called off, or moved by somebody else: the fields say what holds.
            key={JSON.stringify(meeting.when)}
            when={meeting.when}
            timeZone={meeting.timeZone}
            save={async (when) => {
              const { version } = await latest();
              await answer(
                client["review-meetings"][":id"].$patch({ param: { id: reviewId }, json: { when, version } }),
              );
              await refresh();
            }}
          />
        </Card>
      )}
      {mayWrite && <LiveCard meeting={meeting} />}
      <Card title={t("review.agenda")}>
        <ol>
          {meeting.agenda.map(({ title, minutes, guidance }) => (
            <li key={title}>
              <strong>{title}</strong> · {t("review.minutes", { count: minutes })}
              <ul>
                {guidance.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </Card>
      <Card title={t(isHeld ? "task.heading" : "review.lastTime")}>
        <TaskList actions={meeting.actions} here={reviewId} isHeld={isHeld} onChanged={refresh} />
        {mayWrite && (
          <TaskForm
            noOwner={{ personId: null as string | null, name: "" }}
            ownerField={(owner, onChange, error) => (
              <PersonField
                label={t("task.owner")}
                unitId={meeting.unitId}
                person={owner}
                onChange={onChange}
                error={error}
                maxLength={200}
              />
            )}
            onAdd={async ({ title, owner, dueOn }) => {
              await answer(
                client["review-meetings"][":id"].actions.$post({
                  param: { id: reviewId },
                  json: { title, ownerPersonId: owner.personId, ownerName: owner.name, dueOn },
                }),
              );
              await queries.invalidateQueries({ queryKey: followUpKey });
            }}
          />
        )}
      </Card>
      {meeting.results && <ResultsView results={meeting.results} isFrozen />}
      <Card title={t("decide.title")}>
        <Stack>
          {meeting.behaviours.length === 0 && <p>{t("decide.nothing")}</p>}
          {meeting.behaviours.map((behaviour) => (
            <BehaviourDecision
              key={behaviour.id}
              meeting={meeting}
              behaviour={behaviour}
              mayEdit={mayWrite && !isInForce(behaviour.id)}
            />
          ))}
          {started.map((decision) => (
            <article key={decision.id}>
              <p>
                {decision.situation && <>{t("decide.when", { situation: decision.situation })} </>}
                <strong>{decision.act}</strong> <Badge tone="good">{t("decide.start")}</Badge>
              </p>
              {mayWrite && !decision.isInForce && <RemoveStart meetingId={meeting.id} decision={decision} />}
            </article>
          ))}
          {mayWrite && (
            <Row>
              <Wording meeting={meeting} />
            </Row>
          )}
        </Stack>
      </Card>
      {mayWrite ? (
        <Notes key={meeting.id} meeting={meeting} />
      ) : (
        meeting.notes && (
          <Card title={t("review.notes")}>
            <p style={{ whiteSpace: "pre-wrap" }}>{meeting.notes}</p>
          </Card>
        )
      )}
      <Link href={`/units/${meeting.unitId}/thread`}>{t("review.thread")}</Link>
      {mayWrite && (
        <Row>
          <ConfirmDialog
            title={t("hold.review")}
            confirmLabel={t("hold.review")}
            busy={hold.busy}
            onConfirm={() => void isOver()}
            trigger={
              // While the meeting goes on, the next thing is to be in it.
              <Button variant={meeting.live?.state === "running" ? "secondary" : "primary"}>
                {t("hold.review")}
              </Button>
            }
          >
            <p>{t(wasShownLive(meeting.live) ? "hold.reviewLiveText" : "hold.reviewText")}</p>
          </ConfirmDialog>
          <CallOffReview meeting={meeting} />
          <FormErrors problem={hold.problem} />
        </Row>
      )}
    </Page>
  );
}

function RemoveStart({ meetingId, decision }: { meetingId: string; decision: ReviewDecision }) {
  const t = useText(text);
  const toast = useToast();
  const { decide, undo } = useDecide(meetingId);
  const remove = async () => {
    if (!(await undo.submit(decision.id))) return;
    const { act, situation, valueId, reason } = decision;
    toast({
      message: t("decide.removed"),
      undo: () => void decide.submit({ behaviourId: null, choice: "start", act, situation, valueId, reason }),
    });
  };
  return (
    <Button size="small" variant="quiet" onPress={() => void remove()}>
      {t("decide.remove")}
    </Button>
  );
}
