import { useState } from "react";
import { Button, Card, Form, FormErrors, TextField, useLocale, useSubmit, useText } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { useEnter } from "./entered.ts";
import styles from "./frontDoor.module.css";
import { FrontDoor } from "./frontDoor.tsx";
import { text } from "./page.text.ts";
import { PasswordField } from "./passwordField.tsx";

/** The first page of a new installation: begin with one's own organisation, or look around in the sample. */
export function WelcomePage() {
  const t = useText(text);
  const { locale } = useLocale();
  const enter = useEnter();
  const [first, setFirst] = useState({ organisation: "", name: "", email: "", password: "" });
  const set = (field: keyof typeof first) => (value: string) =>
    setFirst((before) => ({ ...before, [field]: value }));

  const create = useSubmit(
    () => answer(client.first.$post({ json: { ...first, locale } })),
    () => enter(),
  );
  const sample = useSubmit(
    () => answer(client.sample.$post()),
    () => enter(),
  );
  return (
    <FrontDoor title={t("welcome.title")} lead={t("welcome.lead")} isWide>
      <div className={styles.choices}>
        <Card title={t("welcome.own")}>
          <Form
            onSubmit={() => create.submit(undefined)}
            actions={
              <Button type="submit" variant="primary" busy={create.busy}>
                {t("welcome.create")}
              </Button>
            }
          >
            <TextField
              label={t("welcome.organisation")}
              value={first.organisation}
              onChange={set("organisation")}
              error={create.errors.organisation}
              autoComplete="organization"
            />
            <TextField
              label={t("welcome.name")}
              value={first.name}
              onChange={set("name")}
              error={create.errors.name}
              autoComplete="name"
            />
            <TextField
              label={t("welcome.email")}
              type="email"
              value={first.email}
              onChange={set("email")}
              error={create.errors.email}
              autoComplete="username"
            />
            <PasswordField
              isNew
              label={t("welcome.password")}
              description={t("welcome.passwordHint")}
              value={first.password}
              onChange={set("password")}
              error={create.errors.password}
            />
            <FormErrors problem={create.problem} />
          </Form>
        </Card>
        <Card title={t("welcome.sample")} tone="accent">
          <p>{t("welcome.sampleText")}</p>
          <FormErrors problem={sample.problem} />
          <div>
            <Button busy={sample.busy} onPress={() => sample.submit(undefined)}>
              {t("welcome.sampleButton")}
            </Button>
          </div>
        </Card>
      </div>
    </FrontDoor>
  );
}
