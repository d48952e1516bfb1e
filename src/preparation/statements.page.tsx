import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import {
  Button,
  EmptyState,
  FieldRow,
  Form,
  FormErrors,
  GuidancePanel,
  LinkButton,
  Page,
  Pager,
  Row,
  Select,
  Skeleton,
  Stack,
  TextArea,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { answer } from "#platform/http/client.ts";
import { ChannelAdvice } from "./channelAdvice.tsx";
import { client } from "./client.ts";
import { PasteDialog } from "./pasteDialog.tsx";
import { pickedQuery, type StatementFilter, statementsKey, statementsQuery, themesQuery } from "./queries.ts";
import { StatementCard } from "./statementCard.tsx";
import { allStatementSources } from "./statementSources.ts";
import { text } from "./text.ts";
import { ThemesCard } from "./themesCard.tsx";

/** What customers say: type, paste, tie to values, pick the most important and how each reaches the meeting. */
export function StatementsPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const [search, setSearch] = useState("");
  const [only, setOnly] = useState<StatementFilter | "all">("all");
  const [theme, setTheme] = useState("all");
  const [page, setPage] = useState(1);
  const [isPasting, setPasting] = useState(false);
  const [typed, setTyped] = useState("");
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: found } = useQuery(
    statementsQuery(journeyId, {
      ...{ search, page },
      only: only === "all" ? undefined : only,
      theme: theme === "all" ? undefined : theme,
    }),
  );
  const { data: themes = [] } = useQuery(themesQuery(journeyId));
  // One that was dropped meanwhile narrows nothing.
  if (theme !== "all" && theme !== "none" && themes.length > 0 && !themes.some(({ id }) => id === theme))
    setTheme("all");
  const { data: pickedPage } = useQuery(pickedQuery(journeyId));
  const picked = pickedPage?.statements.map((statement) => statement.id) ?? [];
  const refresh = () => queries.invalidateQueries({ queryKey: statementsKey(journeyId) });

  const add = useSubmit(
    () => {
      const json = {
        statements: [{ text: typed, valueIds: [] }],
        source: "",
        saidOn: null,
        origin: "typed" as const,
      };
      return answer(client.journeys[":id"].statements.$post({ param: { id: journeyId }, json }));
    },
    async () => {
      setTyped("");
      await refresh();
    },
  );
  const pick = useSubmit(
    (statementIds: string[]) =>
      answer(
        client.journeys[":id"].picked.$put({
          param: { id: journeyId },
          json: { statementIds, before: picked },
        }),
      ),
    refresh,
  );
  const showTheme = (next: string) => {
    setTheme(next);
    setPage(1);
  };
  const isNarrowed = search !== "" || only !== "all" || theme !== "all";
  /** The next thing to do is to choose among them, no longer to gather more. */
  const hasMany = (found?.total ?? 0) > 1;
  const guidance = journey?.guide.steps.find((step) => step.key === "convey")?.guidance ?? [];
  return (
    <Page
      title={t("statements.title")}
      lead={t("statements.lead")}
      path={journey ? [{ label: journey.title, href: `/journeys/${journeyId}` }] : []}
      actions={
        <>
          {hasMany && (
            <LinkButton variant="primary" href={`/journeys/${journeyId}/compare`}>
              {t("compare.open")}
            </LinkButton>
          )}
          {journey &&
            allStatementSources().map(([name, Source]) => (
              <Source
                key={name}
                journeyId={journeyId}
                unitId={journey.unitId}
                onTaken={(count) => {
                  toast({ message: t("paste.taken", { count }) });
                  void refresh();
                }}
              />
            ))}
          <Button variant={hasMany ? "secondary" : "primary"} onPress={() => setPasting(true)}>
            {t("paste.open")}
          </Button>
        </>
      }
      aside={
        <Stack>
          <GuidancePanel>
            <ul>
              {guidance.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </GuidancePanel>
          {found && (themes.length > 0 || found.total > 1 || isNarrowed) && (
            <ThemesCard journeyId={journeyId} themes={themes} shown={theme} onShow={showTheme} />
          )}
          {pickedPage && pickedPage.total > 0 && (
            <ChannelAdvice journeyId={journeyId} picked={pickedPage.statements} />
          )}
        </Stack>
      }
    >
      <Form
        onSubmit={() => void add.submit(undefined)}
        actions={
          <Button type="submit" busy={add.busy}>
            {t("statements.add")}
          </Button>
        }
      >
        <TextArea
          label={t("statements.one")}
          value={typed}
          onChange={setTyped}
          rows={2}
          error={add.errors["statements.0.text"]}
        />
        <FormErrors problem={add.problem ?? pick.problem} />
      </Form>
      {!found && <Skeleton lines={6} />}
      {found && (found.total > 0 || isNarrowed) && (
        <>
          <FieldRow>
            <TextField
              label={t("statements.search")}
              type="search"
              value={search}
              onChange={(value) => {
                setSearch(value);
                setPage(1);
              }}
              maxLength={200}
            />
            <Select
              label={t("statements.show")}
              value={only}
              onChange={(value) => {
                setOnly(value);
                setPage(1);
              }}
              options={(["all", "picked", "untied"] as const).map((value) => ({
                value,
                label: t(`statements.show.${value}`),
              }))}
            />
            {themes.length > 0 && (
              <Select
                label={t("statement.theme")}
                value={theme}
                onChange={showTheme}
                options={[
                  { value: "all", label: t("statements.show.all") },
                  ...themes.map(({ id, name, count }) => ({
                    value: id,
                    label: t("themes.option", { name, count }),
                  })),
                  { value: "none", label: t("statement.noTheme") },
                ]}
              />
            )}
          </FieldRow>
          <p role="status">{t("statements.count", { count: found.total, picked: found.picked })}</p>
        </>
      )}
      {found?.total === 0 && (
        <EmptyState title={t(isNarrowed ? "statements.noneFound" : "statements.empty")}>
          {!isNarrowed && t("statements.emptyText")}
        </EmptyState>
      )}
      <Stack>
        {found?.statements.map((statement) => (
          <StatementCard
            key={statement.id}
            statement={statement}
            themes={themes}
            journeyId={journeyId}
            place={picked.includes(statement.id) ? picked.indexOf(statement.id) : null}
            picked={picked}
            onPick={(ids) => void pick.submit(ids)}
          />
        ))}
      </Stack>
      {found && <Pager page={found.page} pageSize={found.pageSize} total={found.total} onPage={setPage} />}
      <Row>
        {pickedPage?.statements.some(({ channel }) => channel === "handout") && (
          <LinkButton href={`/journeys/${journeyId}/handout`}>{t("statements.handout")}</LinkButton>
        )}
        <LinkButton href={`/journeys/${journeyId}/steps/convey`}>{t("statements.back")}</LinkButton>
      </Row>
      <PasteDialog
        journeyId={journeyId}
        isOpen={isPasting}
        onClose={() => setPasting(false)}
        onAdded={(count) => {
          setPasting(false);
          toast({ message: t("paste.taken", { count }) });
          void refresh();
        }}
      />
    </Page>
  );
}
