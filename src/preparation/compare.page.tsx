import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import {
  Button,
  Card,
  EmptyState,
  FormErrors,
  LinkButton,
  Meter,
  Notice,
  Page,
  RadioGroup,
  Row,
  Skeleton,
  Stack,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { valuesQuery } from "#values/client.ts";
import { client } from "./client.ts";
import styles from "./compare.module.css";
import { type Choice, comparing } from "./model/comparing.ts";
import { quoted } from "./model/quoted.ts";
import { allStatementsQuery, pickedQuery, statementsKey, themesQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { Statement, Theme } from "./wire.ts";

const wanted = 5;
/** More than these are a morning's work: she is asked to choose fewer first. */
const mostCompared = 60;

type Kept = { among: string; choices: Choice[] };

/** What she has chosen so far stays in this window: she can leave, and go on where she was. */
function useKept(journeyId: string) {
  const key = `udlev.compare.${journeyId}`;
  const [kept, setKept] = useState<Kept | null>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? "null") as Kept | null;
    } catch {
      return null;
    }
  });
  useEffect(() => {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  }, [key, kept]);
  return [kept, setKept] as const;
}

/** Of a value or of a theme, whichever the id is of. */
const isAmong =
  (id: string) =>
  ({ valueIds, themeId }: Statement): boolean =>
    valueIds.includes(id) || themeId === id;

function Begin({
  statements,
  themes,
  picked,
  onBegin,
}: {
  statements: readonly Statement[];
  themes: readonly Theme[];
  picked: readonly string[];
  onBegin: (among: string) => void;
}) {
  const t = useText(text);
  const { data: basis } = useQuery(valuesQuery);
  const [chosen, setChosen] = useState<string>();
  const ofValue = (id: string) => statements.filter(isAmong(id)).length;
  const scopes = [
    { value: "all", label: t("compare.all", { count: statements.length }), count: statements.length },
    { value: "picked", label: t("compare.picked", { count: picked.length }), count: picked.length },
    ...(basis?.values ?? []).map(({ id, name }) => ({
      value: id,
      label: t("compare.value", { name, count: ofValue(id) }),
      count: ofValue(id),
    })),
    ...themes.map(({ id, name, count }) => ({
      value: id,
      label: t("compare.theme", { name, count }),
      count,
    })),
  ].filter(({ count }) => count >= 2 && count <= mostCompared);
  const scope = scopes.find(({ value }) => value === chosen) ?? scopes[0];
  return (
    <Card>
      {statements.length > mostCompared && <Notice>{t("compare.fewer")}</Notice>}
      {scope && (
        <>
          <RadioGroup label={t("compare.among")} options={scopes} value={scope.value} onChange={setChosen} />
          <p>
            {t("compare.estimate", {
              count: comparing(
                Array.from({ length: scope.count }, (_, at) => String(at)),
                [],
                wanted,
              ).most,
            })}
          </p>
          <Row>
            <Button variant="primary" onPress={() => onBegin(scope.value)}>
              {t("compare.begin")}
            </Button>
          </Row>
        </>
      )}
    </Card>
  );
}

function Pair({
  pair,
  statements,
  onChoose,
}: {
  pair: [string, string];
  statements: readonly Statement[];
  onChoose: (over: string, under: string) => void;
}) {
  const t = useText(text);
  const [first, second] = pair;
  const card = (id: string, other: string) => {
    const statement = statements.find((each) => each.id === id);
    return (
      <button type="button" className={styles["choice"]} onClick={() => onChoose(id, other)}>
        <span className={styles["words"]}>{quoted(statement?.text ?? "")}</span>
        {statement?.source && <span>{t("statement.from", { source: statement.source })}</span>}
      </button>
    );
  };
  return (
    <>
      <h2>{t("compare.question")}</h2>
      <div className={styles["pair"]} aria-live="polite">
        {card(first, second)}
        {card(second, first)}
      </div>
    </>
  );
}

