import { useState } from "react";
import {
  Badge,
  Button,
  Checkbox,
  Dialog,
  FileField,
  Form,
  FormErrors,
  Select,
  Table,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { Email } from "./email.tsx";
import { text } from "./page.text.ts";
import { Roles } from "./roles.tsx";
import type { PeopleFileReport } from "./wire.ts";

type PeopleFileDialogProps = {
  units: readonly { id: string; name: string }[];
  unitName: (id: string) => string | undefined;
  onClose: () => void;
  onDone: (message: string) => Promise<void>;
};

const noUnit = "none";

/** People out of a file: looked at row by row before anything is written. */
export function PeopleFileDialog({ units, unitName, onClose, onDone }: PeopleFileDialogProps) {
  const t = useText(text);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<PeopleFileReport | null>(null);
  const [invites, setInvites] = useState(true);
  // Where there is one unit, who is not said to be elsewhere is in it.
  const [usualUnitId, setUsualUnitId] = useState(units.length === 1 ? units[0]!.id : noUnit);
  const send = (chosen: File, isTrial: boolean, unitId: string) =>
    answer(
      client.people.file.$post({
        form: {
          ...{ file: chosen, isTrial: isTrial ? "true" : "false", invites: invites ? "true" : "false" },
          ...(unitId === noUnit ? {} : { usualUnitId: unitId }),
        },
      }),
    );
  // Chosen is what is looked at: while one look is under way nothing else is chosen.
  const look = useSubmit(
    ({ chosen, unitId }: { chosen: File; unitId: string }) => {
      setFile(chosen);
      setUsualUnitId(unitId);
      setReport(null);
      return send(chosen, true, unitId);
    },
    (found) => setReport(found),
  );
  const take = useSubmit(
    () => send(file!, false, usualUnitId),
    ({ rows }) =>
      onDone(t("peopleFile.added", { count: rows.filter(({ state }) => state === "new").length })),
  );
  const count = report?.rows.filter(({ state }) => state === "new").length ?? 0;
  return (
    <Dialog
      title={t("peopleFile.title")}
      size="large"
      isOpen
      isKept
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form
        onSubmit={() => void take.submit(undefined)}
        actions={
          <Button type="submit" variant="primary" busy={take.busy} isDisabled={count === 0 || look.busy}>
            {report ? t("peopleFile.take", { count }) : t("peopleFile.title")}
          </Button>
        }
      >
        <FileField
          label={t("peopleFile.file")}
          description={t("peopleFile.hint")}
          accept=".csv,.txt,.tsv,.xlsx"
          error={look.errors.file ?? look.problem}
          onChange={(chosen) => void look.submit({ chosen, unitId: usualUnitId })}
        />
        <Select
          label={t("peopleFile.usualUnit")}
          options={[
            { value: noUnit, label: t("peopleFile.noUnit") },
            ...units.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={usualUnitId}
          onChange={(unitId) => (file ? void look.submit({ chosen: file, unitId }) : setUsualUnitId(unitId))}
          error={look.errors.usualUnitId ?? take.errors.usualUnitId}
        />
        {report && (
          <>
            <p role="status">
              {t("peopleFile.found", { count: report.rows.length })} {t("peopleFile.fine", { count })}
            </p>
            <Table
              label={t("peopleFile.title")}
              rows={report.rows}
              keyOf={({ rowNumber }) => String(rowNumber)}
              columns={[
                { key: "row", label: t("peopleFile.row"), render: ({ rowNumber }) => rowNumber },
                { key: "name", label: t("people.name"), isHeader: true, render: ({ name }) => name || "–" },
                {
                  key: "email",
                  label: t("people.email"),
                  render: ({ email }) => (email ? <Email address={email} /> : "–"),
                },
                {
                  key: "state",
                  label: t("peopleFile.state"),
                  render: ({ state, problem, roles }) =>
                    problem ? (
                      <Badge tone="danger">{t(`peopleFile.problem.${problem}`)}</Badge>
                    ) : state === "here" ? (
                      <Badge>{t("peopleFile.here")}</Badge>
                    ) : roles.length > 0 ? (
                      <Roles roles={roles} unitName={unitName} />
                    ) : (
                      t("people.noRole")
                    ),
                },
              ]}
            />
            <Checkbox isSelected={invites} onChange={setInvites}>
              {t("people.invites")}
            </Checkbox>
          </>
        )}
        <FormErrors problem={take.problem ?? take.errors.file} />
      </Form>
    </Dialog>
  );
}
