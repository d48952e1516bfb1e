import { useState } from "react";
import {
  Button,
  Checkbox,
  Dialog,
  Form,
  FormErrors,
  Select,
  Table,
  TextField,
  useSubmit,
  useText,
} from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { type Area, areas, lifetimes, type Scope } from "./model.ts";
import { OnlyFresh } from "./onlyFresh.tsx";
import { text } from "./page.text.ts";

type TokenDialogProps = { onClose: () => void; onMade: (token: string) => Promise<void> };
type Lifetime = `${(typeof lifetimes)[number]}`;

export function TokenDialog({ onClose, onMade }: TokenDialogProps) {
  const t = useText(text);
  const [name, setName] = useState("");
  const [days, setDays] = useState<Lifetime>("90");
  const [scopes, setScopes] = useState<Scope[]>([]);
  const { submit, errors, problem, busy } = useSubmit(
    () =>
      answer(
        client.tokens.$post({ json: { name, scopes, days: Number(days) as (typeof lifetimes)[number] } }),
      ),
    ({ token }) => onMade(token),
  );
  const check = (scope: Scope, label: string) => (
    <Checkbox
      isSelected={scopes.includes(scope)}
      onChange={(isOn) =>
        setScopes((held) => (isOn ? [...held, scope] : held.filter((one) => one !== scope)))
      }
    >
      <span className="unseen">{label}</span>
    </Checkbox>
  );
  const nameOf = (area: Area) => t(`area.${area}`);
  return (
    <Dialog
      title={t("tokens.make")}
      size="large"
      isOpen
      isKept
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <OnlyFresh>
        <Form
          onSubmit={() => submit(undefined)}
          actions={
            <Button type="submit" variant="primary" busy={busy}>
              {t("tokens.make")}
            </Button>
          }
        >
          <TextField
            label={t("tokens.name")}
            description={t("tokens.nameHint")}
            value={name}
            onChange={setName}
            error={errors.name}
            autoFocus
          />
          <Select
            label={t("tokens.lifetime")}
            value={days}
            onChange={setDays}
            options={lifetimes.map((count) => ({
              value: `${count}` as Lifetime,
              label: t("tokens.days", { count }),
            }))}
            error={errors.days}
          />
          <p>{t("tokens.scopesHint")}</p>
          <Table
            label={t("tokens.scopes")}
            rows={areas}
            keyOf={(area) => area}
            columns={[
              { key: "area", label: t("tokens.area"), isHeader: true, render: nameOf },
              {
                key: "read",
                label: t("tokens.read"),
                render: (area) => check(`${area}.read`, t("tokens.readArea", { area: nameOf(area) })),
              },
              {
                key: "write",
                label: t("tokens.write"),
                render: (area) => check(`${area}.write`, t("tokens.writeArea", { area: nameOf(area) })),
              },
            ]}
          />
          <FormErrors problem={errors.scopes ? t("tokens.noScope") : undefined} />
          <FormErrors problem={problem} />
        </Form>
      </OnlyFresh>
    </Dialog>
  );
}
