import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import {
  Button,
  Card,
  Checkbox,
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
  ValueMark,
} from "#design/index.ts";
import { journeyQuery } from "#guide/queries.ts";
import { answer } from "#platform/http/client.ts";
import { valuesQuery } from "#values/client.ts";
import { ChannelAdvice } from "./channelAdvice.tsx";
import { client } from "./client.ts";
import { quoted } from "./model/quoted.ts";
import { PasteDialog } from "./pasteDialog.tsx";
import { pickedQuery, type StatementFilter, statementsKey, statementsQuery } from "./queries.ts";
import { text } from "./text.ts";
import { channels, type Statement } from "./wire.ts";

type Change = Partial<
  Pick<Statement, "text" | "source" | "channel" | "channelNote" | "valueIds" | "archived">
>;

/** A statement's own words and where they come from, put right. */
function StatementForm({
  statement,
  save,
  onClose,
}: {
  statement: Statement;
  save: (change: Change) => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useText(text);
  const [words, setWords] = useState(statement.text);
  const [source, setSource] = useState(statement.source);
  const sent = useSubmit(
    () => save({ text: words, source }),
    () => onClose(),
  );
  return (
    <Form
      onSubmit={() => void sent.submit(undefined)}
      actions={
        <>
          <Button type="submit" variant="primary" busy={sent.busy}>
            {t("statement.save")}
          </Button>
          <Button onPress={onClose}>{t("paste.cancel")}</Button>
        </>
      }
    >
      <TextArea
        label={t("statement.text")}
        value={words}
        onChange={setWords}
        error={sent.errors["text"]}
        autoFocus
      />
      <TextField
        label={t("statement.source")}
        value={source}
        onChange={setSource}
        error={sent.errors["source"]}
      />
      <FormErrors problem={sent.problem} />
    </Form>
  );
}

function StatementCard({
  statement,
  journeyId,
  place,
  picked,
  onPick,
}: {
  statement: Statement;
  journeyId: string;
  place: number | null;
  picked: readonly string[];
  onPick: (ids: string[]) => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data: basis } = useQuery(valuesQuery);
  const refresh = () => queries.invalidateQueries({ queryKey: statementsKey(journeyId) });
  const send = (change: Change, version: number) =>
    answer(
      client.journeys[":id"].statements[":statementId"].$patch({
        param: { id: journeyId, statementId: statement.id },
        json: { ...change, version },
      }),
    );
  const change = useSubmit((part: Change) => send(part, statement.version), refresh);
  const remove = useSubmit(
    () => send({ archived: true }, statement.version),
    async ({ version }) => {
      await refresh();
      toast({
        message: t("statement.removed"),
        undo: async () => {
          await send({ archived: false }, version);
          await refresh();
        },
      });
    },
  );
  const [isEditing, setEditing] = useState(false);
  const [channelNote, setChannelNote] = useState(statement.channelNote);
  const isPicked = place !== null;
  const move = (by: -1 | 1) => {
    const order = [...picked];
    const from = order.indexOf(statement.id);
    order.splice(from, 1);
    order.splice(from + by, 0, statement.id);
    onPick(order);
  };
  if (isEditing)
    return (
      <Card tone={isPicked ? "accent" : "paper"}>
        <StatementForm
          statement={statement}
          save={async (part) => {
            await send(part, statement.version);
            await refresh();
          }}
          onClose={() => setEditing(false)}
        />
      </Card>
    );
  return (
    <Card
      tone={isPicked ? "accent" : "paper"}
      title={quoted(statement.text)}
      actions={
        <Row>
          {isPicked && (
            <>
              <Button size="small" isDisabled={place === 0} onPress={() => move(-1)}>
                {t("statement.up")}
              </Button>
              <Button size="small" isDisabled={place === picked.length - 1} onPress={() => move(1)}>
                {t("statement.down")}
              </Button>
            </>
          )}
          <Button size="small" onPress={() => setEditing(true)}>
            {t("statement.edit")}
          </Button>
          <Button size="small" variant="quiet" onPress={() => void remove.submit(undefined)}>
            {t("statement.remove")}
          </Button>
        </Row>
      }
    >
      {statement.source && <p>{t("statement.from", { source: statement.source })}</p>}
      <Row>
        <Checkbox
          isSelected={isPicked}
          onChange={(isSelected) =>
            onPick(isSelected ? [...picked, statement.id] : picked.filter((id) => id !== statement.id))
          }
        >
          {isPicked ? t("statement.picked", { place: place + 1 }) : t("statement.pick")}
        </Checkbox>
      </Row>
      <Row>
        {basis?.values.map((value) => (
          <Checkbox
            key={value.id}
            isSelected={statement.valueIds.includes(value.id)}
            onChange={(isSelected) =>
              void change.submit({
                valueIds: isSelected
                  ? [...statement.valueIds, value.id]
                  : statement.valueIds.filter((id) => id !== value.id),
              })
            }
          >
            <ValueMark value={value} size="small" />
          </Checkbox>
        ))}
      </Row>
      {isPicked && (
        <Select
          label={t("statement.channel")}
          placeholder={t("statement.noChannel")}
          options={channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
          value={statement.channel}
          onChange={(channel) => void change.submit({ channel: channel || null })}
        />
      )}
      {isPicked && statement.channel && (
        <TextField
          label={t("statement.channelNote")}
          description={t("statement.channelNoteHint")}
          value={channelNote}
          onChange={setChannelNote}
          onBlur={() => {
            if (channelNote.trim() !== statement.channelNote) void change.submit({ channelNote });
          }}
          maxLength={2000}
        />
      )}
      <FormErrors problem={change.problem ?? remove.problem} />
    </Card>
  );
}

/** What customers say: type, paste, tie to values, pick the most important and how each reaches the meeting. */
export function StatementsPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { journeyId } = useParams({ strict: false }) as { journeyId: string };
  const [search, setSearch] = useState("");
  const [only, setOnly] = useState<StatementFilter | "all">("all");
  const [page, setPage] = useState(1);
  const [isPasting, setPasting] = useState(false);
  const [typed, setTyped] = useState("");
  const { data: journey } = useQuery(journeyQuery(journeyId));
  const { data: found } = useQuery(
    statementsQuery(journeyId, { search, only: only === "all" ? undefined : only, page }),
  );
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
  const isNarrowed = search !== "" || only !== "all";
  const guidance = journey?.guide.steps.find((step) => step.key === "convey")?.guidance ?? [];
  return (
    <Page
      title={t("statements.title")}
      lead={t("statements.lead")}
      path={journey ? [{ label: journey.title, href: `/journeys/${journeyId}` }] : []}
      actions={
        <>
          {(found?.total ?? 0) > 1 && (
            <LinkButton href={`/journeys/${journeyId}/compare`}>{t("compare.open")}</LinkButton>
          )}
          <Button variant="primary" onPress={() => setPasting(true)}>
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
        known={found?.statements.map((statement) => statement.text) ?? []}
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
