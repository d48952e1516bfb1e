import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Badge,
  Button,
  Checkbox,
  Dialog,
  Form,
  FormErrors,
  Row,
  Select,
  Stack,
  useFormat,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import type { StatementSource } from "#preparation/statementSources.ts";
import { client } from "./client.ts";
import { commentsToTakeQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { CommentsToTake } from "./wire.ts";

/** Beside what is typed and pasted: what customers wrote in a measurement that is over. */
export const FromMeasurement: StatementSource = ({ journeyId, onTaken }) => {
  const t = useText(text);
  const { data: pulses } = useQuery(commentsToTakeQuery(journeyId));
  if (!pulses || pulses.length === 0) return null;
  return (
    <Dialog title={t("take.title")} size="large" isKept trigger={<Button>{t("take.open")}</Button>}>
      {({ close }) => (
        <Choice
          journeyId={journeyId}
          pulses={pulses}
          onTaken={(count) => {
            close();
            onTaken(count);
          }}
        />
      )}
    </Dialog>
  );
};

function Choice({
  journeyId,
  pulses,
  onTaken,
}: {
  journeyId: string;
  pulses: CommentsToTake;
  onTaken: (count: number) => void;
}) {
  const t = useText(text);
  const format = useFormat();
  const queries = useQueryClient();
  const [pulseId, setPulseId] = useState(pulses[0]?.pulseId ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = pulses.find((pulse) => pulse.pulseId === pulseId);
  const free = shown?.comments.filter(({ isTaken }) => !isTaken) ?? [];
  const areAllChosen = free.length > 0 && free.every(({ id }) => chosen.has(id));
  const put = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) isChosen ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const take = useSubmit(
    () =>
      answer(
        client.journeys[":id"].comments.$post({
          param: { id: journeyId },
          json: { commentIds: [...chosen] },
        }),
      ),
    async ({ taken }) => {
      await queries.invalidateQueries({ queryKey: commentsToTakeQuery(journeyId).queryKey });
      onTaken(taken);
    },
  );
  return (
    <Form
      onSubmit={() => void take.submit(undefined)}
      actions={
        <Button type="submit" variant="primary" busy={take.busy} isDisabled={chosen.size === 0}>
          {t("take.take", { count: chosen.size })}
        </Button>
      }
    >
      <p>{t("take.lead")}</p>
      {pulses.length > 1 && (
        <Select
          label={t("take.which")}
          value={pulseId}
          onChange={setPulseId}
          options={pulses.map(({ pulseId: value, title, endedOn, comments }) => ({
            value,
            label: t("take.option", {
              title: [title, endedOn && format.date(endedOn)].filter(Boolean).join(", "),
              count: comments.length,
            }),
          }))}
        />
      )}
      {shown && pulses.length === 1 && (
        <p>
          <strong>
            {[shown.title, shown.endedOn && format.date(shown.endedOn)].filter(Boolean).join(", ")}
          </strong>
        </p>
      )}
      {free.length > 1 && (
        <Row>
          <Checkbox
            isSelected={areAllChosen}
            isIndeterminate={!areAllChosen && free.some(({ id }) => chosen.has(id))}
            onChange={(isSelected) =>
              put(
                free.map(({ id }) => id),
                isSelected,
              )
            }
          >
            {t("take.all", { count: free.length })}
          </Checkbox>
        </Row>
      )}
      <Stack gap="small">
        {shown?.comments.map(({ id, text: words, isTaken }) => (
          <div key={id}>
            <Checkbox
              isSelected={isTaken || chosen.has(id)}
              isDisabled={isTaken}
              onChange={(isSelected) => put([id], isSelected)}
            >
              {words} {isTaken && <Badge>{t("take.there")}</Badge>}
            </Checkbox>
          </div>
        ))}
      </Stack>
      <FormErrors problem={take.problem} />
    </Form>
  );
}
