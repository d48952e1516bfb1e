import { useMemo, useState } from "react";
import {
  Badge,
  Button,
  Checkbox,
  Dialog,
  FileField,
  Form,
  FormErrors,
  Select,
  Stack,
  TextArea,
  TextField,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { splitPasted } from "./model/pasted.ts";
import { text } from "./text.ts";

type Columns = { name: string; texts: string[] }[];

/** Fetches statements from a file into the text above, where they are looked through like pasted ones. */
function FromFile({ journeyId, onTexts }: { journeyId: string; onTexts: (texts: string[]) => void }) {
  const t = useText(text);
  const [columns, setColumns] = useState<Columns>([]);
  const [chosen, setChosen] = useState("0");
  const read = useSubmit(
    (file: File) =>
      answer(client.journeys[":id"]["statement-file"].$post({ param: { id: journeyId }, form: { file } })),
    (found) => {
      setColumns(found.columns);
      setChosen(String(found.likely));
      onTexts(found.columns[found.likely]?.texts ?? []);
    },
  );
  return (
    <>
      <FileField
        label={t("file.choose")}
        accept=".csv,.txt,.tsv,.xlsx"
        mostMegabytes={25}
        error={read.errors.file ?? read.problem}
        onChange={(file) => void read.submit(file)}
      />
      {columns.length > 1 && (
        <Select
          label={t("file.column")}
          options={columns.map(({ name, texts }, at) => ({
            value: String(at),
            label: t("file.option", { name, count: texts.length }),
          }))}
          value={chosen}
          onChange={(at) => {
            setChosen(at);
            onTexts(columns[Number(at)]?.texts ?? []);
          }}
        />
      )}
    </>
  );
}

/** Paste as many lines as there are; look through what was found; take it. */
export function PasteDialog({
  journeyId,
  known,
  isOpen,
  onClose,
  onAdded,
}: {
  journeyId: string;
  known: readonly string[];
  isOpen: boolean;
  onClose: () => void;
  onAdded: (count: number) => void;
}) {
  const t = useText(text);
  const [pasted, setPasted] = useState("");
  const [source, setSource] = useState("");
  const [changed, setChanged] = useState<Record<number, boolean>>({});
  const lines = useMemo(() => splitPasted(pasted, known), [pasted, known]);
  const isTaken = (index: number) =>
    lines[index]?.note !== "tooLong" && (changed[index] ?? lines[index]?.note === "taken");
  const chosen = lines.filter((_, index) => isTaken(index));
  const add = useSubmit(
    () => {
      const statements = chosen.map((line) => ({ text: line.text, valueIds: [] }));
      const json = { statements, source, saidOn: null, origin: "pasted" as const };
      return answer(client.journeys[":id"].statements.$post({ param: { id: journeyId }, json }));
    },
    ({ ids }) => {
      setPasted("");
      setChanged({});
      onAdded(ids.length);
    },
  );
  return (
    <Dialog title={t("paste.title")} size="large" isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Form
        onSubmit={() => void add.submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={add.busy} isDisabled={chosen.length === 0}>
            {t("paste.take", { count: chosen.length })}
          </Button>
        }
      >
        <TextArea
          label={t("paste.text")}
          description={t("paste.hint")}
          value={pasted}
          onChange={(value) => {
            setPasted(value);
            setChanged({});
          }}
          rows={6}
          isFixedHeight
        />
        <FromFile
          journeyId={journeyId}
          onTexts={(texts) => {
            setPasted(texts.join("\n"));
            setChanged({});
          }}
        />
        <TextField
          label={t("statement.source")}
          isOptional
          value={source}
          onChange={setSource}
          maxLength={200}
        />
        {lines.length > 0 && (
          <Stack gap="small">
            <p>
              <strong>{t("paste.found", { count: lines.length })}</strong>
            </p>
            {lines.slice(0, 500).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is where it stands in the text
              <div key={index}>
                <Checkbox
                  isSelected={isTaken(index)}
                  isDisabled={line.note === "tooLong"}
                  onChange={(isSelected) => setChanged({ ...changed, [index]: isSelected })}
                >
                  {line.text.slice(0, 300)}{" "}
                  {line.note !== "taken" && <Badge tone="notice">{t(`paste.${line.note}`)}</Badge>}
                </Checkbox>
              </div>
            ))}
          </Stack>
        )}
        <FormErrors problem={add.problem} />
      </Form>
    </Dialog>
  );
}
