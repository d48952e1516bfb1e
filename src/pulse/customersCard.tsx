import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import {
  Button,
  Card,
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
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { Imports } from "./importsTable.tsx";
import { fields, type Mapping } from "./model/customers.ts";
import { employeesQuery, pulseKey } from "./queries.ts";
import { ReportTable } from "./reportTable.tsx";
import { text } from "./text.ts";
import type { CustomerImport, FileReport, Pulse } from "./wire.ts";

/** Choose a file, look at what was understood, put its columns right, take it. */
function FromFile({
  pulse,
  onTaken,
  onUnsure,
}: {
  pulse: Pulse;
  onTaken: (taken: CustomerImport) => void;
  /** It was sent, and nobody knows whether it was taken. */
  onUnsure: () => void;
}) {
  const t = useText(text);
  const [file, setFile] = useState<File>();
  const [found, setFound] = useState<FileReport>();
  const [legalBasis, setLegalBasis] = useState("");
  const [consent, setConsent] = useState("");
  const param = { id: pulse.id };
  const look = useSubmit(
    ({ chosen, mapping }: { chosen: File; mapping?: Mapping }) =>
      answer(
        client.pulses[":id"]["customer-file"].$post({
          param,
          form: { file: chosen, ...(mapping ? { mapping: JSON.stringify(mapping) } : {}) },
        }),
      ),
    setFound,
  );
  const take = useSubmit(
    () =>
      answer(
        client.pulses[":id"].customers.$post({
          param,
          form: { file: file!, mapping: JSON.stringify(found!.mapping), legalBasis, consent },
        }),
      ),
    (taken) => {
      leave();
      setFile(undefined);
      // What these customers agreed to, the next ones need not have.
      setConsent("");
      onTaken(taken);
    },
  );
  const none = "-";
  // What was looked through is gone: who comes by keys goes on from the file, and sees where she is.
  const place = useRef<HTMLDivElement>(null);
  const leave = () => {
    setFound(undefined);
    place.current?.querySelector("input")?.focus();
  };
  return (
    <Stack>
      <div ref={place}>
        <FileField
          label={t("file.choose")}
          description={t("file.hint")}
          accept=".csv,.txt,.tsv,.xlsx"
          error={
            found?.rowsRead === 0
              ? t("refusal.tableEmpty")
              : (look.errors.file ?? (look.errors.mapping || found ? undefined : look.problem))
          }
          onChange={(chosen) => {
            setFile(chosen);
            setFound(undefined);
            void look.submit({ chosen });
          }}
        />
      </div>
      {look.busy && !found && <p role="status">{t("file.reading")}</p>}
      {file && found && found.rowsRead > 0 && (
        <Form
          onSubmit={async () => {
            if (await take.submit(undefined)) return;
            // It may have arrived all the same, and only the answer was lost: what is there is looked at again.
            onUnsure();
            void look.submit({ chosen: file, mapping: found.mapping });
          }}
          actions={
            <Row>
              <Button type="submit" variant="primary" busy={take.busy} isDisabled={found.rowsTaken === 0}>
                {t("file.take", { count: found.rowsTaken })}
              </Button>
              <Button onPress={leave}>{t("file.leave")}</Button>
            </Row>
          }
        >
          <p>
            {t("file.read", {
              name: found.fileName,
              read: found.rowsRead,
              taken: found.rowsTaken,
              refused: found.rowsRefused,
            })}
          </p>
          {found.longAgo > 0 && <Notice tone="notice">{t("file.longAgo", { count: found.longAgo })}</Notice>}
          <FieldRow>
            {fields.map((field) => (
              <Select
                key={field}
                label={t(`field.${field}`)}
                value={String(found.mapping[field] ?? none)}
                options={[
                  { value: none, label: t("field.none") },
                  ...found.columns.map((name, at) => ({ value: String(at), label: name })),
                ]}
                onChange={(at) => {
                  const mapping = { ...found.mapping, [field]: at === none ? null : Number(at) };
                  setFound({ ...found, mapping });
                  void look.submit({ chosen: file, mapping });
                }}
              />
            ))}
          </FieldRow>
          <ReportTable
            key={found.fileName}
            columns={found.columns}
            report={found.report}
            total={found.reportTotal}
          />
          <TextField
            label={t("file.legalBasis")}
            description={t("file.legalBasisHint")}
            value={legalBasis}
            onChange={setLegalBasis}
            maxLength={500}
            isOptional
          />
          {pulse.isBranded && (
            <TextField
              label={t("file.consent")}
              description={t("file.consentHint")}
              value={consent}
              onChange={setConsent}
              maxLength={500}
              isOptional
            />
          )}
          <FormErrors problem={take.errors.mapping ?? take.errors.file ?? take.problem} />
        </Form>
      )}
    </Stack>
  );
}

const nobody = { email: "", name: "", personId: "", happenedOn: "", language: "", occasion: "" };

function ByHand({ pulse, onAdded }: { pulse: Pulse; onAdded: () => void }) {
  const t = useText(text);
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState(nobody);
  const { data: employees = [] } = useQuery(employeesQuery(pulse.id));
  const set = (field: keyof typeof nobody) => (value: string) => setDraft({ ...draft, [field]: value });
  const add = useSubmit(
    () =>
      answer(
        client.pulses[":id"].contacts.$post({
          param: { id: pulse.id },
          json: {
            ...draft,
            happenedOn: draft.happenedOn || null,
            language: draft.language === "da" || draft.language === "en" ? draft.language : null,
          },
        }),
      ),
    () => {
      // The employee and the day are often the same for the next one.
      setDraft({ ...draft, email: "", name: "" });
      setOpen(false);
      onAdded();
    },
  );
  return (
    <Dialog
      title={t("contact.title")}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<Button>{t("contact.add")}</Button>}
    >
      <Form
        onSubmit={() => void add.submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={add.busy}>
            {t("contact.save")}
          </Button>
        }
      >
        <TextField
          label={t("field.email")}
          type="email"
          value={draft.email}
          onChange={set("email")}
          error={add.errors.email}
        />
        <TextField
          label={t("field.name")}
          value={draft.name}
          onChange={set("name")}
          error={add.errors.name}
          maxLength={200}
          isOptional
        />
        <Select
          label={t("field.employee")}
          value={draft.personId}
          placeholder={t("contact.choose")}
          options={employees.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={set("personId")}
          error={add.errors.personId}
        />
        <DateField
          label={t("field.happenedOn")}
          value={draft.happenedOn}
          onChange={set("happenedOn")}
          error={add.errors.happenedOn}
          isOptional
        />
        <TextField
          label={t("field.occasion")}
          value={draft.occasion}
          onChange={set("occasion")}
          error={add.errors.occasion}
          maxLength={200}
          isOptional
        />
        <FormErrors problem={add.problem} />
      </Form>
    </Dialog>
  );
}

/** Whom to ask: contacts out of files or by hand, and how many each employee has. */
export function CustomersCard({ pulse, mayEdit }: { pulse: Pulse; mayEdit: boolean }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { data: employees = [] } = useQuery(employeesQuery(pulse.id));
  const refresh = () => queries.invalidateQueries({ queryKey: pulseKey(pulse.id) });
  const without = employees.filter(({ contacts }) => contacts === 0);
  return (
    <Card id="customers" title={t("customers.title")}>
      {mayEdit && (
        <>
          <p>{t("customers.lead", { days: pulse.restingDays })}</p>
          <FromFile
            pulse={pulse}
            onUnsure={() => void refresh()}
            onTaken={async ({ state, rowsTaken }) => {
              await refresh();
              toast({
                message: state === "done" ? t("file.taken", { count: rowsTaken }) : t("file.begun"),
              });
            }}
          />
          <Row>
            <ByHand
              pulse={pulse}
              onAdded={async () => {
                await refresh();
                toast({ message: t("contact.added") });
              }}
            />
          </Row>
        </>
      )}
      <Imports pulse={pulse} mayEdit={mayEdit} onChanged={() => void refresh()} />
      <p>
        <strong>{t("customers.count", { count: pulse.contacts })}</strong>
      </p>
      {pulse.contacts > 0 && (
        <ul>
          {employees.map(({ id, name, contacts }) => (
            <li key={id}>{t("customers.ofEmployee", { name, count: contacts })}</li>
          ))}
        </ul>
      )}
      {pulse.contacts > 0 && !pulse.hasCards && without.length > 0 && (
        <Notice tone="notice">
          {t("customers.without", { names: without.map(({ name }) => name).join(", ") })}
        </Notice>
      )}
    </Card>
  );
}
