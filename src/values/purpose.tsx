import { Pencil } from "lucide-react";
import { useState } from "react";
import { Button, Card, Form, FormErrors, TextArea, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./text.ts";
import styles from "./values.module.css";
import type { ValueBasis } from "./wire.ts";

export function Purpose({
  basis,
  canEdit,
  onSaved,
}: {
  basis: ValueBasis;
  canEdit: boolean;
  onSaved: () => Promise<void>;
}) {
  const t = useText(text);
  const toast = useToast();
  const [draft, setDraft] = useState<string | null>(null);
  const { submit, errors, problem, busy } = useSubmit(
    (purpose: string) => answer(client.purpose.$put({ json: { purpose, version: basis.version } })),
    async () => {
      await onSaved();
      setDraft(null);
      toast({ message: t("purpose.saved") });
    },
  );
  if (draft !== null)
    return (
      <Card title={t("purpose.label")}>
        <Form
          onSubmit={() => submit(draft)}
          actions={
            <Button type="submit" variant="primary" busy={busy}>
              {t("save")}
            </Button>
          }
        >
          <TextArea
            label={t("purpose.label")}
            isLabelHidden
            description={t("purpose.hint")}
            value={draft}
            onChange={setDraft}
            error={errors.purpose}
            autoFocus
          />
          <FormErrors problem={problem} />
        </Form>
      </Card>
    );
  return (
    <Card
      title={t("purpose.label")}
      actions={
        canEdit && (
          <Button size="small" variant="quiet" icon={<Pencil />} onPress={() => setDraft(basis.purpose)}>
            {basis.purpose ? t("purpose.edit") : t("purpose.write")}
          </Button>
        )
      }
    >
      <p className={basis.purpose ? styles.purpose : styles.faint}>{basis.purpose || t("purpose.empty")}</p>
    </Card>
  );
}
