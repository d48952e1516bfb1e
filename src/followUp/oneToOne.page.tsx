import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import {
  Button,
  Card,
  ConfirmDialog,
  EmptyState,
  FormErrors,
  GuidancePanel,
  Link,
  LinkButton,
  Notice,
  Page,
  Row,
  Select,
  Skeleton,
  Stack,
  showFromTheTop,
  useFormat,
  useLocale,
  useSubmit,
  useText,
} from "#design/index.ts";
import { useSession } from "#organisation/session.tsx";
import { answer } from "#platform/http/client.ts";
import { readIn } from "#pulse/model/questions.ts";
import { myResultsQuery, personResultsQuery } from "#pulse/results.queries.ts";
import type { Results } from "#pulse/results.wire.ts";
import { ResultsView } from "#pulse/resultsView.tsx";
import { client } from "./client.ts";
import { strengthsOf } from "./model.ts";
import { OwnPreparation, ReadPreparation } from "./preparationCard.tsx";
import { oneToOneQuery, oneToOnesKey } from "./queries.ts";
import { TalkCard, TalkRead } from "./talkCard.tsx";
import { TaskForm } from "./taskForm.tsx";
import { TaskList } from "./taskList.tsx";
import { text } from "./text.ts";
import { WhenForm } from "./whenForm.tsx";
import type { OneToOne } from "./wire.ts";

function Strengths({ results }: { results: Results }) {
  const t = useText(text);
  const { locale } = useLocale();
  const strengths = strengthsOf(results.pulses);
  if (strengths.length === 0) return null;
  return (
    <Card title={t("results.strengths")} tone="accent">
      <ul>
        {strengths.map((question) => (
          <li key={question.questionId}>{readIn(question, locale)}</li>
        ))}
      </ul>
    </Card>
  );
}

/** What customers answered: as it is now, and as it was on the day once they have talked. */
function CustomerResults({ oneToOne }: { oneToOne: OneToOne }) {
  const t = useText(text);
  const { person } = useSession();
  const { employee, state } = oneToOne;
  const isHers = person.id === employee.id;
  const isLive = state === "planned";
  const own = useQuery({ ...myResultsQuery, enabled: isLive && isHers, throwOnError: false });
  const seen = useQuery({
    ...personResultsQuery(employee.id),
    enabled: isLive && !isHers,
    throwOnError: false,
  });
  const live = isHers ? own : seen;
  const results = state === "held" ? oneToOne.results : live.data;
  return (
    <Stack>
      <h2>{t(state === "held" ? "results.onTheDay" : "results.now")}</h2>
      {!results && state === "planned" && !live.error && <Skeleton lines={4} />}
      {!results && (state === "held" || live.error) && <EmptyState title={t("results.none")} />}
      {results && <Strengths results={results} />}
      {results && <ResultsView results={results} emptyText={t("results.noneYet")} isFrozen />}
    </Stack>
  );
}

function AddTask({ oneToOne, onAdded }: { oneToOne: OneToOne; onAdded: () => Promise<unknown> }) {
  const t = useText(text);
  const { id, employee, leader } = oneToOne;
  return (
    <TaskForm
      noOwner={employee.id}
      ownerField={(owner, onChange, error) => (
        <Select
          label={t("task.owner")}
          value={owner}
          onChange={onChange}
          options={[employee, leader].map((one) => ({ value: one.id, label: one.name }))}
          error={error}
        />
      )}
      onAdd={async ({ title, owner, dueOn }) => {
        const json = { title, ownerPersonId: owner, dueOn };
        await answer(client["one-to-ones"][":id"].actions.$post({ param: { id }, json }));
        await onAdded();
      }}
    />
  );
}

