import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  Button,
  Card,
  Form,
  FormErrors,
  Page,
  RadioGroup,
  Row,
  Skeleton,
  TextArea,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { MyCards } from "./cards/myCards.tsx";
import { client } from "./client.ts";
import { ResultFiles } from "./export/takeAlong.tsx";
import { myResultsQuery, resultsKey } from "./results.queries.ts";
import type { PulseResult, Remark } from "./results.wire.ts";
import { ResultsView } from "./resultsView.tsx";
import { text } from "./text.ts";

/** Before anybody takes her results up she can say that a contact was not hers, or what lay behind an answer. */
function Remarks({ pulse }: { pulse: PulseResult }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Remark["kind"]>("background");
  const [written, setWritten] = useState("");
  const refresh = () => queries.invalidateQueries({ queryKey: resultsKey });
  const save = useSubmit(
    (json: { pulseId: string; kind: Remark["kind"]; text: string }) =>
      answer(client.results.mine.remarks.$post({ json })),
    async () => {
      setWritten("");
      await refresh();
    },
  );
  const remove = useSubmit(
    (id: string) => answer(client.results.mine.remarks[":id"].$delete({ param: { id } })),
    refresh,
  );
  const takeAway = async ({ id, ...remark }: Remark) => {
    if (!(await remove.submit(id))) return;
    const again = { pulseId: pulse.pulseId, kind: remark.kind, text: remark.text };
    toast({ message: t("results.removed"), undo: () => void save.submit(again) });
  };
  return (
    <Card title={t("results.remarks")}>
      {pulse.remarks.map((remark) => (
        <Row key={remark.id} isApart>
          <span>
            <strong>{t(`results.${remark.kind}`)}:</strong> {remark.text}
          </span>
          <Button variant="quiet" size="small" onPress={() => void takeAway(remark)}>
            {t("results.remove")}
          </Button>
        </Row>
      ))}
      <Form
        onSubmit={() => void save.submit({ pulseId: pulse.pulseId, kind, text: written })}
        actions={
          <Button type="submit" busy={save.busy}>
            {t("results.saveRemark")}
          </Button>
        }
      >
        <RadioGroup
          label={t("results.remarkKind")}
          layout="row"
          value={kind}
          onChange={setKind}
          options={(["background", "notMine"] as const).map((value) => ({
            value,
            label: t(`results.${value}`),
          }))}
        />
        <TextArea
          label={t("results.remarkText")}
          value={written}
          onChange={setWritten}
          error={save.errors["text"]}
          maxLength={2000}
          rows={3}
        />
        <FormErrors problem={save.problem ?? remove.problem} />
      </Form>
    </Card>
  );
}

/** What customers have answered about their contact with the reader: she sees it first. */
export function MyResultsPage() {
  const t = useText(text);
  const { data: results } = useQuery(myResultsQuery);
  const latest = results?.pulses.find(({ released }) => released > 0);
  return (
    <Page
      title={t("results.myTitle")}
      lead={t("results.myLead")}
      actions={results && <ResultFiles results={results} />}
    >
      {results ? (
        <>
          <ResultsView results={withoutRemarks(results)} />
          {latest && <Remarks key={latest.pulseId} pulse={latest} />}
          <MyCards />
        </>
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  );
}

/** Her own remarks stand in a form of their own, where she can change them. */
const withoutRemarks = <T extends { pulses: PulseResult[] }>(results: T): T => ({
  ...results,
  pulses: results.pulses.map((pulse) => ({ ...pulse, remarks: [] })),
});
