import { useQuery } from "@tanstack/react-query";
import {
  Card,
  Distribution,
  EmptyState,
  Interval,
  Link,
  Mark,
  Notice,
  Slope,
  SmallMultiples,
  useFormat,
  useLocale,
  useText,
} from "#design/index.ts";
import { valuesQuery } from "#values/client.ts";
import { Comments } from "./comments.tsx";
import { ChartFiles } from "./export/takeAlong.tsx";
import { isByLot, leavesOut, whyNothing } from "./export/which.ts";
import { isSameWording, readIn } from "./model/questions.ts";
import { fewestEmployees, nowhere } from "./model/release.ts";
import type { PulseResult, QuestionResult, Results } from "./results.wire.ts";
import { text } from "./text.ts";

type Five = readonly [number, number, number, number, number];

type HowShown = {
  /** As they were on a day: nothing is asked for anew. */
  isFrozen?: boolean | undefined;
  /** Whether the reader takes comments out of sight and says what they are about. */
  mayChange?: boolean | undefined;
};

/**
 * What has been released of somebody's or a unit's results: live on their pages, frozen in one-to-ones and review
 * meetings. It shows what it is given and hides nothing: whatever may not be shown never gets here.
 */
export function ResultsView({
  results,
  emptyText,
  ...how
}: {
  results: Results;
  emptyText?: string;
} & HowShown) {
  const t = useText(text);
  if (results.pulses.length === 0)
    return <EmptyState title={t("results.empty")}>{emptyText ?? t("results.emptyText")}</EmptyState>;
  const rounds = inRounds(results.pulses);
  // Down to the newest that has something to show, all stand open: who has just begun a round still sees the last one.
  const lastOpen = Math.max(
    0,
    rounds.findIndex((round) => round.some(hasMeans)),
  );
  const cards = rounds.map((round, at) =>
    round.map((pulse) => (
      <PulseCard key={pulse.pulseId} pulse={pulse} results={results} {...how} isEarlier={at > lastOpen} />
    )),
  );
  return (
    <>
      {cards.slice(0, lastOpen + 1)}
      <OverTime pulses={results.pulses} />
      {cards.slice(lastOpen + 1)}
    </>
  );
}

/** The newest first; beside each what came by cards of the same round, where anything did. */
function inRounds(pulses: readonly PulseResult[]): PulseResult[][] {
  const beside = (pulse: PulseResult) =>
    isByLot(pulse) ? undefined : pulses.find((each) => isByLot(each) && each.round === pulse.round);
  return pulses
    .filter((pulse) => !beside(pulse))
    .map((first) => [first, ...pulses.filter((pulse) => beside(pulse) === first && pulse.answered > 0)]);
}

const hasMeans = ({ questions }: PulseResult): boolean => questions.some(({ estimate }) => estimate);

function useQuestionText(): (question: QuestionResult) => string {
  const { locale } = useLocale();
  return (question) => readIn(question, locale);
}

function useValues() {
  const { data: basis } = useQuery(valuesQuery);
  return new Map((basis?.values ?? []).map((value) => [value.id, value]));
}

