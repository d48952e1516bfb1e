import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  Checkbox,
  DateField,
  FieldRow,
  Form,
  FormErrors,
  Row,
  Select,
  TextArea,
  TextField,
  useFormat,
  useSubmit,
  useText,
  useToast,
  ValueMark,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { changesIn } from "#platform/model/merge.ts";
import { valuesQuery } from "#values/client.ts";
import { client } from "./client.ts";
import { quoted } from "./model/quoted.ts";
import { statementsKey } from "./queries.ts";
import { text } from "./text.ts";
import { channels, type Statement, type Theme } from "./wire.ts";

const noTheme = "none";
type Change = Partial<
  Pick<
    Statement,
    "text" | "source" | "saidOn" | "channel" | "channelNote" | "valueIds" | "themeId" | "archived"
  >
>;

/** A statement's own words and where they come from, put right. */
function StatementForm({
  statement,
  themes,
  save,
  onClose,
}: {
  statement: Statement;
  themes: readonly Theme[];
  save: (change: Change) => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useText(text);
  const [words, setWords] = useState(statement.text);
  const [source, setSource] = useState(statement.source);
  const [saidOn, setSaidOn] = useState(statement.saidOn ?? "");
  const [theme, setTheme] = useState(statement.themeId ?? noTheme);
  // What is changed in it is sent, on top of what another may have saved since.
  const [opened] = useState(statement);
  const written = { text: words, source, saidOn: saidOn || null, themeId: theme === noTheme ? null : theme };
  const sent = useSubmit(
    () => save(changesIn(opened, written)),
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
        maxLength={200}
      />
      <FieldRow>
        <DateField
          label={t("statement.saidOn")}
          isOptional
          value={saidOn}
          onChange={setSaidOn}
          error={sent.errors["saidOn"]}
        />
        {themes.length > 0 && (
          <Select
            label={t("statement.theme")}
            value={theme}
            onChange={setTheme}
            options={[
              { value: noTheme, label: t("statement.noTheme") },
              ...themes.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            error={sent.errors["themeId"]}
          />
        )}
      </FieldRow>
      <FormErrors problem={sent.problem} />
    </Form>
  );
}

export function StatementCard({
  statement,
  themes,
  journeyId,
  place,
  picked,
  onPick,
}: {
  statement: Statement;
  themes: readonly Theme[];
  journeyId: string;
  place: number | null;
  picked: readonly string[];
  onPick: (ids: string[]) => void;
}) {
  const t = useText(text);
  const toast = useToast();
  const format = useFormat();
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
  const theme = themes.find(({ id }) => id === statement.themeId);
  const origin = [statement.source, statement.saidOn && format.date(statement.saidOn, { style: "long" })]
    .filter(Boolean)
    .join(" · ");
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
          themes={themes}
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
      {(origin || theme) && (
        <Row>
          {theme && <Badge>{theme.name}</Badge>}
          {origin && <span>{t("statement.from", { source: origin })}</span>}
        </Row>
      )}
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