/** The most important of what customers say, found by choosing between two at a time instead of by scrolling. */
export function ComparePage() {
  const t = useText(text);
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const { data: statements } = useQuery(allStatementsQuery(journeyId));
  const { data: pickedPage } = useQuery(pickedQuery(journeyId));
  const { data: themes } = useQuery(themesQuery(journeyId));
  const [kept, setKept] = useKept(journeyId);
  const picked = pickedPage?.statements.map(({ id }) => id) ?? [];
  const back = `/journeys/${journeyId}/statements`;

  const put = (statementIds: string[], before: string[]) =>
    answer(client.journeys[":id"].picked.$put({ param: { id: journeyId }, json: { statementIds, before } }));
  const refresh = () => queries.invalidateQueries({ queryKey: statementsKey(journeyId) });
  // What was picked before and not compared now stays picked, after those that were.
  const take = useSubmit(
    async (now: string[]) => {
      await put(now, picked);
      return { now, before: picked };
    },
    async ({ now, before }) => {
      setKept(null);
      await refresh();
      await navigate({ to: back });
      toast({ message: t("compare.saved"), undo: () => void put(before, now).then(refresh) });
    },
  );

  const items = (statements ?? [])
    .filter((statement) =>
      kept?.among === "all"
        ? true
        : kept?.among === "picked"
          ? picked.includes(statement.id)
          : isAmong(kept?.among ?? "")(statement),
    )
    .map(({ id }) => id);
  // A statement that is no longer there has nothing to say in the order of the others.
  const choices = (kept?.choices ?? []).filter(
    ({ over, under }) => items.includes(over) && items.includes(under),
  );
  const result = kept && statements ? comparing(items, choices, wanted) : null;
  const choose = (over: string, under: string) =>
    kept && setKept({ ...kept, choices: [...choices, { over, under }] });

  return (
    <Page
      title={t("compare.title")}
      lead={t("compare.lead")}
      path={[{ label: t("statements.title"), href: back }]}
    >
      {(!statements || !pickedPage) && <Skeleton lines={6} />}
      {statements && statements.length < 2 && (
        <EmptyState
          title={t("compare.none")}
          action={<LinkButton href={back}>{t("compare.back")}</LinkButton>}
        />
      )}
      {statements && pickedPage && statements.length >= 2 && !kept && (
        <Begin
          statements={statements}
          themes={themes ?? []}
          picked={picked}
          onBegin={(among) => setKept({ among, choices: [] })}
        />
      )}
      {result?.pair && (
        <Stack>
          <Meter
            label={t("compare.progress", { at: choices.length + 1, most: result.most })}
            value={choices.length}
            max={result.most}
          />
          <Pair pair={result.pair} statements={statements ?? []} onChoose={choose} />
        </Stack>
      )}
      {result && !result.pair && (
        <Card title={t("compare.found")}>
          <ol className={styles["found"]}>
            {result.found.map((id) => (
              <li key={id}>{quoted(statements?.find((each) => each.id === id)?.text ?? "")}</li>
            ))}
          </ol>
          <FormErrors problem={take.problem} />
        </Card>
      )}
      {result && (
        <Row isApart>
          <Row>
            <Button
              isDisabled={choices.length === 0}
              onPress={() => kept && setKept({ ...kept, choices: choices.slice(0, -1) })}
            >
              {t("compare.undo")}
            </Button>
            <Button variant="quiet" onPress={() => setKept(null)}>
              {t("compare.startOver")}
            </Button>
          </Row>
          {result.pair ? (
            <Button variant="quiet" onPress={() => choose(...(result.pair as [string, string]))}>
              {t("compare.equal")}
            </Button>
          ) : (
            <Button
              variant="primary"
              busy={take.busy}
              onPress={() =>
                void take.submit([...result.found, ...picked.filter((id) => !items.includes(id))])
              }
            >
              {t("compare.take")}
            </Button>
          )}
        </Row>
      )}
    </Page>
  );
}
