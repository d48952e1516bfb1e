import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button, Card, FormErrors, Row, Select, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { adviseChannels, answerNeeds, audiences, purposes } from "./model/advice.ts";
import { statementsKey } from "./queries.ts";
import { text } from "./text.ts";
import type { Statement } from "./wire.ts";

/** Which channel fits, by what it is for, where people are and whether they are to answer; used in one press. */
export function ChannelAdvice({ journeyId, picked }: { journeyId: string; picked: readonly Statement[] }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const [purpose, setPurpose] = useState<(typeof purposes)[number]>("discuss");
  const [audience, setAudience] = useState<(typeof audiences)[number]>("room");
  const [need, setNeed] = useState<(typeof answerNeeds)[number]>("now");
  const advised = adviseChannels({ purpose, audience, answer: need });
  const without = picked.filter(({ channel }) => channel === null);
  const refresh = () => queries.invalidateQueries({ queryKey: statementsKey(journeyId) });
  const set = async (each: { id: string; version: number }, channel: Statement["channel"]) => ({
    id: each.id,
    ...(await answer(
      client.journeys[":id"].statements[":statementId"].$patch({
        param: { id: journeyId, statementId: each.id },
        json: { channel, version: each.version },
      }),
    )),
  });
  const use = useSubmit(async (channel: NonNullable<Statement["channel"]>) => {
    const done: { id: string; version: number }[] = [];
    try {
      for (const each of without) done.push(await set(each, channel));
    } finally {
      await refresh();
    }
    toast({
      message: t("advice.used", { count: done.length }),
      undo: async () => {
        for (const each of done) await set(each, null);
        await refresh();
      },
    });
  });
  return (
    <Card title={t("advice.title")} tone="sunken">
      <Select
        label={t("advice.purpose")}
        options={purposes.map((value) => ({ value, label: t(`advice.purpose.${value}`) }))}
        value={purpose}
        onChange={setPurpose}
      />
      <Select
        label={t("advice.audience")}
        options={audiences.map((value) => ({ value, label: t(`advice.audience.${value}`) }))}
        value={audience}
        onChange={setAudience}
      />
      <Select
        label={t("advice.answer")}
        options={answerNeeds.map((value) => ({ value, label: t(`advice.answer.${value}`) }))}
        value={need}
        onChange={setNeed}
      />
      <div role="status">
        <p>{t("advice.best")}</p>
        <ol>
          {advised.slice(0, 2).map((channel) => (
            <li key={channel}>
              <strong>{t(`channel.${channel}`)}.</strong> {t(`advice.because.${channel}`)}
            </li>
          ))}
        </ol>
      </div>
      <FormErrors problem={use.problem} />
      {without.length > 0 && advised[0] && (
        <Row>
          <Button size="small" busy={use.busy} onPress={() => void use.submit(advised[0]!)}>
            {t("advice.use", { count: without.length })}
          </Button>
        </Row>
      )}
    </Card>
  );
}
