import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button, Card, Dialog, Form, FormErrors, Row, useSubmit, useText, useToast } from "#design/index.ts";
import { answer } from "#platform/http/client.ts";
import { PasswordField } from "../passwordField.tsx";
import { AskFresh } from "./askFresh.tsx";
import { accessQuery, client } from "./client.ts";
import { OnlyFresh } from "./onlyFresh.tsx";
import { text } from "./page.text.ts";

/** Only where she has one: most sign in by a link or a passkey. */
export function PasswordCard() {
  const t = useText(text);
  const queries = useQueryClient();
  const [isChanging, setIsChanging] = useState(false);
  const { data } = useQuery(accessQuery);
  if (!data?.hasPassword) return null;
  return (
    <Card title={t("password.title")}>
      <p>{t("password.text")}</p>
      <Row>
        <Button icon={<KeyRound />} size="small" onPress={() => setIsChanging(true)}>
          {t("password.change")}
        </Button>
        <AskFresh
          label={t("password.remove")}
          title={t("password.removeTitle")}
          done={t("password.removed")}
          act={() => answer(client.password.$delete())}
          onDone={() => queries.invalidateQueries({ queryKey: ["account"] })}
        >
          <p>{t("password.removeText")}</p>
        </AskFresh>
      </Row>
      {isChanging && <PasswordDialog onClose={() => setIsChanging(false)} />}
    </Card>
  );
}

function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const { submit, errors, problem, busy } = useSubmit(
    () => answer(client.password.$put({ json: { current, password } })),
    async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ["account"] });
      toast({ message: t("password.changed") });
    },
  );
  return (
    <Dialog
      title={t("password.change")}
      size="small"
      isOpen
      isKept
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <OnlyFresh>
        <Form
          onSubmit={() => submit(undefined)}
          actions={
            <Button type="submit" variant="primary" busy={busy}>
              {t("password.change")}
            </Button>
          }
        >
          <PasswordField
            label={t("password.current")}
            name="current"
            value={current}
            onChange={setCurrent}
            error={errors.current}
            autoFocus
          />
          <PasswordField
            isNew
            label={t("password.new")}
            description={t("password.hint")}
            value={password}
            onChange={setPassword}
            error={errors.password}
          />
          {Object.keys(errors).length === 0 && <FormErrors problem={problem} />}
        </Form>
      </OnlyFresh>
    </Dialog>
  );
}
