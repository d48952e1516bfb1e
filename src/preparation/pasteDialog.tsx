import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import {
  Badge,
  Button,
  Checkbox,
  DateField,
  Dialog,
  FieldRow,
  FileField,
  Form,
  FormErrors,
  Notice,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
  useFormat,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { type Chosen, foundIn } from "./model/columns.ts";
import { lookThrough, splitPasted } from "./model/pasted.ts";
import { allStatementsQuery } from "./queries.ts";
import { text } from "./text.ts";
import type { FileColumns } from "./wire.ts";

const none = "none";
/** As many lines as are shown at once: more are taken all the same, and nobody looks through them one by one. */
const mostShown = 500;

type FromFile = { columns: FileColumns; chosen: Chosen };

/** Which column of a file holds the statements, and which ones say where and when. */
function ColumnFields({ file, onChange }: { file: FromFile; onChange: (chosen: Chosen) => void }) {
  const t = useText(text);
  const { columns } = file.columns;
  const options = columns.map(({ name, cells }, at) => ({
    value: String(at),
    label: t("file.option", { name, count: cells.filter(Boolean).length }),
  }));
  const column = (part: keyof Chosen, label: string) => (
    <Select
      label={label}
      value={file.chosen[part] === null ? none : String(file.chosen[part])}
      onChange={(at) => onChange({ ...file.chosen, [part]: at === none ? null : Number(at) })}
      options={part === "text" ? options : [{ value: none, label: t("file.noColumn") }, ...options]}
    />
  );
  if (columns.length < 2) return null;
  return (
    <FieldRow>
      {column("text", t("file.column"))}
      {column("source", t("file.sourceColumn"))}
      {column("day", t("file.dayColumn"))}
    </FieldRow>
  );
}

/** Paste as many lines as there are, or take them from a file; look through what was found; take it. */
export function PasteDialog({
  journeyId,
  isOpen,
  onClose,
  onAdded,
}: {
  journeyId: string;
  isOpen: boolean;
  onClose: () => void;
  onAdded: (count: number) => void;
}) {
  const t = useText(text);
  const format = useFormat();
  const { data: standing } = useQuery({ ...allStatementsQuery(journeyId), enabled: isOpen });
  const [pasted, setPasted] = useState("");
  const [file, setFile] = useState<FromFile | null>(null);
  const [source, setSource] = useState("");
  const [saidOn, setSaidOn] = useState("");
  const [changed, setChanged] = useState<Record<number, boolean>>({});
  const known = useMemo(() => standing?.map((each) => each.text) ?? [], [standing]);
  const inFile = useMemo(() => file && foundIn(file.columns.columns, file.chosen), [file]);
  const lines = useMemo(
    () => (inFile ? lookThrough(inFile.found, known) : splitPasted(pasted, known)),
    [inFile, pasted, known],
  );
  const isTaken = (index: number) =>
    lines[index]?.note !== "tooLong" && (changed[index] ?? lines[index]?.note === "taken");
  const chosen = lines.filter((_, index) => isTaken(index));
  const read = useSubmit(
    (given: File) =>
      answer(
        client.journeys[":id"]["statement-file"].$post({ param: { id: journeyId }, form: { file: given } }),
      ),
    (columns) => {
      const { likely, likelySource, likelyDay } = columns;
      setFile({ columns, chosen: { text: likely, source: likelySource, day: likelyDay } });
      setChanged({});
    },
  );
  const add = useSubmit(
    () => {
      const statements = chosen.map(({ note: _, ...line }) => ({ ...line, valueIds: [] }));
      const origin = file ? ("imported" as const) : ("pasted" as const);
      const json = { statements, source, saidOn: saidOn || null, origin };
      return answer(client.journeys[":id"].statements.$post({ param: { id: journeyId }, json }));
    },
    ({ ids }) => {
      setPasted("");
      setFile(null);
      setChanged({});
      onAdded(ids.length);
    },
  );
  return (
    <Dialog
      title={t("paste.title")}
      size="large"
      isKept
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
    >
      <Form
        onSubmit={() => void add.submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={add.busy} isDisabled={chosen.length === 0}>
            {t("paste.take", { count: chosen.length })}
          </Button>
        }
      >
        {!file && (
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
        )}
        <FileField
          label={t("file.choose")}
          accept=".csv,.txt,.tsv,.xlsx"
          mostMegabytes={25}
          error={read.errors["file"] ?? read.problem}
          onChange={(given) => {
            // A name tells more than nothing: it can be changed, or taken away.
            if (!source) setSource(given.name.replace(/\.[a-z]{2,4}$/iu, "").slice(0, 200));
            void read.submit(given);
          }}
        />
        {file && (
          <>
            <ColumnFields
              file={file}
              onChange={(columns) => {
                setFile({ ...file, chosen: columns });
                setChanged({});
              }}
            />
            {file.columns.rows > (file.columns.columns[0]?.cells.length ?? 0) && (
              <Notice>
                {t("file.cut", {
                  count: file.columns.columns[0]?.cells.length ?? 0,
                  rows: file.columns.rows,
                })}
              </Notice>
            )}
            {Boolean(inFile?.oddDays) && (
              <Notice>{t("file.oddDays", { count: inFile?.oddDays ?? 0 })}</Notice>
            )}
            <Row>
              <Button
                variant="quiet"
                onPress={() => {
                  setFile(null);
                  setChanged({});
                }}
              >
                {t("file.leave")}
              </Button>
            </Row>
          </>
        )}
        <FieldRow>
          <TextField
            label={t("statement.source")}
            description={file?.chosen.source == null ? undefined : t("file.ownSource")}
            isOptional
            value={source}
            onChange={setSource}
            error={add.errors["source"]}
            maxLength={200}
          />
          <DateField
            label={t("statement.saidOn")}
            description={file?.chosen.day == null ? undefined : t("file.ownDay")}
            isOptional
            value={saidOn}
            onChange={setSaidOn}
            error={add.errors["saidOn"]}
          />
        </FieldRow>
        {lines.length > 0 && (
          <Stack gap="small">
            <p>
              <strong>{t("paste.found", { count: lines.length })}</strong>
            </p>
            {lines.slice(0, mostShown).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is where it stands in the text
              <div key={index}>
                <Checkbox
                  isSelected={isTaken(index)}
                  isDisabled={line.note === "tooLong"}
                  onChange={(isSelected) => setChanged({ ...changed, [index]: isSelected })}
                  description={[line.source, line.saidOn && format.date(line.saidOn)]
                    .filter(Boolean)
                    .join(" · ")}
                >
                  {line.text.slice(0, 300)}{" "}
                  {line.note !== "taken" && <Badge tone="notice">{t(`paste.${line.note}`)}</Badge>}
                </Checkbox>
              </div>
            ))}
            {lines.length > mostShown && <p>{t("paste.more", { count: lines.length - mostShown })}</p>}
          </Stack>
        )}
        <FormErrors problem={add.problem} />
      </Form>
    </Dialog>
  );
}