function PulseCard({
  pulse,
  results,
  isEarlier,
  isFrozen,
  mayChange,
}: {
  pulse: PulseResult;
  results: Results;
  isEarlier?: boolean;
} & HowShown) {
  const t = useText(text);
  const format = useFormat();
  const questionText = useQuestionText();
  const values = useValues();
  const rows = pulse.questions.map((question) => ({ question, value: values.get(question.valueId ?? "") }));
  const rate = format.number(pulse.asked === 0 ? 0 : pulse.answered / pulse.asked, {
    style: "percent",
    maximumFractionDigits: 0,
  });
  const waiting = pulse.answered - pulse.released;
  const isShown = hasMeans(pulse);
  const hasSpread = pulse.questions.some(({ counts }) => counts);
  const changed = pulse.questions.filter(({ change }) => change);
  const body = (
    <>
      <p>
        {isByLot(pulse)
          ? `${t("results.answered", { answered: pulse.answered, asked: pulse.asked })} ${t("results.rate", { rate })}`
          : t("results.byCard", { count: pulse.answered })}{" "}
        {pulse.released > 0 && t("results.released", { count: pulse.released })}{" "}
        {pulse.released > 0 &&
          waiting > 0 &&
          t("results.waiting", { count: waiting, minimum: results.minimum })}
      </p>
      {pulse.answered === 0 && <p>{t("results.noAnswers")}</p>}
      {pulse.answered > 0 && !isShown && (
        <Notice>
          {t(whyNothing(results, pulse), { minimum: results.minimum, employees: fewestEmployees })}
        </Notice>
      )}
      {isShown && (
        <>
          <h3>{t("results.means")}</h3>
          <Interval
            label={t("results.means")}
            rows={rows.map(({ question, value }) => ({
              key: question.questionId,
              label: questionText(question),
              mark: value && <Mark value={value} title={value.name} />,
              ...(value ? { colour: value.colour } : {}),
              mean: question.estimate,
            }))}
          />
          <p>{t("results.method")}</p>
          <details>
            <summary>{t("results.how")}</summary>
            <p>{t("results.howText")}</p>
          </details>
        </>
      )}
      {isShown && !hasSpread && <p>{t("results.meanOnly", { count: 2 * results.minimum })}</p>}
      {hasSpread && (
        <>
          <h3>{t("results.spread")}</h3>
          <Distribution
            label={t("results.spread")}
            rows={rows.map(({ question, value }) => ({
              key: question.questionId,
              label: questionText(question),
              mark: value && <Mark value={value} title={value.name} />,
              counts: question.counts as Five | null,
              notRelevant: question.didNotComeUp ?? 0,
            }))}
          />
        </>
      )}
      {pulse.questions.some(leavesOut) && <p>{t("results.spreadWithout", { count: 2 * results.minimum })}</p>}
      {changed.length > 0 && (
        <>
          <h3>{t("results.changes")}</h3>
          <Slope
            label={t("results.changes")}
            first={t("results.before")}
            second={t("results.after")}
            rows={changed.map((question) => ({
              key: question.questionId,
              label: questionText(question),
              ...(values.get(question.valueId ?? "")
                ? { colour: values.get(question.valueId ?? "")!.colour }
                : {}),
              before: question.change!.before,
              after: question.estimate!.mean,
              isChange: question.change!.isChange,
            }))}
          />
          {changed.every(({ change }) => !change!.isChange) && <p>{t("results.noChange")}</p>}
        </>
      )}
      {!isFrozen && <ChartFiles results={results} pulse={pulse} />}
      {isShown && isByLot(pulse) && results.unitId !== nowhere && (
        <nav aria-label={t("results.thread")}>
          <h3>{t("results.thread")}</h3>
          <ul>
            {pulse.questions.map((question) => (
              <li key={question.questionId}>
                <Link href={`/units/${results.unitId}/thread?at=result:${question.questionId}`}>
                  {questionText(question)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {pulse.comments.length > 0 && (
        <Comments
          pulse={pulse}
          results={results}
          questionText={questionText}
          isFrozen={isFrozen}
          mayChange={mayChange}
        />
      )}
      {pulse.remarks.length > 0 && (
        <section>
          <h3>{t("results.theirRemarks", { name: results.name })}</h3>
          <ul>
            {pulse.remarks.map((remark) => (
              <li key={remark.id}>
                <strong>{t(`results.${remark.kind}`)}:</strong> {remark.text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
  return (
    <Card title={pulse.title}>
      {isEarlier ? (
        <details>
          <summary>{t("results.openAll", { count: pulse.commentCount ?? pulse.comments.length })}</summary>
          {body}
        </details>
      ) : (
        body
      )}
    </Card>
  );
}

/** The same behaviour in several rounds, one small picture each; only where there are at least three to see a course in. */
function OverTime({ pulses }: { pulses: PulseResult[] }) {
  const t = useText(text);
  const questionText = useQuestionText();
  const values = useValues();
  const rounds = pulses.filter(isByLot).reverse();
  const behaviours = new Map<string, QuestionResult>();
  for (const pulse of rounds)
    for (const question of pulse.questions)
      if (question.behaviourId && question.estimate) behaviours.set(question.behaviourId, question);
  if (rounds.length < 3 || behaviours.size === 0) return null;
  return (
    <Card title={t("results.overTime")}>
      <SmallMultiples
        label={t("results.overTime")}
        series={[...behaviours].map(([behaviourId, question]) => {
          const value = values.get(question.valueId ?? "");
          return {
            key: behaviourId,
            label: questionText(question),
            ...(value ? { colour: value.colour } : {}),
            points: rounds.map((pulse) => {
              const found = pulse.questions.find(
                // A round that asked in other words asked something else.
                (each) => each.behaviourId === behaviourId && isSameWording(each, question),
              )?.estimate;
              return found ? { at: pulse.title, ...found } : { at: pulse.title, mean: null };
            }),
          };
        })}
      />
    </Card>
  );
}