function History({ oneToOne }: { oneToOne: OneToOne }) {
  const t = useText(text);
  const format = useFormat();
  if (oneToOne.history.length === 0) return null;
  return (
    <Card title={t("history.title")}>
      <ul>
        {oneToOne.history.map(({ id, heldAt, agreement }) => (
          <li key={id}>
            <Link href={`/one-to-ones/${id}`}>{format.date(heldAt, { style: "medium" })}</Link>
            {agreement && <> · {agreement}</>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Conversation({ oneToOne }: { oneToOne: OneToOne }) {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const { person } = useSession();
  const { id, leader, employee, state, preparations } = oneToOne;
  const other = person.id === leader.id ? employee : leader;
  const refresh = () => queries.invalidateQueries({ queryKey: oneToOnesKey });
  const latest = () => queries.fetchQuery({ ...oneToOneQuery(id), staleTime: 0 });
  const hold = useSubmit(async () => {
    const { version } = await latest();
    return answer(client["one-to-ones"][":id"].hold.$post({ param: { id }, json: { version } }));
  }, refresh);
  const hasTalked = async () => {
    if (await hold.submit(undefined)) showFromTheTop();
  };
  const isPlanned = state === "planned" && !oneToOne.isOver;
  // What was planned and called off with a change of leader is no day to come any more.
  const date = state === "held" ? oneToOne.heldAt : oneToOne.isOver ? null : oneToOne.startsAt;
  const mine = preparations.find(({ isMine }) => isMine);
  const theirs = preparations.find(({ isMine }) => !isMine);
  return (
    <Page
      title={t("one.title", { name: other.name })}
      lead={date ? format.dateTime(date) : oneToOne.isOver ? t("list.over") : t("list.noDate")}
      path={[{ label: t("list.title"), href: "/one-to-ones" }]}
      aside={
        <GuidancePanel>
          <ul>
            {(["strengths", "one", "ask", "agree"] as const).map((advice) => (
              <li key={advice}>{t(`advice.${advice}`)}</li>
            ))}
          </ul>
          <p>{t("list.whoReads")}</p>
        </GuidancePanel>
      }
    >
      {oneToOne.isOver && <Notice>{t("one.over", { name: leader.name })}</Notice>}
      {state === "held" && (
        <Notice>
          {t("one.held")}{" "}
          {oneToOne.nextId && <Link href={`/one-to-ones/${oneToOne.nextId}`}>{t("one.next")}</Link>}
        </Notice>
      )}
      {isPlanned && oneToOne.isUnreadable && <Notice tone="notice">{t("refusal.sealedElsewhere")}</Notice>}
      {isPlanned && (
        <Card title={t("when.title")}>
          <WhenForm
            when={oneToOne.when}
            everyWeeks={oneToOne.everyWeeks}
            timeZone={oneToOne.timeZone}
            save={async (when, everyWeeks) => {
              const { version, seriesVersion } = await latest();
              const param = { id };
              await answer(client["one-to-ones"][":id"].$patch({ param, json: { when, version } }));
              if (everyWeeks !== oneToOne.everyWeeks)
                await answer(
                  client["one-to-ones"][":id"].series.$patch({
                    param,
                    json: { everyWeeks, version: seriesVersion },
                  }),
                );
              await refresh();
            }}
          />
        </Card>
      )}
      {mine &&
        (isPlanned ? <OwnPreparation id={id} preparation={mine} /> : <ReadPreparation preparation={mine} />)}
      {theirs && <ReadPreparation preparation={theirs} />}
      <CustomerResults oneToOne={oneToOne} />
      {isPlanned ? <TalkCard oneToOne={oneToOne} /> : <TalkRead oneToOne={oneToOne} />}
      <Card title={t("task.heading")}>
        <TaskList actions={oneToOne.actions} here={id} isHeld={state === "held"} onChanged={refresh} />
        {isPlanned && oneToOne.unitId && <AddTask oneToOne={oneToOne} onAdded={refresh} />}
      </Card>
      {isPlanned && (
        <Card title={t("hold.title")}>
          <p>{t("hold.text")}</p>
          <FormErrors problem={hold.problem} />
          <Row>
            <ConfirmDialog
              title={t("hold.title")}
              confirmLabel={t("hold.button")}
              onConfirm={() => void hasTalked()}
              trigger={
                <Button variant="primary" busy={hold.busy}>
                  {t("hold.button")}
                </Button>
              }
            >
              <p>{t("hold.sure")}</p>
            </ConfirmDialog>
          </Row>
        </Card>
      )}
      <History oneToOne={oneToOne} />
      <Row>
        <LinkButton href="/one-to-ones">{t("one.back")}</LinkButton>
      </Row>
    </Page>
  );
}

export function OneToOnePage() {
  const t = useText(text);
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: oneToOne } = useQuery(oneToOneQuery(id));
  if (!oneToOne)
    return (
      <Page title={t("list.title")}>
        <Skeleton lines={8} />
      </Page>
    );
  return <Conversation key={id} oneToOne={oneToOne} />;
}
